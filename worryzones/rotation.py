"""How people become cafés and groups. Plain: no Django, no database.

Source: design/method.md, "The course of a workshop": groups of 4–8, one café is four tables, several
cafés side by side above about 32 people; every group at every zone exactly once.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import TypeVar

Person = TypeVar("Person")

TABLES = 4
SMALLEST_GROUP, LARGEST_GROUP = 4, 8
CAFE_SIZE = TABLES * LARGEST_GROUP


def cafes_for(people: int) -> int:
    """How many cafés side by side."""
    return max(1, math.ceil(people / CAFE_SIZE))


def groups_for(people: int) -> int:
    """How many groups walk in all: four for each café, fewer only when a single café has under 16 people."""
    cafes = cafes_for(people)
    return TABLES * cafes if cafes > 1 else min(TABLES, max(1, people // SMALLEST_GROUP))


def deal(people: Sequence[tuple[Person, str]], chance: random.Random | None = None) -> list[list[Person]]:
    """Deals ``(person, home unit)`` into groups, even to ±1, with each home unit spread over them."""
    shuffled = list(people)
    (chance or random.Random()).shuffle(shuffled)  # noqa: S311 - seats are no secret
    shuffled.sort(key=lambda pair: pair[1])
    groups: list[list[Person]] = [[] for _ in range(groups_for(len(shuffled)))]
    for place, (person, _unit) in enumerate(shuffled):
        groups[place % len(groups)].append(person)
    return groups
