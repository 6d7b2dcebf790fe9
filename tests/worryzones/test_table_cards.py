"""The link on a table's card: it seats a phone with the group that is at the table now."""

from __future__ import annotations

import pytest

from tests.factories import Person, go, many, table_of, with_device
from workshops.models import Participant, Workshop
from worryzones import rotation, table_links
from worryzones.models import Seat, Table
from worryzones.services import seating


def link(workshop: Workshop, zone: int, cafe: int = 1) -> str:
    return table_links.link_to(workshop.pk, cafe, zone)


def scan(person: Person, workshop: Workshop, zone: int, cafe: int = 1):
    return person.get("worryzones:join_at", workshop.code, link(workshop, zone, cafe))


def sit(person: Person, workshop: Workshop, zone: int, cafe: int = 1):
    return person.submit("worryzones:join_at", workshop.code, link(workshop, zone, cafe))


def newcomer(workshop: Workshop, zone: int) -> Table:
    """Joins by a card; returns the table that their phone shows then."""
    person = with_device()
    answer = person.submit("worryzones:join_at", workshop.code, link(workshop, zone), name="Uuno")
    assert (answer.status_code, answer.url) == (302, f"/w/{workshop.code}/")
    person.participant = Participant.objects.get(workshop=workshop, name="Uuno")
    return table_of(person)


@pytest.mark.parametrize("zone", [1, 2, 3, 4])
@pytest.mark.parametrize("step", ["cafe-1", "cafe-3"])
def test_joining_by_a_card_seats_at_that_table_in_each_round(workshop_at, step, zone):
    workshop = workshop_at(step, people=16)
    assert newcomer(workshop, zone).zone_number == zone


def test_joining_by_a_card_tells_the_room_where_people_are(workshop_at, frames):
    workshop = workshop_at("cafe-1", people=16)
    with frames(workshop) as sent:
        newcomer(workshop, 2)
    assert "5 people" in "".join(frame.get("html", "") for frame in sent)


@pytest.mark.parametrize("step", ["welcome", "interlude"])
def test_joining_by_a_card_outside_the_rounds_simply_joins(workshop_at, step):
    workshop = workshop_at(step, people=16)
    person = with_device()
    answer = sit(person, workshop, 2)
    assert (answer.status_code, answer.url) == (302, f"/w/{workshop.code}/")
    assert Participant.objects.filter(workshop=workshop).count() == 17


def test_joining_by_the_card_of_an_empty_table_gives_another_one(workshop_at):
    workshop = workshop_at("cafe-1", people=4)
    assert newcomer(workshop, 4).zone_number == 1


def test_joining_at_a_full_table_gives_another_one(workshop_at):
    workshop = workshop_at("cafe-1", people=16)
    group = Seat.objects.filter(group__number=1).values("group")[:1]
    Seat.objects.filter(participant__in=Participant.objects.all()[:8]).update(group=group)
    assert newcomer(workshop, 1).zone_number != 1


def test_card_moves_who_is_in_already_once_they_say_so(workshop_at, participant):
    workshop = workshop_at("cafe-1", people=15)
    other = table_of(participant).zone_number % 4 + 1
    rev = workshop.rev
    page = scan(participant, workshop, other)
    assert (page.status_code, "Do you sit here now?" in page.content.decode()) == (200, True)
    workshop.refresh_from_db()
    assert workshop.rev == rev
    assert sit(participant, workshop, other).url == f"/w/{workshop.code}/"
    assert table_of(participant).zone_number == other


def test_card_of_ones_own_table_opens_the_stage(workshop_at, participant):
    workshop = workshop_at("cafe-2", people=15)
    answer = scan(participant, workshop, table_of(participant).zone_number)
    assert (answer.status_code, answer.url) == (302, f"/w/{workshop.code}/")


def test_card_of_a_full_table_is_refused_in_words(workshop_at, participant):
    workshop = workshop_at("cafe-1", people=15)
    other = table_of(participant).zone_number % 4 + 1
    group = seating.CafeGroup.objects.get(number=other)
    others = Participant.objects.exclude(pk=participant.participant.pk)
    Seat.objects.filter(participant__in=others[: rotation.MAX_GROUP]).update(group=group)
    answer = sit(participant, workshop, other)
    assert answer.status_code == 409
    assert "This table is full" in answer.content.decode()


@pytest.fixture
def staying(workshop, request) -> Person:
    """In round 2, hosting a table that another group has come to."""
    many(workshop, 15)
    host = request.getfixturevalue("host")
    go(workshop, "cafe-2")
    return host


@pytest.mark.parametrize("further", [1, 2])
def test_card_of_another_table_ends_hosting(workshop, staying, further):
    """One table on is where the host's own group is now, two on is somebody else's."""
    hosted = Table.objects.get(host=staying.participant)
    zone = (hosted.zone_number + further - 1) % 4 + 1
    sit(staying, workshop, zone)
    assert not Table.objects.filter(host=staying.participant).exists()
    assert table_of(staying).zone_number == zone


def test_card_of_the_table_one_hosts_opens_the_stage(workshop, staying):
    hosted = Table.objects.get(host=staying.participant)
    assert scan(staying, workshop, hosted.zone_number).status_code == 302
    sit(staying, workshop, hosted.zone_number)
    assert Table.objects.get(host=staying.participant) == hosted


@pytest.mark.parametrize("forged", ["1-2-000000000000", "1-2", "x", "0-9-0123456789ab", "1-2-" + "é" * 12])
def test_card_that_is_not_of_this_workshop_is_the_usual_door(workshop_at, participant, forged):
    workshop = workshop_at("cafe-1", people=15)
    before = table_of(participant)
    answer = participant.submit("worryzones:join_at", workshop.code, forged)
    assert (answer.status_code, answer.url) == (302, f"/w/{workshop.code}/")
    assert table_of(participant) == before
    assert Person().get("worryzones:join_at", workshop.code, forged).status_code == 200


def test_link_of_another_workshop_seats_nobody(workshop_at, participant, elsewhere):
    workshop = workshop_at("cafe-1", people=15)
    other = table_of(participant).zone_number % 4 + 1
    answer = participant.submit("worryzones:join_at", workshop.code, link(elsewhere, other))
    assert answer.status_code == 302
    assert table_of(participant).zone_number != other


def test_card_of_a_closed_workshop_says_what_the_door_says(workshop_at):
    workshop = workshop_at("closed", people=4)
    answer = scan(Person(), workshop, 1)
    assert answer.status_code == 410
    assert "Where its report is" in answer.content.decode()
