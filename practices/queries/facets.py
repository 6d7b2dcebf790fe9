"""How many practices each choice of a filter would leave, of those alone that the reader may read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import caches
from django.db.models import Count, Max
from django.db.models.functions import Coalesce

from practices.models import Practice
from practices.models.reading import PracticeQuerySet
from practices.queries import hits, search
from practices.queries.search import Found, Wish

FEW_WORDS = ("zone", "focus", "year", "level")  # in the order of `hits.FEW_WORDS`
NAMES = ("zone", "theme", "focus", "area", "year", "level")
MAX_THEMES = MAX_AREAS = 12  # offered at once, the most common first; words find the others
TTL = 60


@dataclass(frozen=True)
class Counts:
    """``of`` has the counts of each filter's choices, counted under all the other filters."""

    total: int
    of: dict[str, dict[Any, int]]


def counts(found: Found, user: Any, wish: Wish) -> Counts:
    if found.words or wish.query.strip():
        return _counted(found, user, wish)
    return _whole_library(found, user, wish)


def _whole_library(found: Found, user: Any, wish: Wish) -> Counts:
    """Without words all practices are counted: once a minute for each reader, anew when one changes."""
    latest = Practice.objects.aggregate(latest=Max("changed"))["latest"]
    chosen = "&".join(f"{name}={value}" for name, value in sorted(wish.filters.items()))
    key = f"practices:{user.pk}:{latest and latest.timestamp()}:{hash(chosen)}"
    kept: Counts | None = caches["drawn"].get(key)
    if kept is None:
        kept = _counted(found, user, wish)
        caches["drawn"].set(key, kept, TTL)
    return kept


def _counted(found: Found, user: Any, wish: Wish) -> Counts:
    chosen = [name for name, value in wish.filters.items() if value not in (None, "")]
    counted = _of(found, [name for name in NAMES if name not in chosen])
    for name in chosen:
        counted |= _of(search.again(found, user, wish.without(name)), [name])
    return Counts(found.total, counted)


def _of(found: Found, names: list[str]) -> dict[str, dict[Any, int]]:
    """What words have found is counted as it is read; the whole library when its list is drawn."""
    read = found.hits if found.words else None
    few = [name for name in names if name in FEW_WORDS]
    counted = _few(read.few.items() if read else _combinations(found.rows), few) if few else {}
    if "theme" in names:
        counted["theme"] = _most_common(read.themes if read else _themes(found.rows), MAX_THEMES)
    if "area" in names:
        counted["area"] = _most_common(read.areas if read else _areas(found.rows), MAX_AREAS)
    return counted


def _few(counted: Iterable[tuple[tuple[Any, ...], int]], names: list[str]) -> dict[str, dict[Any, int]]:
    """Of filters with few choices every combination that there is has been counted."""
    found: dict[str, Counter[Any]] = {name: Counter() for name in names}
    for values, count in counted:
        for name, value in zip(FEW_WORDS, values, strict=True):
            if name in found:
                found[name].update(dict.fromkeys(_choices(name, value), count))
    return {name: dict(counter) for name, counter in found.items()}


def _combinations(rows: PracticeQuerySet) -> Iterable[tuple[tuple[Any, ...], int]]:
    counted = rows.order_by().values_list(*hits.FEW_WORDS).annotate(Count("pk"))
    return ((tuple(values), count) for *values, count in counted)


def _choices(name: str, value: Any) -> Iterable[Any]:
    return (key for key in value.split(",") if key) if name == "zone" else (value,)


def _themes(rows: PracticeQuerySet) -> Counter[str]:
    return Counter(dict(rows.order_by().values_list("theme").annotate(Count("pk"))))


def _areas(rows: PracticeQuerySet) -> Counter[int]:
    """Each by what it is part of now."""
    took_part: Any = Practice.areas.through.objects.filter(practice__in=rows.order_by().values("pk"))
    now = took_part.annotate(now=Coalesce("area__merged_into", "area")).values_list("now")
    return Counter(dict(now.annotate(Count("practice", distinct=True))))


def _most_common(counted: Counter[Any], most: int) -> dict[Any, int]:
    counted.pop("", None)
    return dict(counted.most_common(most))
