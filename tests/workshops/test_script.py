"""What the facilitators say: their own words for a step, the usual ones for the others."""

from __future__ import annotations

import pytest

from tests.factories import go
from workshops.access.permissions import Role
from workshops.course import phases
from workshops.models import OwnScript
from workshops.services import script

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
