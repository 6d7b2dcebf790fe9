"""The console's hand on the room: projector, main points, own notes, a phone looked at."""

from __future__ import annotations

import re

import pytest

from tests.factories import go, join, many, walking
from tests.markup import flat
from tests.workshops.space import group_in, settle, text_by
from workshops.access.permissions import Role
from workshops.course import phases
from workshops.models import PrivateNote, Workshop
from workshops.services import console, course, debrief, hiding, private

SECRET = "Antti is tired, let the others speak"


# --- the projector ---


@pytest.mark.parametrize("to", list(Workshop.Screen))
def test_screen_is_told_to_console_and_projector_and_keeps_through_a_move(workshop, facilitator, frames, to):
    other = Workshop.Screen.HELD if to == Workshop.Screen.FOLLOWS else Workshop.Screen.FOLLOWS
    Workshop.objects.update(screen=other)
    with frames(workshop, Role.PROJECTOR) as sent:
        assert facilitator.post("workshops:turn_screen", workshop.code, to).status_code == 204
    assert f'data-screen="{to}"' in sent[0]["html"]
    go(workshop, "cafe-1")
    workshop.refresh_from_db()
    assert workshop.screen == to
    assert f'data-screen="{to}"' in facilitator.get("workshops:projector", workshop.code).content.decode()


def test_screen_turned_twice_is_turned_once(workshop):
    console.turn_screen(workshop=workshop, to=Workshop.Screen.BLANK)
    rev = workshop.rev
    console.turn_screen(workshop=workshop, to=Workshop.Screen.BLANK)
    workshop.refresh_from_db()
    assert workshop.rev == rev


def test_screen_says_nothing_to_phones(workshop, frames):
    with frames(workshop, Role.PARTICIPANT) as sent:
        console.turn_screen(workshop=workshop, to=Workshop.Screen.BLANK)
    assert sent[0]["html"] == ""


def test_screen_that_is_not_there_is_not_found(workshop, facilitator):
    assert facilitator.post("workshops:turn_screen", workshop.code, "upside-down").status_code == 404


@pytest.mark.parametrize("screen", list(Workshop.Screen))
def test_code_goes_over_whatever_is_on_the_projector_until_the_next_step(
    workshop, facilitator, frames, screen
):
    console.turn_screen(workshop=workshop, to=screen)
    with frames(workshop, Role.PROJECTOR) as sent, frames(workshop, Role.PARTICIPANT) as to_phones:
        assert facilitator.post("workshops:show_code", workshop.code, on="1").status_code == 204
    assert f'data-screen="{screen}" data-code="1"' in flat(sent[0]["html"])
    assert to_phones[0]["html"] == ""
    assert (
        "The projector shows the code" in facilitator.get("workshops:console", workshop.code).content.decode()
    )
    go(workshop, "cafe-1")
    page = flat(facilitator.get("workshops:projector", workshop.code).content)
    assert f'data-screen="{screen}" data-code=""' in page
    assert 'id="join-now"' in page


def test_console_hears_which_page_of_a_slide_is_on_and_turns_it(workshop_at, facilitator, frames):
    workshop = workshop_at("sharing", people=8)
    told = {"page": 0, "pages": 3, "turns": 1}
    with frames(workshop, Role.FACILITATOR) as sent:
        facilitator.post("workshops:tell_pages", workshop.code, **told)
    assert "rev" not in sent[0]
    words = "Page 1 of 3 of the slide"
    assert words in flat(sent[0]["html"])
    assert words in flat(facilitator.get("workshops:console", workshop.code).content)
    with frames(workshop, Role.PROJECTOR) as sent:
        facilitator.post("workshops:show_page", workshop.code, page=1)
    assert 'data-page="1"' in sent[0]["html"]
    facilitator.post("workshops:show_page", workshop.code)
    assert 'data-page=""' in facilitator.get("workshops:projector", workshop.code).content.decode()
    facilitator.post("workshops:show_page", workshop.code, page=2)
    facilitator.post("workshops:slide", workshop.code, slide=1)
    assert 'data-page=""' in facilitator.get("workshops:projector", workshop.code).content.decode()
    assert "of the slide" not in flat(facilitator.get("workshops:console", workshop.code).content)


def test_clock_is_on_every_slide_of_every_step(workshop, facilitator):
    """Time that runs out is seen, and the bell with it, whatever the projector shows."""
    many(workshop, 8)
    clocks = {}
    for step in walking(workshop):
        for slide in (0, 4) if step != "closed" else ():
            console.show_slide(workshop=workshop, slide=slide)
            page = facilitator.get("workshops:projector", workshop.code).content.decode()
            clocks[step, slide] = page.count('id="clock"')
    assert set(clocks.values()) == {1}, clocks


# --- main points, shown when wanted ---


