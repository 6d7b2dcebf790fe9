"""What apps tell over many workshops at once, for the pages of those who look after them.

Each registers what it can tell from ``AppConfig.ready()``, under one of the names below. A provider gets a
queryset of workshops, filters by it and reads in a fixed number of queries, however many they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet

from workshops.models import Workshop

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

ZONES, KEYWORDS, PRACTICES, NOTES = "zones", "keywords", "practices", "notes"


@dataclass(frozen=True)
class Count:
    """``mark`` as of `origin_marks`; ``count`` things in so many ``workshops``, which are their ids."""

    label: str | StrPromise
    workshops: frozenset[int]
    count: int = 0
    mark: str = ""
    language: str = ""


@dataclass(frozen=True)
class Line:
    """What somebody wrote in a workshop; ``key`` is its id as text, ``link`` leads to its page."""

    key: str
    text: str
    language: str
    workshop: Workshop | None
    more: str = ""
    link: str = ""


@dataclass(frozen=True)
class Lines:
    """Many of them, of which only those that are asked for are read. A paginator takes it as a list."""

    rows: QuerySet[Any]
    told: Callable[[Any], Line]
    text: str = "text"

    def __len__(self) -> int:
        return self.rows.count()

    def __getitem__(self, part: slice) -> list[Line]:
        return [self.told(row) for row in self.rows[part]]

    def with_letters(self, words: str) -> Lines:
        return replace(self, rows=self.rows.filter(**{f"{self.text}__letters": words}))

    def find(self, key: str) -> Line | None:
        try:
            row = self.rows.filter(pk=key).first()
        except (ValidationError, ValueError, OverflowError):  # no id at all
            return None
        return row and self.told(row)


@dataclass(frozen=True, kw_only=True)
class LinesByWorkshop(Lines):
    """As `Lines`, where there are a hundred thousand: they are never put in order all together.

    ``path`` leads from a row to its workshop, and ``workshops`` stand in the order that ``rows`` begin with.
    """

    path: str
    workshops: QuerySet[Workshop]

    @cached_property
    def _counts(self) -> list[tuple[int, int]]:
        """How many there are in each workshop, in order."""
        counts = dict(self.rows.order_by().values_list(self.path).annotate(count=models.Count("pk")))
        return [(pk, counts[pk]) for pk in self.workshops.values_list("pk", flat=True) if pk in counts]

    def __len__(self) -> int:
        return sum(count for _workshop, count in self._counts)

    def __getitem__(self, part: slice) -> list[Line]:
        """Of the workshops that this part lies in, ``first`` being where the rows of the first one begin."""
        start, stop, _step = part.indices(len(self))
        within: list[int] = []
        first, ends = start, 0
        for pk, count in self._counts:
            begins, ends = ends, ends + count
            if begins < stop and ends > start:
                first = begins if not within else first
                within.append(pk)
        rows = self.rows.filter(**{f"{self.path}__in": within})
        return [self.told(row) for row in rows[start - first : max(start, stop) - first]]


Counting = Callable[[QuerySet[Workshop], Any], list[Count]]
Listing = Callable[[QuerySet[Workshop], Any], Lines]
_counting: dict[str, Counting] = {}
_listing: dict[str, Listing] = {}


def add_counts(name: str, read: Counting) -> None:
    """``read(workshops, reader)`` tells no more than this reader may see."""
    _counting[name] = read


def add_lines(name: str, read: Listing) -> None:
    """As `add_counts`."""
    _listing[name] = read


def counts(name: str, workshops: QuerySet[Workshop], reader: Any) -> list[Count]:
    return _counting[name](workshops, reader) if name in _counting else []


def lines(name: str, workshops: QuerySet[Workshop], reader: Any) -> Lines:
    if name in _listing:
        return _listing[name](workshops, reader)
    return Lines(Workshop.objects.none(), lambda row: Line("", "", "", row), "title")
