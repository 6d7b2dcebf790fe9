"""Who sits where: dealing, latecomers, hosts, and a table's people as the screens count them."""

from __future__ import annotations

import pytest

from tests.factories import go, join, many, table_of
from workshops.access.permissions import Role
from workshops.refusals import Refused
from workshops.services import course, people
from worryzones import rotation
from worryzones.models import Cafe, CafeGroup, Seat, Table
from worryzones.queries import cafe as cafe_queries
from worryzones.services import dealing, seating


def sizes(workshop):
    return sorted(group.seats.count() for group in CafeGroup.objects.filter(cafe__workshop=workshop))


@pytest.mark.parametrize(
    ("count", "cafes", "expected"), [(3, 1, [3]), (10, 1, [3, 3, 4]), (12, 1, [3] * 4), (40, 2, [5] * 8)]
)
def test_entering_the_cafe_seats_everyone(workshop_at, count, cafes, expected):
    workshop = workshop_at("cafe-1", people=count)
    assert Cafe.objects.count() == cafes
    assert Table.objects.count() == 4 * cafes
    assert sizes(workshop) == expected


def test_entering_the_cafe_with_nobody_there_still_sets_the_tables(workshop_at):
    workshop = workshop_at("cafe-1")
    assert sizes(workshop) == [0]
    assert table_of(join(workshop)).zone_number == 1


def test_entering_again_keeps_everyones_seat(workshop_at):
    workshop = workshop_at("cafe-1", people=12)
    before = set(Seat.objects.values_list("participant", "group"))
    course.move(workshop=workshop, expected="cafe-1", to="welcome")
    many(workshop, 2)
    course.move(workshop=workshop, expected="welcome", to="cafe-1")
    after = set(Seat.objects.values_list("participant", "group"))
    assert before < after
    assert len(after) == 14


def test_latecomer_sits_with_the_smallest_group(workshop_at):
    workshop = workshop_at("cafe-1", people=17)
    assert sizes(workshop) == [4, 4, 4, 5]
    many(workshop, 3)
    assert sizes(workshop) == [5, 5, 5, 5]


def test_latecomer_is_not_counted_against_a_group_that_lost_someone(workshop_at, participant):
    workshop = workshop_at("cafe-1", people=15)
    group = cafe_queries.group_of(participant.participant)
    people.remove(participant=participant.participant)
    latecomer = join(workshop)
    assert cafe_queries.group_of(latecomer.participant) == group


def test_removed_participants_get_no_seat(workshop, participant):
    people.remove(participant=participant.participant)
    go(workshop, "cafe-1")
    assert not Seat.objects.exists()


def test_everyone_walks_through_all_four_zones(workshop_at, participant):
    workshop = workshop_at("cafe-1", people=15)
    visited = [table_of(participant).zone_number]
    for to in ("cafe-2", "cafe-3", "cafe-4"):
        go(workshop, to)
        visited.append(table_of(participant).zone_number)
    assert sorted(visited) == [1, 2, 3, 4]


def test_host_stays_when_the_group_walks(workshop_at, host):
    workshop, hosted = workshop_at("cafe-1", people=16), table_of(host)
    dealing.deal(workshop=workshop, cafes=1, again=True)
    go(workshop, "cafe-3")
    assert table_of(host) == hosted


def test_host_is_told_which_group_is_there_now(workshop_at, host):
    workshop = workshop_at("cafe-1", people=16)
    dealing.deal(workshop=workshop, cafes=1, again=True)
    go(workshop, "cafe-3")
    (here,) = (row["group"] for row in cafe_queries.seating(workshop) if row["table"] == table_of(host))
    _table, group = cafe_queries.table_for(host.viewer(workshop))
    assert group == here
    assert group != cafe_queries.group_of(host.participant)


def test_host_of_a_table_that_nobody_visits_walks_with_the_group(host, workshop):
    go(workshop, "cafe-3")
    assert [row["people"] for row in cafe_queries.seating(workshop)] == [0, 0, 1, 0]
    assert table_of(host).zone_number == 3


def test_take_host_is_for_one_person_at_a_table(workshop_at, host, participant):
    table = table_of(host)
    with pytest.raises(Refused, match="has a host already"):
        seating.take_host(table=table, participant=participant.participant)


def test_take_host_twice_changes_nothing(host, workshop):
    workshop.refresh_from_db()
    rev = workshop.rev
    seating.take_host(table=table_of(host), participant=host.participant)
    workshop.refresh_from_db()
    assert workshop.rev == rev


def test_take_host_moves_a_host_from_their_earlier_table(host, workshop):
    other = Table.objects.exclude(pk=table_of(host).pk).first()
    seating.take_host(table=other, participant=host.participant)
    assert list(Table.objects.exclude(host=None)) == [other]


def test_free_host_walks_with_the_group_again(host, workshop):
    table = table_of(host)
    seating.free_host(table=table)
    go(workshop, "cafe-2")
    assert table_of(host) != table


def test_removing_a_host_frees_the_table(host, workshop, participant):
    people.remove(participant=host.participant)
    assert not Table.objects.exclude(host=None).exists()


def test_people_at_a_table_are_its_group_and_its_host(workshop_at):
    workshop = workshop_at("cafe-1", people=16)
    assert sorted(cafe_queries.people_at(workshop).values()) == [4, 4, 4, 4]
    table = Table.objects.get(zone_number=1)
    sitting = Seat.objects.filter(group__number=1).first().participant
    seating.take_host(table=table, participant=sitting)
    assert sorted(cafe_queries.people_at(workshop).values()) == [4, 4, 4, 4]
    go(workshop, "cafe-2")
    counted = {row["table"].zone_number: row["people"] for row in cafe_queries.seating(workshop)}
    assert counted == {1: 5, 2: 3, 3: 4, 4: 4}


def test_latecomer_for_whom_a_group_opens_changes_the_whole_console(workshop_at, frames):
    """Its table was vacant: one that says so must not stay on the screen."""
    workshop = workshop_at("cafe-1", people=3)
    many(workshop, rotation.STRETCHED_GROUP - 3)
    assert CafeGroup.objects.count() == 1
    with frames(workshop, Role.FACILITATOR) as sent:
        join(workshop)
    assert CafeGroup.objects.count() == 2
    assert any("html" not in frame for frame in sent)
