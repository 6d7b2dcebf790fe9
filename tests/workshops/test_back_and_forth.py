"""Going back and forth in the course loses nothing that anybody wrote, marked or chose.

What is meant to be forgotten on the way stands in test_forgetting.py.
"""

from __future__ import annotations

import random
import uuid
from typing import Any

import pytest
from django.apps import apps

from tests.factories import Person, go, many, note_by, table_of
from tests.workshops.space import pearl_by, settle, text_by
from workshops.course import phases
from workshops.models import (
    Build,
    LastAct,
    OpenSpaceGroup,
    Participant,
    PendingErasure,
    PhoneCode,
    Recipient,
    ReportLink,
    Theme,
    User,
    Withdrawn,
    Workshop,
)
from workshops.services import agreement, course, debrief, heard, hiding, joker, private, themes
from workshops.services.feedback import give_feedback
from worryzones.models import CafeGroup, Seat, SharedDevice, Table, TablePlace
from worryzones.services import notes, seating, theming

PEOPLE = {"name", "home_unit", "group_id", "host_id", "keeper_id"}
PASSING = (
    *(User, LastAct, PhoneCode, Withdrawn, PendingErasure, Seat, SharedDevice, CafeGroup),
    *(Build, Recipient, ReportLink, TablePlace),  # settled before, or made of what is there
)
STANDING = [phase for phase in phases.STEPS if phase != phases.LAST]


def everything() -> dict[str, list[Any]]:
    """Every row of both apps, but for where the workshop stands, its clock, who is where, and what passes."""
    moving = {"phase", "round", "moved_at", "ends_at", "remaining", "minutes_given", "slide", "rev"}
    found = {}
    for app in ("workshops", "worryzones"):
        for model in apps.get_app_config(app).get_models():
            if model not in PASSING:
                left_out = moving | (PEOPLE if model in (Participant, Table) else {"created"})
                names = [f.attname for f in model._meta.concrete_fields if f.attname not in left_out]
                found[model.__name__] = sorted(map(str, model.objects.values_list(*names)))
    return found


def dialogue_1(workshop: Workshop, people: list[Person]) -> None:
    go(workshop, "cafe-1")
    seating.take_host(table=table_of(people[0]), participant=people[0].participant)
    for step in ("cafe-1", "cafe-2", "cafe-3", "cafe-4"):
        go(workshop, step) if workshop.step != step else None
        note = note_by(people[1], f"Found at {step}")
        notes.mark_ours(note=note, device=people[2].device, on=True)
    hiding.hide(thing=note_by(people[3], "Hidden"), hidden=True)
    private.star(workshop=workshop, user=workshop.facilitators.get(), thing=note.pk, on=True)
    go(workshop, "theming")
    table = table_of(people[1])
    theming.make_theme_group(table=table, notes=[note_by(people[1])], title="How do mornings begin?")
    go(workshop, "sharing")
    debrief.write_main_point(workshop=workshop, text="Mornings matter", slide=1)
    go(workshop, "choosing")
    theme = Theme.objects.get(title="How do mornings begin?")
    themes.cast_vote(theme=theme, device=people[4].device)
    themes.select(theme=theme, on=True)


def dialogue_2(workshop: Workshop, people: list[Person]) -> None:
    go(workshop, "opening")
    joker.propose_topic(workshop=workshop, device=people[5].device, id=uuid.uuid4(), text="Rest")
    go(workshop, "open_space")
    group = OpenSpaceGroup.objects.filter(theme__is_joker=False).first()
    for person in people[:4]:
        settle(person, group)
    text_by(people[0], "We ask early")
    pearl_by(people[1], "We ring home")
    go(workshop, "pearls")
    debrief.write_main_point(workshop=workshop, text="Ringing helps", slide=1)
    go(workshop, "agreement")
    heard.add_heard(workshop=workshop, device=people[2].device, id=uuid.uuid4(), text="Trust")
    agreement.add_need(workshop=workshop, text="Time", horizon="months")
    agreement.add_task(workshop=workshop, what="Invite the school", responsible="Head of unit", due=None)
    heard.add_comment(workshop=workshop, device=people[3].device, id=uuid.uuid4(), text="And parents")
    go(workshop, "feedback")
    give_feedback(workshop=workshop, device=people[0].device, id=uuid.uuid4(), heard=5, text="Good")


@pytest.fixture
def walked(workshop: Workshop) -> Workshop:
    people = many(workshop, 16)
    dialogue_1(workshop, people)
    dialogue_2(workshop, people)
    return workshop


def step_to(workshop: Workshop, to: str) -> None:
    workshop.refresh_from_db()
    course.move(workshop=workshop, expected=workshop.step, to=to)


def test_something_of_every_kind_is_there_to_be_lost(walked):
    empty = {name for name, rows in everything().items() if not rows}
    unmade = {
        "JokerSupport",
        "Practice",
        "Picture",
        "PrivateNote",
        "OwnScript",
        "Agreement",
        "Prompt",
        "Area",
        "FacilitatorInvitation",
        "MembershipInvitation",
    }
    written_after_closing = {"Amendment", "CalendarFeed", "NextTime", "Reminder", "Subscriber", "TaskAnswer"}
    assert empty <= unmade | written_after_closing


def test_walking_back_to_the_beginning_and_forward_again_loses_nothing(walked):
    before = everything()
    for step in (*reversed(STANDING[:-1]), *STANDING[1:]):
        step_to(walked, step)
        assert everything() == before, step


@pytest.mark.parametrize("seed", range(3))
def test_jumping_anywhere_loses_nothing(walked, seed):
    before, chance = everything(), random.Random(seed)
    for _ in range(20):
        step_to(walked, chance.choice([step for step in STANDING if step != walked.step]))
    assert everything() == before
