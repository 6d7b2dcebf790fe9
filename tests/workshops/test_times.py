"""The dialog of times: what it says before it is applied, what it does, and bad input."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.factories import go, many
from tests.markup import text_of
from workshops.models import Workshop
from workshops.queries import course as sheet
from workshops.queries import times as times_queries
from workshops.refusals import Refused
from workshops.services import course, duplication, times

HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.fixture
def noon(monkeypatch):
    """It is twelve in Helsinki, wherever and whenever the test runs."""
    at = datetime(2026, 5, 12, 12, 0, 0, tzinfo=HELSINKI)
    monkeypatch.setattr(timezone, "now", lambda: at)
    return at


@pytest.fixture
def second_round(noon, workshop):
    many(workshop, 4)
    return go(workshop, "cafe-2")


def reread(workshop: Workshop) -> Workshop:
    workshop.refresh_from_db()
    return workshop


def test_end_is_looked_at_before_anything_is_done(second_round, facilitator):
    answer = facilitator.get("workshops:times", second_round.code, end="13:10", expected="cafe-2")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "70 minutes for the remaining phases" in page
    assert "tight" in page
    assert reread(second_round).minutes_of("cafe") == 20


def test_end_is_fitted_with_the_clock_that_runs(second_round, facilitator, noon):
    answer = facilitator.post("workshops:fit_to_end", second_round.code, end="13:10", expected="cafe-2")
    assert answer.status_code == 204
    reread(second_round)
    fitted = {
        key: second_round.minutes_of(key) for key in ("welcome", "cafe", "theming", "sharing", "choosing")
    }
    assert fitted == {"welcome": 10, "cafe": 13, "theming": 10, "sharing": 13, "choosing": 7}
    assert second_round.ends_at == noon + timedelta(minutes=14)
    assert times_queries.ends_about(second_round)["ends_about"] <= noon.replace(hour=13, minute=10)


def on_the_sheet(workshop: Workshop) -> dict[str, int]:
    return {item["key"]: item["minutes"] for item in sheet.run_sheet(workshop) if item["dialogue"] == 1}


def test_run_sheet_keeps_the_minutes_of_what_has_been(second_round):
    times.fit_to_end(workshop=second_round, expected="cafe-2", end=timezone.now() + timedelta(minutes=70))
    rounds = {"cafe-1": 20, "cafe-2": 14, "cafe-3": 13, "cafe-4": 13}
    later = {"theming": 10, "sharing": 13, "choosing": 7}
    assert on_the_sheet(reread(second_round)) == {"welcome": 10, **rounds, **later}
    go(second_round, "cafe-3")
    assert on_the_sheet(second_round) == {"welcome": 10, **rounds, **later}


def test_run_sheet_says_of_a_step_gone_back_from_what_it_will_have(second_round):
    times.set_minutes(workshop=second_round, minutes={"cafe": 12})
    course.move(workshop=second_round, expected="cafe-2", to="cafe-1")
    assert on_the_sheet(second_round)["cafe-1"] == 12
    assert on_the_sheet(second_round)["cafe-2"] == 12


def test_end_keeps_a_paused_clock_paused(second_round, facilitator):
    course.pause(workshop=second_round)
    times.fit_to_end(workshop=second_round, expected="cafe-2", end=timezone.now() + timedelta(minutes=70))
    reread(second_round)
    assert (second_round.ends_at, second_round.remaining) == (None, 14 * 60)


def test_end_leaves_a_clock_alone_whose_time_is_up(second_round, noon):
    Workshop.objects.update(ends_at=noon - timedelta(minutes=3))
    times.fit_to_end(workshop=second_round, expected="cafe-2", end=noon + timedelta(minutes=85))
    reread(second_round)
    assert second_round.ends_at == noon - timedelta(minutes=3)
    assert second_round.minutes_of("cafe") == 20


def test_end_of_the_second_dialogue_gives_open_space_what_is_left(noon, workshop, facilitator):
    go(workshop, "opening")
    facilitator.post("workshops:fit_to_end", workshop.code, end="14:00", expected="opening")
    assert reread(workshop).minutes_of("open_space") == 120 - 10 - 20 - 20 - 5


def test_end_before_the_dialogue_shares_out_all_of_it_from_its_beginning(noon, workshop, facilitator):
    Workshop.objects.update(
        phase="preparation", round=0, ends_at=None, dialogue_1_at=noon.replace(day=20, hour=9)
    )
    answer = facilitator.get("workshops:times", workshop.code, end="11:00", expected="preparation")
    assert "120 minutes for the remaining phases" in answer.content.decode()
    early = facilitator.get("workshops:times", workshop.code, end="08:30", expected="preparation")
    assert "That is before the dialogue begins at 9:00." in early.content.decode()


def test_end_of_a_step_that_has_passed_meanwhile_is_refused(second_round, facilitator):
    answer = facilitator.post("workshops:fit_to_end", second_round.code, end="13:10", expected="cafe-1")
    assert answer.status_code == 409
    assert "moved on" in answer.content.decode()
    with pytest.raises(Refused):
        times.fit_to_end(workshop=second_round, expected="welcome", end=timezone.now())


@pytest.mark.parametrize(
    ("end", "message"),
    [
        ("11:59", "That time has already passed: it is 12:00 now."),
        ("12:00", "That time has already passed"),
        ("12:04", "need at least 6 minutes"),
        ("", "Give the time"),
        ("half past two", "Give the time"),
        ("25:00", "Give the time"),
    ],
)
@pytest.mark.parametrize("press", ["look", "fit"])
def test_end_that_cannot_be_is_said_beside_the_field(second_round, facilitator, end, message, press):
    rev = reread(second_round).rev
    if press == "look":
        answer = facilitator.get("workshops:times", second_round.code, end=end, expected="cafe-2")
    else:
        answer = facilitator.post("workshops:fit_to_end", second_round.code, end=end, expected="cafe-2")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert message in page
    assert f'value="{end}"' in page or not end
    assert reread(second_round).rev == rev


def test_minutes_are_those_of_the_phases_ahead(second_round, facilitator):
    page = facilitator.get("workshops:times", second_round.code).content.decode()
    assert [f'name="{key}"' in page for key in ("welcome", "cafe", "theming", "pearls")] == [
        False,
        True,
        True,
        False,
    ]
    typed = {"cafe": 25, "theming": 12, "sharing": 20, "choosing": 10}
    ends_at = second_round.ends_at
    assert facilitator.post("workshops:set_minutes", second_round.code, **typed).status_code == 204
    reread(second_round)
    assert {key: second_round.minutes_of(key) for key in typed} == typed
    assert (second_round.minutes_of("welcome"), second_round.ends_at) == (10, ends_at)


@pytest.mark.parametrize("typed", ["0", "600", "-5", "", "ten", "9" * 40])
def test_minutes_that_cannot_be_are_said_beside_the_field(second_round, facilitator, typed):
    answer = facilitator.post(
        "workshops:set_minutes", second_round.code, cafe=typed, theming=99, sharing=20, choosing=10
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "From 1 to 240 minutes." in page
    assert 'value="99"' in page
    assert typed in page
    assert reread(second_round).minutes_of("theming") == 15


def test_minutes_of_open_space_may_be_left_empty_as_in_preparation(noon, workshop, facilitator):
    go(workshop, "opening")
    typed = {"open_space": 0, "pearls": 20, "agreement": 20, "feedback": 5}
    answer = facilitator.post("workshops:set_minutes", workshop.code, **typed)
    assert answer.status_code == 422
    assert "Leave it empty if this phase has no set end." in answer.content.decode()
    answer = facilitator.post("workshops:set_minutes", workshop.code, **typed | {"open_space": ""})
    assert answer.status_code == 204
    assert reread(workshop).minutes_of("open_space") == 0


def test_times_after_both_dialogues_are_refused_in_words(workshop, facilitator):
    go(workshop, "closed")
    assert facilitator.get("workshops:times", workshop.code).status_code == 409
    assert facilitator.post("workshops:fit_to_end", workshop.code, end="23:59").status_code == 409


def test_times_open_as_a_page_of_their_own_without_javascript(second_round, facilitator):
    answer = facilitator.get("workshops:times", second_round.code)
    assert "<html" in answer.content.decode()
    done = facilitator.submit("workshops:fit_to_end", second_round.code, end="13:10", expected="cafe-2")
    assert (done.status_code, done.url) == (302, f"/run/{second_round.code}/")


def test_minutes_of_the_day_stay_with_that_day(second_round):
    """A workshop that begins from this one has the minutes of preparation, not those of a day in a hurry."""
    times.set_minutes(workshop=second_round, minutes={"theming": 3})
    assert reread(second_round).minutes_of("theming") == 3
    assert duplication.draft_of(reread(second_round)).minutes_of("theming") == 15


@pytest.mark.parametrize(
    ("hour", "told"), [(12, "Ends at about 13:15"), (23, "13 May 2026 · Ends at about 0:15")]
)
def test_end_on_another_day_is_told_with_its_day(monkeypatch, workshop, facilitator, hour, told):
    at = datetime(2026, 5, 12, hour, 30, 0, tzinfo=HELSINKI)
    monkeypatch.setattr(timezone, "now", lambda: at)
    go(workshop, "theming")
    page = text_of(facilitator.get("workshops:console", workshop.code).content.decode())
    assert f" {told} " in page
    assert (" May 2026 · Ends" in page) == (hour == 23)