def test_points_are_kept_to_the_facilitators_until_they_are_shown(
    workshop_at, participant, facilitator, frames
):
    workshop = workshop_at("sharing", people=8)
    facilitator.post("workshops:show_points", workshop.code, on="0")
    workshop.refresh_from_db()
    for role in Role:
        with frames(workshop, role) as sent:
            debrief.write_main_point(workshop=workshop, text=f"Point of the {role}", slide=0)
        assert (f"Point of the {role}" in sent[0]["html"]) == (role == Role.FACILITATOR)
    seen = {
        "console": facilitator.get("workshops:console", workshop.code),
        "projector": facilitator.get("workshops:projector", workshop.code),
        "stage": participant.get("workshops:stage", workshop.code),
    }
    assert [page for page, got in seen.items() if "Point of the" in got.content.decode()] == ["console"]
    facilitator.post("workshops:show_points", workshop.code, on="1")
    assert "Point of the" in participant.get("workshops:stage", workshop.code).content.decode()


# --- private notes ---


def test_private_note_is_its_writers_alone(workshop, facilitator, second, participant, coordinator):
    rev = workshop.rev
    answer = facilitator.post("workshops:private_note", workshop.code, text=SECRET)
    assert answer.status_code == 204
    workshop.refresh_from_db()
    assert workshop.rev == rev
    assert SECRET in facilitator.get("workshops:console", workshop.code).content.decode()
    for page in ("workshops:console", "workshops:projector", "workshops:report", "workshops:phone"):
        assert SECRET not in second.get(page, workshop.code).content.decode()
    for page in ("workshops:projector", "workshops:report", "workshops:phone"):
        assert SECRET not in facilitator.get(page, workshop.code).content.decode()


def test_private_note_is_on_no_participants_page_at_any_step(workshop_at, participant, facilitator):
    workshop, told = workshop_at("welcome", people=4), {}
    for step in walking(workshop):
        private.write_private_note(workshop=workshop, user=facilitator.user, text=SECRET)
        told[step] = SECRET in participant.get("workshops:stage", workshop.code).content.decode()
    assert told == dict.fromkeys(phases.STEPS[1:], False)


def test_private_note_is_in_no_frame(workshop, facilitator, frames):
    for role in Role:
        with frames(workshop, role) as sent:
            private.write_private_note(workshop=workshop, user=facilitator.user, text=f"{SECRET} {role}")
        assert sent == []


def test_private_note_too_long_comes_back_as_it_was_typed(workshop, facilitator):
    text = "x" * 4001
    answer = facilitator.post("workshops:private_note", workshop.code, text=text)
    assert answer.status_code == 422
    assert text in answer.content.decode()
    assert "Use at most 4000 characters." in answer.content.decode()
    assert not PrivateNote.objects.exists()


def test_private_note_may_be_emptied_again(workshop, facilitator):
    facilitator.post("workshops:private_note", workshop.code, text=SECRET)
    facilitator.post("workshops:private_note", workshop.code, text="")
    assert PrivateNote.objects.get().text == ""


def test_private_note_works_as_a_plain_form_too(workshop, facilitator):
    assert facilitator.submit("workshops:private_note", workshop.code, text=SECRET).status_code == 302


# --- as a participant ---


@pytest.mark.parametrize("people", [0, 4])
def test_phone_is_seen_at_every_step_and_changes_nothing(workshop, facilitator, people):
    many(workshop, people)
    course.move(workshop=workshop, expected="welcome", to="preparation")
    seen = {}
    for step in walking(workshop):
        rev = workshop.rev
        page = facilitator.get("workshops:phone", workshop.code).content.decode()
        workshop.refresh_from_db()
        seen[step] = 'class="stage" inert' in page and workshop.rev == rev
    assert seen == dict.fromkeys(phases.STEPS, True)


def test_phone_marks_nothing_as_ones_own(workshop, facilitator):
    join(workshop)
    go(workshop, "choosing")
    assert "data-mine" not in facilitator.get("workshops:phone", workshop.code).content.decode()


# --- what needs a look in Open Space ---


def test_text_with_a_warning_is_on_the_list_until_it_is_hidden(workshop, participant, facilitator):
    go(workshop, "open_space")
    text = text_by(settle(participant, group_in(workshop)), "Ask anna.virta@kunta.fi")
    page = facilitator.get("workshops:space_alerts", workshop.code).content.decode()
    assert "seems to hold an e-mail address or a telephone number" in page
    assert f'href="#contribution-{text.pk}"' in page
    hiding.hide(thing=text, hidden=True)
    page = facilitator.get("workshops:space_alerts", workshop.code).content.decode()
    assert "seems to hold" not in page


# --- one big next step ---


def test_console_has_one_big_button_and_it_is_the_next_step(workshop, participant, facilitator):
    many(workshop, 4)
    course.move(workshop=workshop, expected="welcome", to="preparation")
    buttons = {}
    for step in walking(workshop):
        page = facilitator.client.get(f"/run/{workshop.code}/", headers={"dialogit-region": "1"})
        big = re.findall(r'<(?:button|a) class="btn[^"]* primary"[^>]*>([^<]*)', flat(page.content))
        buttons[step] = [words.startswith("Next: ") for words in big]
    assert buttons == {step: [True] * (step != "closed") for step in phases.STEPS}
