"""What the facilitators say: their own words for a step, the usual ones for the others."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import go
from tests.markup import flat
from workshops.access.permissions import Role
from workshops.course import phases
from workshops.models import OwnScript
from workshops.queries import script as script_queries
from workshops.services import script, themes

OWN = "Morning, all. Pick a chair."


def test_own_words_are_said_at_their_step_and_nowhere_else(workshop, facilitator):
    facilitator.post("workshops:write_script", workshop.code, "welcome", text=f"  {OWN} ")
    assert OWN in facilitator.get("workshops:console", workshop.code).content.decode()
    go(workshop, "cafe-1")
    page = facilitator.get("workshops:console", workshop.code).content.decode()
    assert OWN not in page
    assert str(phases.WORDS["cafe-1"].say_now)[:30] in page


def test_own_words_of_another_workshop_are_not_said_here(workshop, facilitator, elsewhere):
    script.write_script(workshop=elsewhere, step="welcome", text=OWN)
    assert OWN not in facilitator.get("workshops:console", workshop.code).content.decode()


def test_usual_words_can_be_taken_back(workshop, facilitator):
    script.write_script(workshop=workshop, step="welcome", text=OWN)
    facilitator.post("workshops:write_script", workshop.code, "welcome", text="whatever", usual="1")
    assert not OwnScript.objects.exists()
    page = facilitator.get("workshops:console", workshop.code).content.decode()
    assert str(phases.WORDS["welcome"].say_now)[:20] in page


def test_usual_words_saved_as_they_are_stay_the_usual_ones(workshop):
    """So that they go on following the facilitator's language."""
    script.write_script(workshop=workshop, step="welcome", text=str(phases.WORDS["welcome"].say_now))
    assert not OwnScript.objects.exists()


def test_own_words_come_to_both_consoles_and_to_nobody_else(workshop, frames):
    for role in Role:
        with frames(workshop, role) as sent:
            script.write_script(workshop=workshop, step="welcome", text=f"Said by the {role}")
        assert (f"Said by the {role}" in sent[0]["html"]) == (role == Role.FACILITATOR)


@pytest.mark.parametrize(
    ("text", "message"), [("   ", "Write something first."), ("x" * 2000, "Use at most 600 characters.")]
)
def test_words_that_cannot_be_saved_come_back_as_they_were_typed(workshop, facilitator, text, message):
    answer = facilitator.post("workshops:write_script", workshop.code, "cafe-2", text=text)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert message in page
    assert text.strip() in page
    assert not OwnScript.objects.exists()


def test_script_holds_every_step_and_takes_plain_forms(workshop, facilitator):
    page = facilitator.get("workshops:script", workshop.code).content.decode()
    assert [step for step in phases.STEPS if f'id="script-{step}"' not in page] == []
    answer = facilitator.submit("workshops:write_script", workshop.code, "pearls", text=OWN)
    assert (answer.status_code, answer.url) == (302, f"/run/{workshop.code}/script/")
    assert OWN in facilitator.get("workshops:script", workshop.code).content.decode()


def test_script_page_is_told_that_a_line_is_saved(workshop, facilitator):
    answer = facilitator.post(
        "workshops:write_script", workshop.code, "pearls", text=OWN, **{"from": "script"}
    )
    assert answer.status_code == 200
    assert "Saved" in answer.content.decode()


def test_step_that_is_not_there_is_not_found(workshop, facilitator):
    assert facilitator.get("workshops:script_line", workshop.code, "lunch").status_code == 404
    assert facilitator.post("workshops:write_script", workshop.code, "cafe-9", text=OWN).status_code == 404


def test_words_hold_no_identity_code(workshop, facilitator):
    answer = facilitator.post("workshops:write_script", workshop.code, "pearls", text="131052-308T")
    assert answer.status_code == 422


def read_at(person, workshop, step: str) -> str:
    """The version that a form opened now carries."""
    page = person.client.get(f"/run/{workshop.code}/script/{step}/", headers={"hx-request": "true"})
    return re.findall('name="read" value="([^"]*)"', flat(page.content))[0]


@pytest.mark.parametrize("act", [{"text": "Mine"}, {"text": "whatever", "usual": "1"}], ids=["own", "usual"])
def test_two_who_reword_a_step_at_once_are_told(workshop, facilitator, second, act):
    """Taking the default text back is no way to lose a colleague's words either."""
    read = read_at(facilitator, workshop, "pearls")
    second.post("workshops:write_script", workshop.code, "pearls", text="Theirs", read=read)
    answer = facilitator.post("workshops:write_script", workshop.code, "pearls", **act, read=read)
    assert answer.status_code == 422
    assert "Your colleague saved this meanwhile: “Theirs”." in flat(answer.content)
    assert act["text"] in answer.content.decode()
    assert OwnScript.objects.get().text == "Theirs"
    told = re.findall('name="read" value="([^"]*)"', flat(answer.content))[0]
    facilitator.post("workshops:write_script", workshop.code, "pearls", **act, read=told)
    assert script_queries.row_of(workshop, "pearls").text == (
        "Mine" if "usual" not in act else str(phases.WORDS["pearls"].say_now)
    )


def test_paper_has_every_step_with_its_words_and_its_hour(workshop, facilitator):
    """As planned, as far as the steps before have set minutes."""
    workshop.dialogue_1_at = timezone.now().replace(hour=7, minute=0)
    workshop.dialogue_2_at = workshop.dialogue_1_at + timedelta(days=30)
    workshop.save()
    script.write_script(workshop=workshop, step="pearls", text=OWN)
    page = flat(facilitator.get("workshops:script_paper", workshop.code).content)
    assert [step for step in phases.STEPS if f'id="step-{step}"' not in page] == []
    assert OWN in page
    begins = script_queries.begin_times(workshop)
    after = {step: (at - workshop.dialogue_1_at).total_seconds() / 60 for step, at in begins.items()}
    assert {step: after[step] for step in ("welcome", "cafe-1", "cafe-4", "choosing")} == {
        "welcome": 0,
        "cafe-1": 10,
        "cafe-4": 70,
        "choosing": 125,
    }
    assert begins["open_space"] == workshop.dialogue_2_at + timedelta(minutes=10)
    assert set(phases.STEPS) - begins.keys() == {
        *("preparation", "interlude", "closed"),
        *("pearls", "agreement", "feedback"),  # groups work as long as they do
    }


def test_paper_without_dates_has_the_minutes_alone(workshop, facilitator):
    page = flat(facilitator.get("workshops:script_paper", workshop.code).content)
    assert "<time" not in page
    assert page.count("<span>20 min</span>") == 4 + 1 + 2


def test_once_everyone_sees_the_result_nobody_is_asked_for_votes_any_more(workshop, facilitator):
    go(workshop, "choosing")
    script.write_script(workshop=workshop, step="choosing", text="Vote as you like.")
    themes.reveal_results(workshop=workshop, shown=True)
    page = flat(facilitator.get("workshops:console", workshop.code).content.decode())
    assert "Here is what you chose." in page
    assert "Vote as you like." not in page
    assert f"/run/{workshop.code}/script/choosing/" not in page  # nothing to reword: it is not that line
    themes.reveal_results(workshop=workshop, shown=False)
    assert "Vote as you like." in facilitator.get("workshops:console", workshop.code).content.decode()


@pytest.mark.parametrize("page", ["script", "script_paper"])
def test_script_holds_what_is_said_once_the_result_is_seen(workshop, facilitator, page):
    assert "Here is what you chose." in facilitator.get(f"workshops:{page}", workshop.code).content.decode()
