"""Seating and walking for any number of people, as the method asks: properties of the planner."""

from __future__ import annotations

import math
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worryzones import rotation

ROUNDS = range(1, 5)
ZONES = {1, 2, 3, 4}
rooms = st.integers(3, 500)
chances = st.randoms(use_true_random=False)
walking = st.sets(st.sampled_from([1, 2, 3, 4]), min_size=1)


@st.composite
def planned(draw: st.DrawFn) -> tuple[int, int]:
    """``(people, cafés side by side)`` as a facilitator may choose them."""
    people = draw(rooms)
    return people, draw(st.integers(rotation.cafes_for(people), rotation.most_cafes_for(people)))


def flat(cafes: list[list[list[int]]]) -> list[list[int]]:
    return [group for cafe in cafes for group in cafe]


# --- how many ---


@given(planned())
def test_sizes_are_even_and_within_the_methods_bounds(plan):
    people, cafes = plan
    sizes = rotation.sizes_for(people, cafes)
    every = [size for cafe in sizes for size in cafe]
    assert sum(every) == people
    assert max(every) - min(every) <= 1
    assert max(every) <= rotation.MAX_GROUP
    assert min(every) >= min(people, rotation.MIN_GROUP)


@pytest.mark.thorough
@pytest.mark.parametrize("people", range(12, 501))
def test_from_twelve_people_up_every_cafe_has_four_groups_of_three_to_eight(people):
    sizes = rotation.sizes_for(people)
    assert {len(cafe) for cafe in sizes} == {4}
    assert {size for cafe in sizes for size in cafe} <= set(range(3, 9))


@given(planned())
def test_a_room_of_twelve_or_more_makes_at_least_four_groups_however_many_cafes_are_chosen(plan):
    people, cafes = plan
    assert people < 12 or rotation.groups_for(people, cafes) >= 4


@given(st.integers(3, 11))
def test_under_twelve_people_no_group_is_under_three(people):
    assert min(rotation.sizes_for(people)[0]) >= 3


@given(st.integers(0, 500), st.integers(0, 12), chances)
def test_four_groups_are_made_when_asked_from_eight_people_on(people, units, chance):
    room = [(n, f"Unit {chance.randint(0, units)}" if units else "") for n in range(people)]
    dealt = rotation.deal(room, chance, four=True)
    if people in range(8, 12):
        assert sorted(len(group) for group in dealt[0]) == sorted(rotation.even(people, 4))
        assert min(len(group) for group in dealt[0]) == 2
    else:
        assert [[len(group) for group in cafe] for cafe in dealt] == rotation.sizes_for(people)


@given(planned())
def test_cafes_side_by_side_are_alike(plan):
    people, cafes = plan
    sizes = rotation.sizes_for(people, cafes)
    assert len(sizes) == cafes
    groups = [len(cafe) for cafe in sizes]
    assert 1 <= min(groups) <= max(groups) <= rotation.TABLES
    assert max(groups) - min(groups) <= 1


@given(rooms)
def test_no_more_cafes_are_opened_than_groups_within_eight_ask_for(people):
    cafes = rotation.cafes_for(people)
    assert cafes == 1 or people > 4 * rotation.MAX_GROUP * (cafes - 1)
    assert cafes <= rotation.most_cafes_for(people)


def test_cafes_stand_side_by_side_above_thirty_two_people():
    assert [rotation.cafes_for(n) for n in (3, 32, 33, 64, 65, 500, 501)] == [1, 1, 2, 2, 3, 16, 16]


@pytest.mark.parametrize(
    ("people", "sizes"),
    [
        (0, [[0]]),
        (3, [[3]]),
        (5, [[5]]),
        (6, [[3, 3]]),
        (8, [[4, 4]]),
        (11, [[4, 4, 3]]),
        (12, [[3, 3, 3, 3]]),
        (15, [[4, 4, 4, 3]]),
        (17, [[5, 4, 4, 4]]),
        (33, [[5, 4, 4, 4], [4] * 4]),
    ],
)
def test_sizes_of_small_rooms(people, sizes):
    assert rotation.sizes_for(people) == sizes


# --- who ---


@given(planned(), st.integers(0, 12), chances)
@settings(max_examples=120, deadline=None)
def test_deal_seats_everyone_once_as_planned(plan, units, chance):
    people, cafes = plan
    room = [(n, f"Unit {chance.randint(0, units)}" if units else "") for n in range(people)]
    dealt = rotation.deal(room, chance, cafes=cafes)
    assert sorted(person for group in flat(dealt) for person in group) == list(range(people))
    assert [[len(group) for group in cafe] for cafe in dealt] == rotation.sizes_for(people, cafes)


