"""What the demo begins with, and what its simulated people find to do on each page."""

from __future__ import annotations

import random
from http import HTTPStatus

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

import workshops.urls
import worryzones.urls
from dialogit.demo import database, earlier, history, seed
from dialogit.demo.acts import ACTS, Hand, choose
from dialogit.demo.page import Page
from tests.factories import browser
from workshops.course import phases
from workshops.models import FeedbackAnswer, Organisation, User, Workshop
from worryzones.models import Note

PEOPLE = 9
QUIET = {"preparation", "welcome", "sharing", "interlude", "closed"}


def room_at(step: str, participants: int = PEOPLE) -> seed.Room:
    room = seed.open_room(step, *seed.accounts(), "en")
    history.walk(room, step, participants)
    return room


def phone_of(guest: seed.Guest) -> Client:
    client = browser()
    client.cookies[settings.DEVICE_COOKIE] = guest.cookie
    return client


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


@pytest.mark.parametrize("step", phases.STEPS)
def test_walk_reaches_every_step_and_the_server_takes_what_simulated_people_find_to_do_there(
    db: None, step: str
):
    """Each act is answered as a browser's would be; what a page offers is what its view accepts."""
    room, said = room_at(step), set()
    assert room.workshop.step == step
    done = []
    for guest in () if step in QUIET else room.guests * 3:
        phone, hand = phone_of(guest), Hand(random.Random(len(done)), said)
        page = Page.of(phone.get(reverse("workshops:stage", args=[room.workshop.code])).text)
        chosen = choose(page, hand)
        if chosen:
            control, data = chosen
            answer = phone.post(control.path, data, headers={"hx-request": "true"})
            done.append((control.name, answer.status_code))
    assert {status for _name, status in done} == (set() if step in QUIET else {HTTPStatus.NO_CONTENT}), done


def test_earlier_workshops_give_the_coordinator_two_years_to_look_at(db: None):
    earlier.write(*seed.accounts())
    held = Workshop.objects.order_by("closed_at")
    assert 8 <= len(held) <= 10
    assert {workshop.phase for workshop in held} == {"closed"}
    assert 600 < (held.last().closed_at - held.first().closed_at).days < 760
    assert all(FeedbackAnswer.objects.filter(workshop=workshop).count() >= 5 for workshop in held)


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
