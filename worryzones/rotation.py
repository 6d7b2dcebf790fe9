"""How people become cafés and groups, and how the groups walk. Plain: no Django, no database.

Source: design/method.md, "The course of a workshop": four groups of three to eight from twelve people up,
fewer groups of at least three below that; one café is four tables, several cafés side by side above about
32 people; every group at every zone exactly once.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import cycle
from typing import TypeVar

Person = TypeVar("Person")

TABLES = ROUNDS = 4
MIN_GROUP, MAX_GROUP = 3, 8  # in a group of two everyone knows who wrote
STRETCHED_GROUP = 12
CAFE_SIZE = TABLES * MAX_GROUP
FOUR_GROUPS_ASKED = range(2 * TABLES, MIN_GROUP * TABLES)  # so many people make four groups when asked
NUMBERS = range(1, TABLES + 1)

# --- walking: groups of a café are numbered 1–4 by the table where they start ---


def zone_at(group_number: int, round_number: int) -> int:
    """The zone that group 1–4 of a café visits in round 1–4: each meets every zone exactly once."""
    return (group_number + round_number - 2) % TABLES + 1


def group_at(zone_number: int, round_number: int) -> int:
    """The number of the group that is at a zone in a round; undoes ``zone_at``."""
    return (zone_number - round_number) % TABLES + 1


def tend(walking: Collection[int], hosted: Mapping[int, int] | None = None) -> dict[int, int]:
    """Zone → the group that names its themes after the last round; none of the four is left out.

    A group is at one table. With fewer than four groups those also look after the vacant ones: the group
    whose host sat there (``hosted``: zone → group), else the one that was there last. The tables are
    shared out evenly. Empty only when nobody walks.
    """
    if not walking:
        return {}
    tended = {zone_at(number, ROUNDS): number for number in walking}
    tables = Counter(tended.values())
    most = math.ceil(TABLES / len(walking))
    hosted = hosted or {}
    for zone in sorted((zone for zone in NUMBERS if zone not in tended), key=lambda zone: zone not in hosted):
        wanted = [hosted.get(zone, 0), *(group_at(zone, n) for n in reversed(range(1, ROUNDS)))]
        group = next(n for n in wanted if n in walking and tables[n] < most)
        tended[zone] = group
        tables[group] += 1
    return tended


def number_for(free: Collection[int], old: int, round_number: int) -> int:
    """The free number with which a part of group ``old`` meets the fewest zones again from this round on."""
    seen = {zone_at(old, n) for n in range(1, round_number)}

    def met_again(number: int) -> int:
        return len(seen & {zone_at(number, n) for n in range(max(1, round_number), ROUNDS + 1)})

    return min(free, key=lambda number: (met_again(number), number))


# --- how many ---


def cafes_for(people: int) -> int:
    """How many cafés side by side: as few as keep groups within eight."""
    return max(1, math.ceil(people / CAFE_SIZE))


def most_cafes_for(people: int) -> int:
    """How many cafés there may be at most: with eight people in each, two groups walk in it."""
    return max(cafes_for(people), people // MAX_GROUP)


def groups_for(people: int, cafes: int | None = None, *, four: bool = False) -> int:
    """How many groups walk in all: four for each café, fewer when there would be under three in a group.

    ``four`` asks for four groups in the one café of eight to eleven people, so that some have two.
    """
    cafes = cafes or cafes_for(people)
    if four and cafes == 1 and people in FOUR_GROUPS_ASKED:
        return TABLES
    return min(TABLES * cafes, max(cafes, people // MIN_GROUP))


def even(count: int, parts: int) -> list[int]:
    """``count`` in so many parts, even to ±1, the larger ones first."""
    whole, more = divmod(count, parts)
    return [whole + (place < more) for place in range(parts)]


def sizes_for(people: int, cafes: int | None = None, *, four: bool = False) -> list[list[int]]:
    """Café by café the sizes of its groups, even to ±1 over all groups, the larger ones in turn."""
    cafes = cafes or cafes_for(people)
    groups = even(groups_for(people, cafes, four=four), cafes)
    sizes = [[0] * count for count in groups]
    in_turn = [(cafe, place) for place in range(TABLES) for cafe in range(cafes) if place < groups[cafe]]
    for (cafe, place), size in zip(in_turn, even(people, len(in_turn)), strict=True):
        sizes[cafe][place] = size
    return sizes


# --- who ---


def deal(
    people: Sequence[tuple[Person, str]],
    chance: random.Random | None = None,
    *,
    cafes: int | None = None,
    four: bool = False,
    staying: Mapping[Person, int] | None = None,
) -> list[list[list[Person]]]:
    """Deals ``(person, home unit)`` to the groups of each café: even to ±1, home units spread over them.

    ``staying`` names the café (0 is the first) of those who are not to leave it: hosts stay put.
    """
    staying = staying or {}
    room = sizes_for(len(people), cafes, four=four)
    groups: list[list[list[Person]]] = [[[] for _ in sizes] for sizes in room]
    for person, cafe in staying.items():
        groups[cafe][_emptiest(groups[cafe], room[cafe])].append(person)
    shuffled = [pair for pair in people if pair[0] not in staying]
    (chance or random.Random()).shuffle(shuffled)  # noqa: S311 - seats are no secret
    shuffled.sort(key=lambda pair: pair[1])
    places = [(groups[c][g], size) for c, sizes in enumerate(room) for g, size in enumerate(sizes)]
    places.sort(key=lambda place: -place[1])  # in whole turns, so that a unit meets each group alike
    turns = cycle(places)
    for person, _unit in shuffled:
        next(group for group, size in turns if len(group) < size).append(person)
    return groups


def _emptiest(groups: Sequence[Sequence[object]], sizes: Sequence[int]) -> int:
    """The place of the group with the most room, if any has room at all."""
    return max(range(len(groups)), key=lambda place: sizes[place] - len(groups[place]))


def halves(
    people: Sequence[tuple[Person, str]], staying: Collection[Person] = ()
) -> tuple[list[Person], list[Person]]:
    """Who stays and who goes when a group is split: each home unit on both sides, hosts stay."""
    by_unit = [person for person, _unit in sorted(people, key=lambda pair: pair[1])]
    stay, go = by_unit[0::2], by_unit[1::2]
    for host in [person for person in go if person in staying]:
        other = next((person for person in stay if person not in staying), None)
        go.remove(host)
        stay.append(host)
        if other is not None:
            stay.remove(other)
            go.append(other)
    return stay, go
