"""What goes out after a write: one frame for each audience, in its words and with what its role may see."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests.factories import note_by, table_of, with_device
from workshops import live
from workshops.access.permissions import Role
from workshops.models import Workshop
from workshops.services import agreement, course, people
from worryzones.services import notes

LISTENED = [(role, language) for role in Role for language in live.LANGUAGES]


def rev_of(workshop):
    workshop.refresh_from_db()
    return workshop.rev


def test_changed_counts_every_write_once(workshop):
    before = rev_of(workshop)
    live.changed(workshop)
    live.changed(workshop, whole=True)
    assert rev_of(workshop) == before + 2


@transaction.atomic
def _change_and_fail(workshop):
    live.changed(workshop, whole=True)
    raise ValueError("no")


def test_changed_that_is_rolled_back_counts_and_tells_nothing(workshop, frames):
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


@pytest.mark.parametrize(("before", "now"), [("cafe-4", "theming"), ("cafe-1", "cafe-2")])
def test_what_is_written_while_the_workshop_moves_on_has_every_page_fetch_anew(
    workshop_at, participant, frames, before, now
):
    """The writer's request read the step before: theming has no place for a café's note. Shown to fail."""
    workshop = workshop_at(before, people=3)
    table = table_of(participant)
    course.move(workshop=Workshop.objects.get(pk=workshop.pk), expected=before, to=now)
    with frames(workshop, Role.PARTICIPANT) as sent:
        note_by(participant, table=table)
    assert sent == [{"rev": rev_of(workshop)}]


def test_need_added_while_the_slide_is_turned_is_not_drawn_on_the_slide_before(workshop_at, frames):
    """Shown to fail: the projector got the piece of another slide, and the new one lacked the need."""
    workshop = workshop_at("agreement", people=3)
    course.show_slide(workshop=Workshop.objects.get(pk=workshop.pk), slide=1)
    with frames(workshop, Role.PROJECTOR) as sent:
        agreement.add_need(workshop=workshop, text="Time for each other", horizon="months")
    assert sent == [{"rev": rev_of(workshop)}]


def test_hidden_note_leaves_participants_screens(workshop_at, participant, frames):
    workshop = workshop_at("cafe-1", people=3)
    note = note_by(participant, "Hide me")
    with frames(workshop, Role.PARTICIPANT) as sent:
        notes.hide_note(note=note, hidden=True)
    assert f'<template id="note-{note.pk}" data-remove>' in sent[0]["html"]
    assert "Hide me" not in str(sent)


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
