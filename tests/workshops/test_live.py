"""What goes out after a write: one frame for each audience, in its words and with what its role may see."""

from __future__ import annotations

import re

import pytest

from tests.factories import join, note_by, table_of, with_device
from workshops import access, live
from workshops.access.permissions import Role
from workshops.live.frames import LANGUAGES
from workshops.models import Workshop
from workshops.pushes import course as course_pushes
from workshops.services import agreement, console, course, hiding, people

LISTENED = [(role, language) for role in Role for language in LANGUAGES]


def rev_of(workshop):
    workshop.refresh_from_db()
    return workshop.rev


def test_writing_counts_a_change_once_however_much_it_pushes(workshop):
    before = rev_of(workshop)
    with live.writing(workshop) as write:
        write.push(course_pushes.clock(workshop), course_pushes.screen(workshop))
        write.refetch()
    assert rev_of(workshop) == before + 1


def test_writing_reads_anew_what_was_read_in_part_and_all_else_when_asked(workshop):
    in_part = access.workshop_of(workshop.code, *access.ASKED_BY_POSTS)
    Workshop.objects.filter(pk=workshop.pk).update(has_withdrawn=True, title="Renamed meanwhile")
    with live.writing(in_part) as write:
        assert (write.workshop.has_withdrawn, write.workshop.title) == (True, "Renamed meanwhile")


def test_writing_that_changes_nothing_does_not_count(workshop, frames):
    before = rev_of(workshop)
    with frames(workshop) as sent, live.writing(workshop):
        pass
    assert sent == []
    assert rev_of(workshop) == before


def _change_and_fail(workshop):
    with live.writing(workshop) as write:
        write.refetch()
        raise ValueError("no")


def test_writing_that_is_rolled_back_counts_and_tells_nothing(workshop, frames):
    before = rev_of(workshop)
    with frames(workshop) as sent, pytest.raises(ValueError, match="no"):
        _change_and_fail(workshop)
    assert sent == []
    assert rev_of(workshop) == before


@pytest.mark.parametrize(("role", "language"), LISTENED)
def test_whole_change_asks_every_audience_to_fetch_anew(workshop, frames, role, language):
    with frames(workshop, role, language) as sent:
        course.move(workshop=workshop, expected="welcome", to="cafe-1")
    assert sent == [{"rev": workshop.rev}]


@pytest.mark.parametrize(("role", "language"), LISTENED)
def test_every_audience_gets_a_frame_for_every_rev(workshop_at, participant, frames, role, language):
    """Even one that has nothing to see: else its count would have a gap."""
    workshop = workshop_at("cafe-1", people=3)
    with frames(workshop, role, language) as sent:
        note_by(participant)
    assert [frame["rev"] for frame in sent] == [rev_of(workshop)]


def test_frame_of_participants_never_holds_who_is_here(workshop, frames):
    with frames(workshop, Role.PARTICIPANT) as sent:
        people.join(workshop=workshop, device=with_device().device, name="Aino")
    assert "Aino" not in str(sent)


def test_frame_of_facilitators_tells_how_many_came(workshop, frames):
    with frames(workshop, Role.FACILITATOR) as sent:
        people.join(workshop=workshop, device=with_device().device, name="Aino")
    assert "0 of 1 connected" in str(sent)


@pytest.mark.parametrize(
    ("before", "now", "place"), [("cafe-4", "theming", "loose-"), ("cafe-1", "cafe-2", "notes-")]
)
def test_what_is_written_while_the_workshop_moves_on_goes_to_its_place_on_the_new_page(
    workshop_at, participant, frames, before, now, place
):
    """The writer's request read the step before: theming has no place for a café's note. Shown to fail."""
    workshop = workshop_at(before, people=3)
    table = table_of(participant)
    course.move(workshop=Workshop.objects.get(pk=workshop.pk), expected=before, to=now)
    with frames(workshop, Role.PARTICIPANT) as sent:
        note_by(participant, table=table)
    assert [frame["rev"] for frame in sent] == [rev_of(workshop)]
    assert f'data-into="{place}{table.pk}"' in sent[0]["html"]


def test_need_added_while_the_slide_is_turned_is_drawn_on_the_new_slide(workshop_at, frames):
    """Shown to fail: the projector got the piece of another slide, and the new one lacked the need."""
    workshop = workshop_at("agreement", people=3)
    console.show_slide(workshop=Workshop.objects.get(pk=workshop.pk), slide=1)
    with frames(workshop, Role.PROJECTOR) as sent:
        agreement.add_need(workshop=workshop, text="Time for each other", horizon="months")
    with frames(workshop, Role.PROJECTOR) as later:
        agreement.add_need(workshop=Workshop.objects.get(pk=workshop.pk), text="Room", horizon="months")
    drawn = re.findall(r'<section id="(\w+)"', str(sent))
    assert drawn == re.findall(r'<section id="(\w+)"', str(later)) != []


def test_hidden_note_leaves_participants_screens(workshop_at, participant, frames):
    workshop = workshop_at("cafe-1", people=3)
    note = note_by(participant, "Hide me")
    with frames(workshop, Role.PARTICIPANT) as sent:
        hiding.hide(thing=note, hidden=True)
    assert [frame.get("html") for frame in sent] == [None], "each page is fetched again"
    assert "Hide me" not in join(workshop).get("workshops:stage", workshop.code).content.decode()


def test_frame_escapes_what_was_written(workshop_at, participant, frames):
    workshop = workshop_at("cafe-1", people=3)
    for role in (Role.PARTICIPANT, Role.FACILITATOR):
        with frames(workshop, role) as sent:
            note_by(participant, "<img src=x hx-get=/evil>", table=table_of(participant))
        assert "<img" not in str(sent)


def test_frame_carries_no_proof(workshop_at, participant, frames):
    workshop = workshop_at("cafe-1", people=3)
    with frames(workshop, Role.FACILITATOR) as sent:
        note = note_by(participant)
    assert note.proof
    assert note.proof not in str(sent)


def test_foreign_audience_hears_nothing(workshop_at, participant, elsewhere, frames):
    workshop_at("cafe-1", people=3)
    with frames(elsewhere, Role.PARTICIPANT) as sent:
        note_by(participant)
    assert sent == []


def test_removing_shuts_that_participants_socket_for_good(workshop, participant, frames):
    with frames(workshop, Role.PARTICIPANT) as sent:
        people.remove(participant=participant.participant)
    assert {
        "type": "shut",
        "code": 4403,
        "participant": participant.participant.pk,
        "user": None,
    } in sent
