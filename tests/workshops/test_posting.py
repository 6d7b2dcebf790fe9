"""What is sent again is no statement that the database refuses: its own log would keep it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection

from tests.factories import join, note_by, table_of
from tests.workshops.space import group_in, settle
from workshops.refusals import Refused
from workshops.services import contributions, feedback, heard, joker, people
from worryzones.services import notes

AN_ID, OTHER_WORDS = uuid.uuid4(), "Other words"


@contextmanager
def nothing_is_refused() -> Iterator[None]:
    refused = []

    def looking(execute, sql, params, many, context):
        try:
            return execute(sql, params, many, context)
        except DatabaseError:
            refused.append(sql)
            raise

    with connection.execute_wrapper(looking):
        yield
    assert refused == []


def note(person, text):
    notes.add_note(table=table_of(person), device=person.device, id=AN_ID, kind="situation", text=text)


def contribution(person, text):
    group = group_in(person.participant.workshop)
    contributions.add_contribution(group=group, device=person.device, id=AN_ID, kind="works", text=text)


def topic(person, text):
    workshop = person.participant.workshop
    joker.propose_topic(workshop=workshop, device=person.device, id=AN_ID, text=text)


def line(person, text):
    heard.add_heard(workshop=person.participant.workshop, device=person.device, id=AN_ID, text=text)


def comment(person, text):
    heard.add_comment(workshop=person.participant.workshop, device=person.device, id=AN_ID, text=text)


def answer(person, text):
    workshop = person.participant.workshop
    feedback.give_feedback(workshop=workshop, device=person.device, id=AN_ID, text=text)


POSTS = [
    ("cafe-1", note),
    ("opening", topic),
    ("open_space", contribution),
    ("agreement", line),
    ("agreement", comment),
    ("feedback", answer),
]


@pytest.mark.parametrize(("step", "post"), POSTS, ids=[post.__name__ for _step, post in POSTS])
def test_post_sent_again_or_under_a_used_id_is_no_failing_statement(
    workshop_at, participant, step: str, post: Callable
):
    workshop = workshop_at(step, people=4)
    other = join(workshop)
    if step == "open_space":
        settle(participant, group_in(workshop))
    post(participant, "Mornings begin together")
    with nothing_is_refused():
        post(participant, "Mornings begin together")
        with pytest.raises(Refused):
            post(other, OTHER_WORDS)


def test_joining_again_is_no_failing_statement(workshop, participant):
    with nothing_is_refused():
        again = people.join(workshop=workshop, device=participant.device, name="Aino")
    assert again == participant.participant


def test_note_takes_six_statements(workshop_at, participant, django_assert_num_queries):
    workshop_at("cafe-1", people=4)
    table = table_of(participant)
    with django_assert_num_queries(6):
        note_by(participant, table=table)
