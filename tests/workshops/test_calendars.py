from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import override
from icalendar import Calendar, Event

from tests.factories import Person, go
from workshops import dates
from workshops.documents import calendar_files
from workshops.models import Agreement, Workshop

HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.fixture
def dated(workshop: Workshop) -> Workshop:
    """The second dialogue in a week, the next meeting in a year."""
    workshop.dialogue_2_at = _noon_in(days=7)
    workshop.place = "Town hall, room 2"
    workshop.save()
    Agreement.objects.create(workshop=workshop, next_at=_noon_in(days=365), next_place="Library")
    return workshop


def _noon_in(days: int) -> datetime:
    return (timezone.now().astimezone(HELSINKI) + timedelta(days=days)).replace(
        hour=12, minute=0, second=0, microsecond=0
    )


def events_in(body: bytes) -> list[Event]:
    return list(Calendar.from_ical(body).walk("VEVENT"))


def test_calendar_holds_both_dates_with_place_and_title(dated: Workshop, participant: Person) -> None:
    answer = participant.get("workshops:calendar", dated.code)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    second, following = events_in(answer.content)
    assert second["SUMMARY"] == "Early support: second dialogue"
    assert second["LOCATION"] == "Town hall, room 2"
    assert second.start == dated.dialogue_2_at
    assert following["SUMMARY"] == "Early support: we meet again"
    assert following["LOCATION"] == "Library"


def test_calendar_speaks_local_time_and_defines_it(dated: Workshop, facilitator: Person) -> None:
    body = facilitator.get("workshops:calendar", dated.code).content
    zones = [str(zone["TZID"]) for zone in Calendar.from_ical(body).walk("VTIMEZONE")]
    assert zones == ["Europe/Helsinki"]
    assert [str(event["DTSTART"].params["TZID"]) for event in events_in(body)] == ["Europe/Helsinki"] * 2
    assert events_in(body)[0].start.hour == 12


def test_calendar_and_invitation_say_the_moment_with_its_zone(dated: Workshop, facilitator: Person) -> None:
    moment = dates.moment(dated.dialogue_2_at)
    second, _following = events_in(facilitator.get("workshops:calendar", dated.code).content)
    assert second["DESCRIPTION"] == f"{moment} (Finnish time)"
    go(dated, "interlude")
    with override(dated.language):
        moment = capfirst(dates.moment(dated.dialogue_2_at))
    between = facilitator.get("workshops:console", dated.code).content.decode()
    assert f"{moment} (Suomen aikaa), Town hall, room 2" in between


def test_calendar_keeps_the_uid_when_the_date_changes(dated: Workshop) -> None:
    before = events_in(calendar_files.calendar_of(dated, "https://d.example/j/1/", "d.example"))[0]
    dated.dialogue_2_at = _noon_in(days=9)
    dated.rev += 1
    after = events_in(calendar_files.calendar_of(dated, "https://d.example/j/1/", "d.example"))[0]
    assert after["UID"] == before["UID"] == "k7m2qfxa-dialogue-2@d.example"
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert abs(after["DTSTAMP"].dt - timezone.now()) < timedelta(minutes=1)


def test_calendar_leaves_out_what_is_over(dated: Workshop, participant: Person) -> None:
    dated.dialogue_2_at = timezone.now() - timedelta(days=1)
    dated.save()
    assert [e["LOCATION"] for e in events_in(participant.get("workshops:calendar", dated.code).content)] == [
        "Library"
    ]


def test_calendar_is_not_found_without_dates(workshop: Workshop, participant: Person) -> None:
    assert participant.get("workshops:calendar", workshop.code).status_code == 404


def test_calendar_is_not_found_for_others(dated: Workshop, outsider: Person, stranger: Person) -> None:
    assert outsider.get("workshops:calendar", dated.code).status_code == 404
    assert stranger.get("workshops:calendar", dated.code).status_code == 404
