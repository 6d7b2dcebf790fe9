"""What the demo begins with, and what its simulated people find to do on each page."""

from __future__ import annotations

import random
from copy import deepcopy
from http import HTTPStatus

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import workshops.urls
import worryzones.urls
from dialogit.demo import database, earlier, history, network, seed
from dialogit.demo.acts import ACTS, Hand, choose
from dialogit.demo.page import Page
from network.models import Series, SharedTheme, Synthesis
from tests.factories import browser
from workshops.course import phases
from workshops.models import Area, FeedbackAnswer, Organisation, User, Workshop
from worryzones.models import Note

PEOPLE = 9
pytestmark = pytest.mark.any_database  # the demo takes none but its own
QUIET = {"preparation", "welcome", "sharing", "interlude", "closed"}


def room_at(step: str, participants: int = PEOPLE) -> seed.Room:
    room = seed.open_room(step, *seed.accounts(), "en")
    history.walk(room, step, participants)
    return room


def phone_of(guest: seed.Guest) -> Client:
    client = browser()
    client.cookies[settings.DEVICE_COOKIE] = guest.cookie
    return client


@pytest.mark.thorough
@pytest.mark.parametrize("step", ["cafe-2", "theming", "open_space", "agreement", "closed"])
def test_walk_goes_on_with_nobody_in_the_room(db: None, step: str):
    room = room_at(step, participants=0)
    assert (room.workshop.step, room.guests) == (step, [])
    assert Note.objects.exists()


def test_latecomers_are_left_outside(db: None):
    assert [seed.on_time(count) for count in (0, 1, 3, 24, 500)] == [0, 1, 2, 20, 417]


def test_notes_of_a_finished_round_are_all_there_and_those_of_the_next_in_part(db: None):
    room_at("cafe-2")
    assert {(n.round, n.table.zone_number) for n in Note.objects.select_related("table")} == {
        (number, zone) for number in (1, 2) for zone in (1, 2, 3, 4)
    }
    assert Note.objects.filter(round=1).count() > Note.objects.filter(round=2).count()


@pytest.mark.thorough
def test_walk_reaches_every_step_and_the_server_takes_what_simulated_people_find_to_do_there(db: None):
    """Each act is answered as a browser's would be; what a page offers is what its view accepts."""
    room = seed.open_room("closed", *seed.accounts(), "en")
    answered = {"preparation": acts_of(room)}
    for step in phases.STEPS[1:]:
        with transaction.atomic():  # as far as it is written while the step is on
            here = deepcopy(room)
            history.step_on(here, step, history.JUST_BEGUN, PEOPLE)
            assert here.workshop.step == step
            answered[step] = acts_of(here)
            transaction.set_rollback(True)
        history.step_on(room, step, 1, PEOPLE)
    assert answered == {step: set() if step in QUIET else {HTTPStatus.NO_CONTENT} for step in phases.STEPS}


def acts_of(room: seed.Room) -> set[int]:
    """The answers to what each of the room's people does three times, where there is something to do."""
    said: set[str] = set()
    answers = []
    for guest in () if room.workshop.step in QUIET else room.guests * 3:
        phone, hand = phone_of(guest), Hand(random.Random(len(answers)), said)
        page = Page.of(phone.get(reverse("workshops:stage", args=[room.workshop.code])).text)
        if chosen := choose(page, hand):
            control, data = chosen
            answers.append(phone.post(control.path, data, headers={"hx-request": "true"}).status_code)
    return set(answers)


def test_earlier_workshops_give_the_coordinator_two_years_to_look_at(db: None):
    earlier.write(*seed.accounts())
    held = Workshop.objects.order_by("closed_at")
    assert 8 <= len(held) <= 10
    assert {workshop.phase for workshop in held} == {"closed"}
    assert 600 < (held.last().closed_at - held.first().closed_at).days < 760
    assert all(FeedbackAnswer.objects.filter(workshop=workshop).count() >= 5 for workshop in held)


def test_welcome_of_the_demo_tells_what_was_agreed_last_time_and_how_it_went(db: None):
    people = seed.accounts()
    earlier.write(*people)
    room = seed.open_room("welcome", *people, "en")
    history.walk(room, "welcome", PEOPLE)
    seed.join(room, 1)
    page = phone_of(room.guests[0]).get(reverse("workshops:stage", args=[room.workshop.code])).text
    former = Workshop.objects.get(organisation=room.workshop.organisation, phase="closed")
    assert [(task.what in page, task.how != "", task.how in page) for task in former.tasks.all()] == [
        (True, True, True)
    ] * 2


def test_the_demo_has_a_network_to_look_at(db: None):
    people = seed.accounts()
    earlier.write(*people)
    network.write(*people)
    today = timezone.localdate()
    coming = Workshop.objects.exclude(phase="closed")
    assert Workshop.objects.count() == 39, "and the one in full swing"
    assert Organisation.objects.count() == 3
    assert Area.objects.exclude(sub_region="").count() == 20
    assert [series.workshops.count() for series in Series.objects.order_by("pk")] == [8, 23]
    assert all(one.dialogue_1_at is None or one.dialogue_1_at.date() > today for one in coming)
    assert not Series.objects.exclude(entries__workshop__took_part_1__gte=5).exists()


def test_the_demo_has_themes_put_together_and_a_synthesis_in_people_s_own_words(db: None):
    people = seed.accounts()
    earlier.write(*people)
    network.write(*people)
    counts = [
        theme.entries.values("theme__workshop").distinct().count() for theme in SharedTheme.objects.all()
    ]
    assert len(counts) == 4, "two for each of two organisations"
    assert min(counts) >= 8
    (synthesis,) = Synthesis.objects.all()
    assert synthesis.foreword
    assert [finding.quotes.count() for finding in synthesis.findings.all()] == [3, 2, 3]
    assert synthesis.proposals.count() == 3


def test_a_demo_database_is_known_by_its_organisations(db: None):
    assert database.is_ours(), "empty"
    seed.accounts()
    assert database.is_ours(), "made by the demo"
    stranger = User.objects.create_user("somebody@example.org")
    assert not database.is_ours(), "an account that belongs to nobody's demo"
    stranger.delete()
    Organisation.objects.create(name="A real one")
    assert not database.is_ours(), "an organisation of somebody's own"


def test_every_act_is_for_a_url_that_exists():
    names = {
        f"{app}:{pattern.name}"
        for app, urls in (("workshops", workshops.urls), ("worryzones", worryzones.urls))
        for pattern in urls.urlpatterns
    }
    assert set(ACTS) - names == set()
