"""The host's handover card: what earlier groups found at the table, in a minute."""

from __future__ import annotations

import re

import pytest

from tests.factories import go, many, note_by, table_of
from workshops.services import hiding
from worryzones.models import Note
from worryzones.services import notes, seating


@pytest.fixture
def people(workshop):
    """Four groups of four at the four tables."""
    seated = many(workshop, 16)
    go(workshop, "cafe-1")
    return seated


@pytest.fixture
def host(people):
    seating.take_host(table=table_of(people[0]), participant=people[0].participant)
    return people[0]


@pytest.fixture
def handed_over(workshop, people, host):
    """Round 2 at the host's table, where round 1 left five notes."""
    table, others = table_of(host), people[1:]
    for number in range(5):
        note_by(host, f"Found {number}", kind="helps" if number == 4 else "situation", table=table)
    for fan in others[:3]:
        notes.mark_ours(note=Note.objects.get(text="Found 1"), device=fan.device, on=True)
    notes.mark_ours(note=Note.objects.get(text="Found 3"), device=others[0].device, on=True)
    return go(workshop, "cafe-2")


def card(person, workshop) -> str:
    page = person.get("workshops:stage", workshop.code).content.decode()
    found = re.search(r"<details id=\"handover-.*?</details>", page, re.S)
    return found[0] if found else ""


def test_card_tells_counts_most_shared_and_two_others(handed_over, host):
    told = card(host, handed_over)
    assert "Situations so far: 4. Things that help: 1." in re.sub(r"\s+", " ", told)
    first, second, *others = re.findall(r"Found \d", told)
    assert (first, second) == ("Found 1", "Found 3")
    assert len(others) == len({*others} & {"Found 0", "Found 2", "Found 4"}) == 2


def test_card_is_the_hosts_alone(handed_over, people, host, workshop):
    for person in people[1:]:
        assert card(person, workshop) == ""
    assert card(host, workshop)


def test_card_leaves_out_what_this_round_writes_and_what_is_hidden(handed_over, host):
    note_by(host, "Of this round", table=table_of(host))
    hiding.hide(thing=Note.objects.get(text="Found 1"), hidden=True)
    told = card(host, handed_over)
    assert "Of this round" not in told
    assert "Found 1" not in told


def test_card_loses_a_note_hidden_while_it_is_read(handed_over, host, frames):
    note = Note.objects.get(text="Found 1")
    assert note.text in card(host, handed_over)
    with frames(handed_over) as sent:
        hiding.hide(thing=note, hidden=True)
    assert [frame.get("html") for frame in sent] == [None], "the page is fetched again"
    assert note.text not in card(host, handed_over)


def test_card_of_an_empty_table_says_what_to_do(workshop, host):
    go(workshop, "cafe-2")
    assert "wrote nothing here" in card(host, workshop)


def test_first_round_has_nothing_to_hand_over(workshop, host):
    assert card(host, workshop) == ""
