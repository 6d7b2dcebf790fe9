"""Finding practices. What a reader may not read is out from the first: neither found, ranked nor counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Q

from practices.models import Practice, Word
from practices.models.reading import PracticeQuerySet
from practices.queries import hits, search_index
from practices.queries.hits import Hits
from workshops.queries.areas import of_area
from workshops.text import words
from workshops.text.words import Asked

PAGE = 20
HALF_A_WORD = 4  # letters: of a shorter word half would say nothing
MAX_CORRECTIONS, MAX_CANDIDATES = 5, 2000  # words taken for one that was mistyped; words looked at
MAX_RANKED = 400  # practices whose words are weighed: to read the words of all would cost too much


@dataclass(frozen=True)
class Wish:
    """What somebody looks for: words and the filters, each as it stands in the address."""

    query: str = ""
    filters: Mapping[str, Any] = field(default_factory=dict)

    def without(self, name: str) -> Wish:
        return Wish(self.query, {key: value for key, value in self.filters.items() if key != name})


@dataclass(frozen=True)
class Found:
    """``rows`` are not in order. ``slips`` are the words taken for mistyped ones."""

    rows: PracticeQuerySet
    words: list[Asked] = field(default_factory=list)
    slips: list[str] = field(default_factory=list)
    every: bool = True

    @cached_property
    def hits(self) -> Hits:
        return hits.read(self.rows, self.words)

    @cached_property
    def total(self) -> int:
        return self.hits.total if self.words else self.rows.count()

    def best(self, start: int, end: int) -> list[Practice]:
        """These of them in order, with what a list tells of each."""
        ids = self._ids[start:end] if self.words else self._newest.values_list("pk", flat=True)[start:end]
        rows = (
            Practice.objects.select_related("organisation", "curation")
            .prefetch_related("areas")
            .in_bulk(list(ids))
        )
        return [rows[pk] for pk in ids if pk in rows]

    def newest(self, most: int) -> list[Practice]:
        return list(self._newest.select_related("organisation").prefetch_related("areas")[:most])

    @property
    def _newest(self) -> PracticeQuerySet:
        return self.rows.order_by("-created", "-id")

    @cached_property
    def _ids(self) -> list[int]:
        """The best first, of those alike the newest. Of very many only the first are weighed."""
        first, others = self.hits.ids[:MAX_RANKED], self.hits.ids[MAX_RANKED:]
        ranks = search_index.ranks(first, self.words, every=self.every) if first else {}
        return [*sorted(first, key=lambda pk: ranks.get(pk, 0)), *others]


def find(user: Any, wish: Wish) -> Found:
    """All words that were asked; else with a slip of the finger forgiven; else any of them."""
    rows = filtered(Practice.objects.readable_by(user), wish.filters)
    asked = words.asked(wish.query)
    if not asked:
        return Found(rows.none() if wish.query.strip() else rows)
    found = _matching(rows, asked)
    if found.total:
        return found
    meant, slips = _meant(asked, rows)
    if slips and (found := _matching(rows, meant, slips)).total:
        return found
    if len(asked) > 1:
        return _matching(rows, meant, every=False)
    return Found(rows.none(), asked)


def again(found: Found, user: Any, wish: Wish) -> Found:
    """The same words under other filters, for a count beside each choice."""
    rows = filtered(Practice.objects.readable_by(user), wish.filters)
    return _matching(rows, found.words, every=found.every) if found.words else Found(rows)


def _matching(
    rows: PracticeQuerySet, asked: list[Asked], slips: list[str] | None = None, *, every: bool = True
) -> Found:
    matching = search_index.matching(rows, asked, connection.vendor, every=every)
    return Found(matching, asked, slips or [], every)


def filtered(rows: PracticeQuerySet, filters: Mapping[str, Any]) -> PracticeQuerySet:
    conditions = {
        "zone": lambda key: Q(zones__contains=f",{key},"),
        "theme": lambda theme: Q(theme=theme),
        "focus": lambda focus: Q(focus_area=focus),
        "area": lambda area: Q(pk__in=of_area(Practice.objects.all(), area).values("pk")),
        "year": lambda year: Q(year=year),
        "level": lambda level: Q(sharing=level),
    }
    for name, value in filters.items():
        if value not in (None, ""):
            rows = rows.filter(conditions[name](value))
    return rows


def _meant(asked: list[Asked], rows: PracticeQuerySet) -> tuple[list[Asked], list[str]]:
    """Each word with those that a slip of the finger would make it of; and which these are.

    They are told to the reader, so each stands in one of these practices: the list of words knows of all.
    """
    meant, slips = [], []
    for one in asked:
        like_it = [word for word in _one_edit_away(words.folded(one.word)) if _stands_in(rows, word)]
        further = [words.ask(word) for word in like_it]
        meant.append(
            Asked(
                one.word,
                one.keys + tuple(key for each in further for key in each.keys),
                one.beginnings + tuple(key for each in further for key in each.beginnings),
            )
        )
        slips += like_it
    return meant, slips


def _one_edit_away(typed: str) -> list[str]:
    if len(typed) < HALF_A_WORD:
        return []
    half = len(typed) // 2
    begins, ends = typed[:half], typed[half + 1 :][::-1]
    halves = Q(folded__startswith=begins) | Q(backwards__startswith=ends)
    near = Word.objects.filter(halves).values_list("text", "folded")[:MAX_CANDIDATES]
    return [text for text, folded in near if words.is_one_edit_away(typed, folded)][:MAX_CORRECTIONS]


def _stands_in(rows: PracticeQuerySet, word: str) -> bool:
    return bool(search_index.having(rows, word, connection.vendor).exists())
