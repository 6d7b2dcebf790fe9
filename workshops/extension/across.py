"""What apps tell over many workshops at once, for the pages of those who look after them.

Each registers what it can tell from ``AppConfig.ready()``, under one of the names below. A provider gets a
queryset of workshops, filters by it and reads in a fixed number of queries, however many they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
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
        return Lines(self.rows.filter(**{f"{self.text}__letters": words}), self.told, self.text)

    def find(self, key: str) -> Line | None:
        try:
            row = self.rows.filter(pk=key).first()
        except (ValidationError, ValueError, OverflowError):  # no id at all
            return None
        return row and self.told(row)


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
