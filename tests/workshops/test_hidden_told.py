"""What a facilitator hides says so to its writer, with a reason if one is told; to nobody else."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction

from tests.factories import go, join, many, note_by
from tests.markup import flat
from tests.workshops.space import group_in, settle, text_by
from tests.workshops.test_heard import line_by
from workshops import undo
from workshops.access.permissions import Role
from workshops.models import Picture
from workshops.models.base import WhyHidden
from workshops.services import contributions, hiding
from worryzones.models import Note
from worryzones.services import notes

TOLD = "The facilitator has hidden this. Only you and the facilitators see it now."
HURTS = "It could hurt somebody."


@pytest.fixture
def cafe(workshop_at, participant):
    return workshop_at("cafe-1", people=4)


def stage(person, workshop):
    return flat(person.get("workshops:stage", workshop.code).content.decode())


def drawing_by(person, group):
    row = {"workshop": group.theme.workshop, "group": group, "image": "x.jpg", "description": "A drawing"}
    id = uuid.uuid4()
    return Picture.objects.create(pk=id, proof=person.device.prove(id), **row)


def test_hidden_note_says_so_and_why_to_its_writer_alone(cafe, participant, facilitator, frames):
    note, reader = note_by(participant, "Somebody never listens"), join(cafe)
    for role in (Role.PARTICIPANT, Role.PROJECTOR):
        with frames(cafe, role) as sent:
            facilitator.post("worryzones:hide_note", cafe.code, note.pk, hidden="1")
            facilitator.post("worryzones:hide_note", cafe.code, note.pk, hidden="1", why="hurts")
            facilitator.post("worryzones:hide_note", cafe.code, note.pk, hidden="1", why="")
        assert [frame.get("html") for frame in sent] == [None] * 3, "all pages ask alike"
        hiding.hide(thing=note, hidden=False)
    facilitator.post("worryzones:hide_note", cafe.code, note.pk, hidden="1", why="hurts")
    mine = stage(participant, cafe)
    assert TOLD in mine
    assert f"<strong>{HURTS}</strong>" in mine
    assert note.text in mine
    for words in (TOLD, HURTS, note.text, str(note.pk)):
        assert words not in stage(reader, cafe)
    console = flat(facilitator.get("workshops:console", cafe.code).content.decode())
    assert f'<option value="hurts" selected>{HURTS}</option>' in console
    participant.submit("workshops:language", language="sv", next="/")
    assert str(dict(WhyHidden.choices)["hurts"]) not in stage(participant, cafe)


def test_reason_goes_with_the_hiding_and_comes_back_with_it(cafe, participant, facilitator):
    note = note_by(participant)
    hiding.hide(thing=note, hidden=True, why="twice")
    hiding.hide(thing=note, hidden=True)
    assert note.why_hidden == "twice", "a colleague who hides it too says nothing else"
    hiding.hide(thing=note, hidden=False)
    assert (note.hidden, note.why_hidden) == (False, "")
    undo.undo(workshop=cafe)
    note.refresh_from_db()
    assert (note.hidden, note.why_hidden) == (True, "twice")
    facilitator.post("worryzones:hide_note", cafe.code, note.pk, hidden="1", why="<script>")
    note.refresh_from_db()
    assert note.why_hidden == "twice"
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.update(hidden=False)


def test_hidden_note_is_changed_in_kind_and_words_and_stays_hidden(cafe, participant, frames):
    """Nobody else hears of it: which phone has it could be told by who asks."""
    note = note_by(participant)
    hiding.hide(thing=note, hidden=True)
    with frames(cafe) as sent:
        answer = participant.post("worryzones:edit_note", cafe.code, note.pk, text="Anew", kind="helps")
    assert answer.status_code == 204
    assert [frame.get("html") for frame in sent] == [None]
    note.refresh_from_db()
    assert (note.text, note.kind, note.hidden) == ("Anew", "helps", True)


@pytest.mark.parametrize("kind", ["contribution", "picture", "line"])
def test_each_kind_of_thing_says_so_to_its_writer(workshop, participant, facilitator, kind):
    step = "agreement" if kind == "line" else "open_space"
    go(workshop, step)
    reader = join(workshop)
    if kind == "line":
        thing = line_by(participant, workshop)
    else:
        group = group_in(workshop)
        settle(reader, group)
        settle(participant, group)
        thing = text_by(participant) if kind == "contribution" else drawing_by(participant, group)
    hiding.hide(thing=thing, hidden=True, why="topic")
    mine = stage(participant, workshop)
    assert TOLD in mine
    assert "It belongs to another topic." in mine
    assert str(thing.pk) not in stage(reader, workshop)
    go(workshop, "closed")
    assert TOLD not in stage(participant, workshop)


def test_kind_of_what_one_wrote_is_changed(workshop, participant, cafe):
    note = note_by(participant)
    notes.edit_note(note=note, text="Anew", kind="helps")
    notes.edit_note(note=note, text="Once more")
    assert note.kind == "helps"
    go(workshop, "open_space")
    text = text_by(settle(participant, group_in(workshop)), "A word", kind="works")
    contributions.edit_contribution(contribution=text, text="A word", kind="practice")
    text.refresh_from_db()
    assert text.kind == "practice"
    address = ("workshops:edit_contribution", workshop.code, text.pk)
    answer = participant.post(*address, text="Words " * 20, kind="keyword")
    assert answer.status_code == 422
    assert "A keyword is a word or two" in answer.content.decode()
    assert participant.post(*address, text="Words", kind="made up").status_code == 422


def test_nothing_hidden_costs_no_query(cafe, participant, queries_in):
    few = queries_in(lambda: participant.get("workshops:stage", cafe.code))
    for person in many(cafe, 3):
        hiding.hide(thing=note_by(person), hidden=True)
    assert queries_in(lambda: participant.get("workshops:stage", cafe.code)) == few + 1
