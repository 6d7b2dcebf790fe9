"""Which wordings may mean the same: how much of their words they share, the rare ones above all.

Words are compared by their stems. One that begins as another does is like it, *rauha*, *rauhallinen*, and a
compound is like its last part, *aamupalaveri*, *palaveri*. What many wordings have says little.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from heapq import nsmallest

from workshops.text import words

LIKE = 0.5  # from here on something is suggested; weighed in tests/network/test_themes.py
EDGE = 4  # letters by which a word's beginning, or its end, is looked for
COMMONEST = 200  # wordings with an edge, from which on it leads to no suggestion by itself
COMPARED = 40  # of those that share an edge, the ones that share most of them
COMPOUND = 0.7  # how like a compound is to its last part


class Likeness:
    """Of ``wordings``, each one or more texts with their language. Places are those in the sequence.

    A page asks about thirty of thousands: only what stems there are is known from the beginning.
    """

    def __init__(self, wordings: Sequence[Iterable[tuple[str, str]]]) -> None:
        self.stems = [stems_of(texts) for texts in wordings]
        self.places: dict[str, list[int]] = defaultdict(list)  # by stem
        for place, stems in enumerate(self.stems):
            for stem in stems:
                self.places[stem].append(place)
        self.with_edge: dict[str, list[str]] = defaultdict(list)  # stems
        for stem in self.places:
            for edge in set(_edges(stem)):
                self.with_edge[edge].append(stem)
        self.having = cache(self._having)
        self.weight = cache(self._weight)
        self.alike = cache(alike)

    def _having(self, edge: str) -> set[int]:
        """The wordings with a word that has it."""
        return {place for stem in self.with_edge[edge] for place in self.places[stem]}

    def _weight(self, stem: str) -> float:
        return math.log(1 + len(self.stems) / len(self.having(stem[:EDGE])))

    def nearest(self, place: int, most: int) -> list[int]:
        """Those that are like it, the likest first."""
        shared: Counter[int] = Counter()
        for edge in {edge for stem in self.stems[place] for edge in _edges(stem)}:
            if len(self.having(edge)) <= COMMONEST:
                shared.update(self.having(edge))
        del shared[place]
        compared = nsmallest(COMPARED, shared, key=lambda other: (-shared[other], other))
        found = {other: self.of(place, other) for other in compared}
        like = [other for other in found if found[other] >= LIKE]
        return sorted(like, key=lambda other: (-found[other], other))[:most]

    def of(self, one: int, other: int) -> float:
        """From 0, nothing in common, to 1, the same words."""
        first, second = self.stems[one], self.stems[other]
        whole = sum(map(self.weight, first)) + sum(map(self.weight, second))
        both = self._found_in(first, second) + self._found_in(second, first)
        return both / whole if whole else 0

    def _found_in(self, stems: frozenset[str], among: frozenset[str]) -> float:
        """The weight of the stems, each by how like it the likest is."""
        return sum(
            self.weight(stem)
            if stem in among
            else self.weight(stem) * max((self.alike(stem, other) for other in among), default=0)
            for stem in stems
        )


def alike(one: str, other: str) -> float:
    if one == other:
        return 1
    short, long = sorted((one, other), key=len)
    if len(short) >= EDGE and long.endswith(short):
        return COMPOUND
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(short))
    return 2 * same / (len(one) + len(other)) if same >= EDGE else 0


def _edges(stem: str) -> tuple[str, str]:
    return stem[:EDGE], f"…{stem[-EDGE:]}"


def stems_of(texts: Iterable[tuple[str, str]]) -> frozenset[str]:
    found = [_of_text(text, language) for text, language in texts]
    return found[0] if len(found) == 1 else frozenset().union(*found)


@lru_cache(maxsize=20_000)
def _of_text(text: str, language: str) -> frozenset[str]:
    found = words.words_of(text)
    telling = [word for word in found if word not in words.COMMON] or found
    return frozenset(_stem(word, language) for word in telling)


def _stem(word: str, language: str) -> str:
    """The loosest key, which is the one that is kept backwards too, behind its language's mark."""
    return words.keys_of(word, language)[-1][:0:-1]
