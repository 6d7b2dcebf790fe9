"""Going home, and coming back a moment later by what the browser alone keeps."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import signing
from django.utils import timezone

from tests.factories import Person, go, join, many, note_by
from tests.markup import flat
from workshops.access import leaving
from workshops.models import OpenSpaceGroup, Participant, Workshop
from workshops.services import course, door, open_space, people
from worryzones.models import Seat

FULL = "The workshop is full"


@pytest.fixture
def cafe(workshop: Workshop, participant: Person) -> Workshop:
    return go(workshop, "cafe-1")


def left(person: Person, workshop: Workshop) -> str:
    """Leaves; what the page then says."""
    answer = person.submit("workshops:leave", workshop.code)
    assert answer.url == "/left/"
    return flat(person.get("workshops:left").content.decode())


def come_back(person: Person) -> str:
    return person.submit("workshops:left", back="1").url


def own_of(person: Person, workshop: Workshop) -> str:
    page = person.get("workshops:stage", workshop.code).content.decode()
    return re.findall(r'data-own="([^"]*)"', page)[0]


def test_leaving_is_taken_back_with_all_that_was_ones_own(cafe, participant, facilitator):
    note = note_by(participant, "Mine")
    page = left(participant, cafe)
    assert "You have left the workshop" in page
    assert "Until" in page
    assert "If others use this device" in page
    assert not Participant.objects.filter(workshop=cafe).exists(), "nothing is left on the server"
    for place in ("workshops:home", "workshops:join"):
        shown = participant.get(place, *([cafe.code] if place.endswith("join") else []))
        assert "Come back" in shown.content.decode()
    assert come_back(participant) == f"/w/{cafe.code}/"
    assert f"note-{note.pk}" in own_of(participant, cafe).split()
    back = cafe.participants.get()
    assert (back.name, back.home_unit) == ("Aino", "School")
    assert Seat.objects.filter(participant=back).exists()
    cafe.refresh_from_db()
    assert cafe.took_part_1 == 1, "who comes back is counted once"
    assert participant.post("worryzones:edit_note", cafe.code, note.pk, text="Mine still").status_code == 204
    assert participant.get("workshops:left").url == "/", "it has been used"


@pytest.mark.parametrize("to", ["open_space", "pearls", "agreement"])
def test_whoever_comes_back_is_in_their_group_again(workshop, participant, to):
    """In the pearls they had none to mark with."""
    go(workshop, "open_space")
    group = OpenSpaceGroup.objects.filter(theme__workshop=workshop)[0]
    open_space.move_to(participant=workshop.participants.get(), group=group)
    go(workshop, to)
    left(participant, workshop)
    come_back(participant)
    assert workshop.participants.get().group == group


def test_group_that_has_gone_meanwhile_takes_nobody_back(workshop, participant):
    go(workshop, "open_space")
    group = OpenSpaceGroup.objects.filter(theme__workshop=workshop)[0]
    open_space.move_to(participant=workshop.participants.get(), group=group)
    left(participant, workshop)
    open_space.remove_group(group=group)
    come_back(participant)
    assert workshop.participants.get().group is None


def test_whoever_has_it_forgotten_cannot_come_back(cafe, participant):
    left(participant, cafe)
    assert participant.submit("workshops:left", back="0").url == "/"
    assert come_back(participant) == "/"
    assert not cafe.participants.exists()


@pytest.mark.parametrize("how", ["later", "made up"])
def test_leaving_is_taken_back_for_five_minutes_alone(cafe, participant, monkeypatch, how):
    left(participant, cafe)
    if how == "later":
        monkeypatch.setattr(leaving, "TTL", timedelta(0))
    else:
        participant.client.cookies[settings.LEFT_COOKIE] = signing.dumps([cafe.pk], salt="another")
    assert come_back(participant) == "/"
    assert not cafe.participants.exists()


def test_last_place_that_somebody_took_meanwhile_is_theirs(cafe, participant, facilitator):
    """Whoever comes back is told why not and whom to ask, and presses again."""
    course.update_workshop(workshop=cafe, max_people=5)
    many(cafe, 4)
    left(participant, cafe)
    taker = join(cafe)
    answer = participant.submit("workshops:left", back="1")
    assert answer.status_code == 409
    assert FULL in answer.content.decode()
    people.leave(participant=taker.participant)
    assert come_back(participant) == f"/w/{cafe.code}/"


def test_closed_door_is_for_others(cafe, participant):
    left(participant, cafe)
    door.let_join(workshop=cafe, on=False)
    assert come_back(participant) == f"/w/{cafe.code}/"


def test_name_that_was_forgotten_meanwhile_stays_so(cafe, participant):
    left(participant, cafe)
    go(cafe, "interlude")
    come_back(participant)
    back = cafe.participants.get()
    assert (back.name, back.home_unit) == ("", "")
    cafe.refresh_from_db()
    assert (cafe.took_part_1, cafe.took_part_2) == (1, 0)
    left(participant, cafe)
    go(cafe, "opening")
    come_back(participant)
    cafe.refresh_from_db()
    assert cafe.took_part_2 == 1, "in the next dialogue they had not been counted yet"


def test_closed_workshop_takes_back_whoever_was_there_a_moment_ago(cafe, participant, client):
    left(participant, cafe)
    go(cafe, "closed")
    assert come_back(participant) == f"/w/{cafe.code}/"
    assert "Thank you for thinking together" in participant.get("workshops:stage", cafe.code).content.decode()
    assert not Seat.objects.exists()


def test_pressed_twice_it_is_one_person(cafe, participant):
    left(participant, cafe)
    gone = leaving.left_in({settings.LEFT_COOKIE: participant.client.cookies[settings.LEFT_COOKIE].value})
    assert people.come_back(gone=gone) == people.come_back(gone=gone)
    assert cafe.participants.count() == 1


def test_rehearsal_that_has_ended_is_no_place_to_come_back_to(cafe, participant):
    Workshop.objects.filter(pk=cafe.pk).update(rehearsal_of=cafe.pk)
    left(participant, cafe)
    Workshop.objects.filter(pk=cafe.pk).update(rehearsal_of=None)
    cafe.delete()
    assert come_back(participant) == "/"


def test_what_the_browser_keeps_tells_no_script_and_ends_by_itself(cafe, participant):
    answer = participant.submit("workshops:leave", cafe.code)
    kept = answer.cookies[settings.LEFT_COOKIE]
    assert (kept["httponly"], kept["samesite"], kept["max-age"]) == (True, "Lax", 300)
    gone = leaving.left_in({settings.LEFT_COOKIE: kept.value})
    assert gone.device.key == participant.device.key
    assert gone.until <= timezone.now() + timedelta(minutes=5)
