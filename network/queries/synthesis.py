"""Syntheses: who writes and who reads them, of which workshops they are, and what they tell of these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, Min, Prefetch, Q, QuerySet

from network.models import Finding, Quote, Synthesis
from network.queries import scope
from network.queries.selection import HELD_IN, Selection
from workshops.models import Area
from workshops.privacy import may_show_count
from workshops.queries import coordinator_scope
from workshops.queries.coordinator_scope import with_people, within
from workshops.text.collation import Alphabetical


@dataclass(frozen=True)
class Keepers:
    """In place of a coordinator: whoever looks after these organisations, and no others."""

    coordinated: frozenset[int]
    is_superuser: bool = False
    is_active: bool = True
    is_authenticated: bool = True


def kept(user: Any) -> QuerySet[Synthesis]:
    """Those that this coordinator writes."""
    return within(_all(), user, "organisation")


def readable(user: Any) -> QuerySet[Synthesis]:
    """Those, and what a series' own organisation has made of it for all its members."""
    if user.is_superuser:
        return _all()
    of_series = Q(series__in=scope.series(user).order_by().values("pk"))
    of_series &= Q(series__organisation=F("organisation"))
    return _all().filter(Q(organisation__in=user.coordinated) | of_series)


def _all() -> QuerySet[Synthesis]:
    return Synthesis.objects.select_related("organisation", "series", "whose", "area")


def in_list(user: Any, selection: Selection) -> QuerySet[Synthesis]:
    """With ``finding_count``; of a series alone where one is selected."""
    return _in_reach(user, selection).annotate(finding_count=Count("findings"))


def _in_reach(user: Any, selection: Selection) -> QuerySet[Synthesis]:
    rows = readable(user)
    return rows.filter(series=selection.series) if selection.series else rows


def selection_of(synthesis: Synthesis, writer: Any = None) -> Selection:
    """All that it is of; for a ``writer`` who quotes from it what they may read there."""
    whole = frozenset({synthesis.organisation_id, *synthesis.reached.values_list("pk", flat=True)})
    seen = whole if writer is None or writer.is_superuser else whole & writer.coordinated
    return Selection(
        Keepers(seen),
        series=synthesis.series,
        organisation=synthesis.whose,
        area=synthesis.area,
        year=synthesis.year,
    )


def reached_in(selection: Selection) -> list[int]:
    """Of the organisations that have workshops here those that the reader looks after."""
    here = selection.workshops.order_by().values("organisation")
    mine = coordinator_scope.organisations(selection.user).filter(pk__in=here)
    return list(mine.values_list("pk", flat=True))


@dataclass(frozen=True)
class Facts:
    """``people`` are those of workshops in which five or more took part; in ``few`` it were fewer."""

    workshops: int
    people: int
    few: int
    areas: list[str]
    first: datetime | None
    last: datetime | None


def facts(selection: Selection) -> Facts:
    """No two selections tell fewer than five people by subtraction: each workshop's are told or left out."""
    held = selection.held.order_by()
    counts = list(with_people(held).values_list("people", flat=True))
    times = held.annotate(at=HELD_IN).aggregate(first=Min("at"), last=Max("at"))
    areas = Area.objects.filter(workshops__in=held.values("pk")).distinct().order_by(Alphabetical("name"))
    return Facts(
        workshops=len(counts),
        people=sum(count for count in counts if may_show_count(count)),
        few=sum(not may_show_count(count) for count in counts),
        areas=list(areas.values_list("name", flat=True)),
        **times,
    )


def findings(synthesis: Synthesis) -> list[Finding]:
    """In their order, each with its quotes."""
    quotes = Quote.objects.select_related("workshop").order_by("order", "pk")
    quotes = quotes.only("finding", "kind", "text", "order", "workshop__language")
    rows = Finding.objects.filter(synthesis=synthesis).order_by("order", "pk")
    return list(rows.prefetch_related(Prefetch("quotes", quotes)))


def taken(finding: Finding, kind: str) -> dict[str, int]:
    """The ids of what this finding quotes already → the quote."""
    return dict(Quote.objects.filter(finding=finding, kind=kind).values_list("source", "pk"))


def short(selection: Selection) -> dict[str, Any]:
    """For the overview: the latest one."""
    return {"synthesis": _in_reach(selection.user, selection).first()}
