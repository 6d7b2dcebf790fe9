"""Writes about notes, below the views."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction

from tests.factories import go, join, note_by, table_of
from workshops.refusals import Gone, Refused
from workshops.services import hiding
from worryzones.models import Note, Ours, Table
from worryzones.queries import notes as notes_queries
from worryzones.services import notes


@pytest.fixture
def note(workshop_at, participant):
    workshop_at("cafe-1", people=4)
    return note_by(participant)


def rev_of(note):
    workshop = note.table.cafe.workshop
    workshop.refresh_from_db()
    return workshop.rev


def test_add_note_remembers_its_round_and_a_proof_that_only_its_device_has(note, participant):
    assert note.round == 1
    assert note.proof == participant.device.prove(note.pk)


def test_add_note_again_changes_nothing(note, participant):
    before = rev_of(note)
    again = notes.add_note(
        table=note.table, device=participant.device, id=note.pk, kind=note.kind, text=note.text
    )
    assert again == note
    assert rev_of(note) == before


@pytest.mark.parametrize("other", [{"text": "Other words"}, {"kind": "helps"}])
def test_add_note_of_other_words_under_a_used_id_is_refused(note, participant, other):
    """It was answered as saved and dropped. Shown to fail."""
    words = {"kind": note.kind, "text": note.text, **other}
    with pytest.raises(Refused, match="still here"):
        notes.add_note(table=note.table, device=participant.device, id=note.pk, **words)
    assert Note.objects.get().text == note.text


def test_add_note_that_was_withdrawn_does_not_come_back(note, participant):
    """A phone without a network sent it once more. Shown to fail."""
    notes.withdraw_note(note=note)
    notes.add_note(table=note.table, device=participant.device, id=note.pk, kind=note.kind, text=note.text)
    assert not Note.objects.exists()


def test_add_note_with_somebody_elses_id_is_refused(note, workshop):
    other = join(workshop)
    with pytest.raises(Refused):
        notes.add_note(table=note.table, device=other.device, id=note.pk, kind="helps", text="Mine")
    assert Note.objects.get().text == note.text


def test_mark_ours_counts_each_device_once(note, participant, workshop):
    other = join(workshop)
    before = rev_of(note)
    for device in (participant.device, participant.device, other.device):
        notes.mark_ours(note=note, device=device, on=True)
    assert notes_queries.notes().get().ours_count == 2
    assert rev_of(note) == before + 2


def test_mark_ours_can_be_taken_back_once(note, participant):
    notes.mark_ours(note=note, device=participant.device, on=True)
    before = rev_of(note)
    for _ in range(2):
        notes.mark_ours(note=note, device=participant.device, on=False)
    assert not Ours.objects.exists()
    assert rev_of(note) == before + 1


def test_ours_asks_the_database_ten_times_at_most(note, workshop, django_assert_max_num_queries):
    """Two of them begin and end the write; what is pushed afterwards reads the note once more."""
    phone = join(workshop)
    with django_assert_max_num_queries(10):
        assert phone.post("worryzones:ours", workshop.code, note.pk, on="1").status_code == 204
    assert Ours.objects.count() == 1


def test_withdraw_note_leaves_nothing_behind(note, participant):
    notes.mark_ours(note=note, device=participant.device, on=True)
    notes.withdraw_note(note=note)
    assert not Note.objects.exists()
    assert not Ours.objects.exists()


def test_hide_note_can_be_undone(note):
    hiding.hide(thing=note, hidden=True)
    assert [found.hidden for found in notes_queries.notes_at(note.table)] == [True]
    hiding.hide(thing=note, hidden=False)
    assert [found.hidden for found in notes_queries.notes_at(note.table)] == [False]


@pytest.mark.parametrize("wrong", [{"text": ""}, {"kind": "rumour"}, {"round": 5}])
def test_database_itself_refuses_a_wrong_note(note, wrong):
    fields = {"table": note.table, "text": "Right", "kind": "helps", "round": 1, **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(id=uuid.uuid4(), **fields)


def test_own_tokens_are_the_devices_notes_and_marks(note, participant, workshop):
    other = join(workshop)
    shown = [note]
    notes.mark_ours(note=note, device=other.device, on=True)
    assert notes_queries.own_tokens(participant.viewer(workshop), shown) == [f"note-{note.pk}"]
    assert notes_queries.own_tokens(other.viewer(workshop), shown) == [f"ours-{note.pk}"]


def test_note_stays_at_the_table_when_the_group_walks(note, participant, workshop):
    go(workshop, "cafe-2")
    assert table_of(participant) != note.table
    assert list(note.table.notes.all()) == [note]


def test_notes_come_newest_first_though_they_are_counted(note, participant):
    """A query that groups forgets the order of its model; SQLite then answers in the order of the proofs."""
    written = [note, *(note_by(participant, f"Number {number}") for number in range(6))]
    assert notes_queries.notes_at(note.table) == written[::-1]


@pytest.mark.django_db(transaction=True)
def test_a_note_for_a_table_that_has_just_gone_is_refused_in_words(workshop_at, participant):
    """What the database says on commit, with the table read before it went. Shown to fail without: a 500."""
    workshop_at("cafe-1", people=4)
    table = table_of(participant)
    Table.objects.filter(pk=table.pk).delete()
    with pytest.raises(Gone, match="just been put together with another"):
        notes.add_note(table=table, device=participant.device, id=uuid.uuid4(), kind="helps", text="Late")
    assert not Note.objects.exists()
