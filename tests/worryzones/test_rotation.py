"""Seating for any number of people, as the method asks."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from worryzones import rotation, zones

rooms = st.integers(3, 500)


@given(rooms, st.integers(0, 12), st.randoms(use_true_random=False))
@settings(max_examples=120, deadline=None)
def test_deal_seats_everyone_once_in_even_groups(count, units, chance):
    people = [(n, f"Unit {chance.randint(0, units)}" if units else "") for n in range(count)]
    groups = rotation.deal(people, chance)
    assert sorted(person for group in groups for person in group) == list(range(count))
    sizes = [len(group) for group in groups]
    assert max(sizes) - min(sizes) <= 1


@given(rooms)
def test_deal_keeps_groups_to_the_methods_size(count):
    sizes = [len(group) for group in rotation.deal([(n, "") for n in range(count)])]
    assert max(sizes) <= rotation.LARGEST_GROUP
    if count >= rotation.SMALLEST_GROUP:
        assert min(sizes) >= rotation.SMALLEST_GROUP


@given(rooms, st.integers(1, 12), st.randoms(use_true_random=False))
@settings(max_examples=120, deadline=None)
def test_deal_spreads_each_unit_evenly(count, units, chance):
    unit_of = {n: f"Unit {chance.randint(1, units)}" for n in range(count)}
    groups = rotation.deal(list(unit_of.items()), chance)
    for unit in set(unit_of.values()):
        spread = [sum(unit_of[person] == unit for person in group) for group in groups]
        assert max(spread) - min(spread) <= 1


@given(rooms)
def test_groups_fill_whole_cafes(count):
    cafes, groups = rotation.cafes_for(count), rotation.groups_for(count)
    assert 1 <= groups <= rotation.TABLES * cafes
    if cafes > 1:
        assert groups == rotation.TABLES * cafes


def test_cafes_stand_side_by_side_above_thirty_two_people():
    assert [rotation.cafes_for(n) for n in (3, 32, 33, 64, 65, 500)] == [1, 1, 2, 2, 3, 16]


def test_deal_mixes_anew_each_time():
    people = [(n, "") for n in range(30)]
    assert rotation.deal(people, random.Random(1)) != rotation.deal(people, random.Random(2))


def test_every_group_meets_every_zone_once_and_no_other_group_there():
    for group in range(1, 5):
        assert sorted(zones.zone_at(group, n) for n in range(1, 5)) == [1, 2, 3, 4]
    for number in range(1, 5):
        assert Counter(zones.zone_at(group, number) for group in range(1, 5)).most_common(1)[0][1] == 1
