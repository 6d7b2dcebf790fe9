"""Which wordings may mean the same: how much of their words they share, the rare ones above all.

Words are compared by their stems. One that begins as another does is like it, *rauha*, *rauhallinen*, and a
compound is like its last part, *aamupalaveri*, *palaveri*. What many wordings have says little.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from workshops import words

LIKE = 0.5  # from here on something is suggested; weighed in tests/network/test_themes.py
EDGE = 4  # letters by which a word's beginning, or its end, is looked for
COMMONEST = 200  # wordings with an edge, from which on it leads to no suggestion by itself
COMPARED = 40  # of those that share an edge, the ones that share most of them
COMPOUND = 0.7  # how like a compound is to its last part


class Likeness:
    """Of ``wordings``, each one or more texts with their language. Places are those in the sequence."""

    def __init__(self, wordings: Sequence[Iterable[tuple[str, str]]]) -> None:
        self.stems = [stems_of(texts) for texts in wordings]
        self.having: dict[str, list[int]] = defaultdict(list)
        for place, stems in enumerate(self.stems):
            for edge in {edge for stem in stems for edge in _edges(stem)}:
                self.having[edge].append(place)

    def weight(self, stem: str) -> float:
        return math.log(1 + len(self.stems) / len(self.having[stem[:EDGE]]))

    def nearest(self, place: int, most: int) -> list[int]:
        """Those that are like it, the likest first."""
        shared: Counter[int] = Counter()
        for edge in {edge for stem in self.stems[place] for edge in _edges(stem)}:
            if len(self.having[edge]) <= COMMONEST:
                shared.update(self.having[edge])
        del shared[place]
        found = {other: self.of(place, other) for other, _edges_shared in shared.most_common(COMPARED)}
        like = [other for other in found if found[other] >= LIKE]
        return sorted(like, key=lambda other: (-found[other], other))[:most]

    def of(self, one: int, other: int) -> float:
        """From 0, nothing in common, to 1, the same words."""
        pairs = [
            *((stem, self.stems[other]) for stem in self.stems[one]),
            *((stem, self.stems[one]) for stem in self.stems[other]),
        ]
        whole = sum(self.weight(stem) for stem, _among in pairs)
        both = sum(
            self.weight(stem) * max((alike(stem, other) for other in among), default=0)
            for stem, among in pairs
        )
        return both / whole if whole else 0


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
    return frozenset(stem for text, language in texts for stem in _of_text(text, language))


@lru_cache(maxsize=20_000)
def _of_text(text: str, language: str) -> tuple[str, ...]:
    found = words.words_of(text)
    telling = [word for word in found if word not in words.COMMON] or found
    return tuple(_stem(word, language) for word in telling)


def _stem(word: str, language: str) -> str:
    """The loosest key, which is the one that is kept backwards too, behind its language's mark."""
    return words.keys_of(word, language)[-1][:0:-1]