@given(planned(), st.integers(1, 12), chances)
@settings(max_examples=120, deadline=None)
def test_deal_spreads_each_unit_evenly(plan, units, chance):
    people, cafes = plan
    unit_of = {n: f"Unit {chance.randint(1, units)}" for n in range(people)}
    groups = flat(rotation.deal(list(unit_of.items()), chance, cafes=cafes))
    for unit in set(unit_of.values()):
        spread = [sum(unit_of[person] == unit for person in group) for group in groups]
        assert max(spread) - min(spread) <= 1


@given(planned(), chances)
@settings(max_examples=120, deadline=None)
def test_deal_leaves_hosts_in_their_cafe(plan, chance):
    people, cafes = plan
    hosts = chance.sample(range(people), min(people, 4 * cafes, chance.randint(0, 64)))
    staying = {host: place % cafes for place, host in enumerate(hosts)}
    dealt = rotation.deal([(n, "") for n in range(people)], chance, cafes=cafes, staying=staying)
    for host, cafe in staying.items():
        assert any(host in group for group in dealt[cafe])
    assert sorted(person for group in flat(dealt) for person in group) == list(range(people))
    sizes = [len(group) for group in flat(dealt)]
    assert max(sizes) - min(sizes) <= 1


def test_deal_mixes_anew_each_time():
    people = [(n, "") for n in range(30)]
    assert rotation.deal(people, random.Random(1)) != rotation.deal(people, random.Random(2))


@given(st.integers(2, 20), st.integers(1, 4), chances)
def test_halves_part_a_group_evenly_with_each_unit_on_both_sides(people, units, chance):
    unit_of = {n: f"Unit {chance.randint(1, units)}" for n in range(people)}
    stay, go = rotation.halves(list(unit_of.items()))
    assert sorted(stay + go) == list(range(people))
    assert len(stay) - len(go) in (0, 1)
    for unit in set(unit_of.values()):
        counts = Counter(unit_of[person] == unit for person in stay), Counter(unit_of[p] == unit for p in go)
        assert abs(counts[0][True] - counts[1][True]) <= 1


# --- walking ---


@given(planned())
def test_every_group_is_at_every_zone_exactly_once(plan):
    for cafe in rotation.sizes_for(*plan):
        for number in range(1, len(cafe) + 1):
            assert sorted(rotation.zone_at(number, n) for n in ROUNDS) == [1, 2, 3, 4]


@given(walking)
def test_no_table_ever_has_two_groups(numbers):
    for round_number in ROUNDS:
        at_tables = Counter(rotation.zone_at(number, round_number) for number in numbers)
        assert max(at_tables.values()) == 1


@given(st.sampled_from([1, 2, 3, 4]), st.sampled_from([1, 2, 3, 4]))
def test_group_at_undoes_zone_at(number, round_number):
    assert rotation.group_at(rotation.zone_at(number, round_number), round_number) == number


@given(walking, st.dictionaries(st.sampled_from([1, 2, 3, 4]), st.sampled_from([1, 2, 3, 4])))
def test_tend_leaves_no_table_without_a_group_at_theming(numbers, hosted):
    tended = rotation.tend(numbers, hosted)
    assert set(tended) == ZONES
    assert set(tended.values()) == numbers
    for number in numbers:
        assert tended[rotation.zone_at(number, 4)] == number
    assert max(Counter(tended.values()).values()) <= math.ceil(4 / len(numbers))


def test_tend_gives_a_vacant_table_to_its_hosts_group_else_to_who_was_there_last():
    assert rotation.tend({1, 2, 3}) == {4: 1, 1: 2, 2: 3, 3: 1}
    assert rotation.tend({1, 2, 3}, {3: 2}) == {4: 1, 1: 2, 2: 3, 3: 2}
    assert rotation.tend({1, 2}) == {4: 1, 1: 2, 2: 1, 3: 2}
    assert rotation.tend(set()) == {}


@given(walking, st.sampled_from([1, 2, 3, 4]), st.integers(0, 4))
def test_a_part_of_a_group_meets_no_zone_again_where_a_number_allows_it(free, old, round_number):
    number = rotation.number_for(free, old, round_number)
    assert number in free
    if old in free or round_number <= 1:
        coming = [rotation.zone_at(number, n) for n in range(max(1, round_number), 5)]
        assert {rotation.zone_at(old, n) for n in range(1, round_number)}.isdisjoint(coming)
