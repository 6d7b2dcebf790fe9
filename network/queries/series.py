"""Reads about series: whose they are, what stands in one, and who may be in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Series, SeriesMember, SeriesWorkshop, Turn
from network.queries import scope, turns
from network.queries.selection import Selection
from workshops.course import phases
from workshops.extension.belonging import Whole
from workshops.models import Area, Organisation, Workshop
from workshops.queries import areas, coordinator_scope, settings
from workshops.text.collation import Alphabetical

MAX_WORKSHOPS = 500  # workshops in one
# Of an entry in the list; a workshop has sixty columns
LISTED = (
    "is_seminar",
    *(f"workshop__{name}" for name in ("title", "phase", "round", "dialogue_1_at", "organisation__name")),
)


def short(selection: Selection) -> dict[str, Any]:
    """For the first page: how many, and whose turns come."""
    rows = scope.series(selection.user)
    if selection.series:
        rows = rows.filter(pk=selection.series.pk)
    coming = turns.following(Turn.objects.filter(series__in=rows))
    return {"count": rows.count(), "next": coming[:3]}


@dataclass(frozen=True)
class Listed:
    series: Any
    is_kept: bool
    turn: Turn | None


def listed(selection: Selection) -> list[Listed]:
    """Those of the selection with ``workshop_count``, ``member_count`` and whose turn is next."""
    rows = scope.series(selection.user).select_related("organisation")
    if selection.series:
        rows = rows.filter(pk=selection.series.pk)
    if selection.organisation:
        theirs = Q(organisation=selection.organisation) | Q(memberships__organisation=selection.organisation)
        rows = rows.filter(pk__in=Series.objects.filter(theirs).values("pk"))
    if selection.area:
        rows = rows.filter(pk__in=areas.of_area(Series.objects.all(), selection.area.pk).values("pk"))
    counted = rows.annotate(
        workshop_count=Count("entries", distinct=True), member_count=Count("memberships", distinct=True)
    )
    next_of = {turn.series_id: turn for turn in turns.following(Turn.objects.filter(series__in=rows))}
    user = selection.user
    return [Listed(row, is_kept_by(row, user), next_of.get(row.pk)) for row in counted]


def is_kept_by(series: Series, user: Any) -> bool:
    return bool(user.is_superuser or series.organisation_id in user.coordinated)


def organisations_of(series: Series) -> QuerySet[Organisation]:
    """The one that looks after it, and those that have joined."""
    joined = series.memberships.values("organisation")
    return Organisation.objects.filter(Q(pk=series.organisation_id) | Q(pk__in=joined))


def own_of(series: Series, user: Any) -> QuerySet[Organisation]:
    """Those of them that this coordinator looks after."""
    return coordinator_scope.within(organisations_of(series), user, "pk")


@dataclass(frozen=True)
class Member:
    """``may_go``: the reader may take it out of the series, or leave with it."""

    organisation: Organisation
    looks_after: bool
    joined_on: date | None
    is_own: bool
    may_go: bool


def members(series: Series, user: Any) -> list[Member]:
    """The one that looks after it first."""
    own = set(own_of(series, user).values_list("pk", flat=True))
    is_kept = is_kept_by(series, user)
    keeper = series.organisation
    rows = series.memberships.select_related("organisation").order_by(Alphabetical("organisation__name"))
    keeping = Member(keeper, looks_after=True, joined_on=None, is_own=keeper.pk in own, may_go=False)
    return [keeping, *(_member(row, is_kept=is_kept, is_own=row.organisation_id in own) for row in rows)]


def _member(row: SeriesMember, *, is_kept: bool, is_own: bool) -> Member:
    may_go = is_kept or is_own
    return Member(row.organisation, looks_after=False, joined_on=row.joined_on, is_own=is_own, may_go=may_go)


# --- its workshops ---


def entries(series: Series, user: Any) -> QuerySet[SeriesWorkshop]:
    """Those that this coordinator may see one by one, in the order of their days, undated ones first."""
    rows = SeriesWorkshop.objects.filter(series=series, workshop__rehearsal_of=None)
    if not is_kept_by(series, user):
        rows = rows.filter(workshop__organisation__in=user.coordinated)
    return (
        rows.select_related("workshop__organisation")
        .prefetch_related("workshop__areas__merged_into")
        .order_by(F("workshop__dialogue_1_at").asc(nulls_first=True), "pk")
    )


def may_be_put(series: Series, user: Any) -> QuerySet[Workshop]:
    """The coordinator's workshops that are not in it yet; `why_not` says which of them may be."""
    mine = Workshop.objects.filter(organisation__in=own_of(series, user), rehearsal_of=None)
    told = Q(has_joined=True) & ~Q(organisation=series.organisation_id)
    return (
        mine.exclude(series_entries__series=series)
        .exclude(told)
        .select_related("organisation")
        .order_by(F("dialogue_1_at").desc(nulls_first=True), "-pk")
    )


def why_not(series: Series, workshop: Workshop) -> str:
    """Why this workshop may not be put into it; empty when it may. For inside a write of both."""
    if workshop.is_rehearsal:
        return _("A rehearsal cannot be in a series.")
    if not organisations_of(series).filter(pk=workshop.organisation_id).exists():
        words = _("%(organisation)s does not take part in this series, so its workshops cannot be in it.")
        return words % {"organisation": workshop.organisation}
    if workshop.organisation_id != series.organisation_id and settings.is_told(workshop):
        return _(
            "People have joined “%(title)s”, and were not told that coordinators of another organisation "
            "read what comes of it. So it stays out of this series."
        ) % {"title": workshop}
    if series.entries.count() >= MAX_WORKSHOPS:
        return _("A series holds at most %(most)s workshops. Begin another one.") % {"most": MAX_WORKSHOPS}
    return ""


def may_take_out(entry: SeriesWorkshop, user: Any) -> bool:
    """Whoever looks after the series, and whoever looks after the workshop."""
    own = user.is_superuser or entry.workshop.organisation_id in user.coordinated
    return bool(own or is_kept_by(entry.series, user))


def wholes_of(workshop: Workshop) -> list[Whole]:
    """The series that it is in, as those are told who join it."""
    rows = Series.objects.filter(entries__workshop=workshop).select_related("organisation")
    return [Whole(row.name, row.language, row.organisation.name) for row in rows]


# --- its areas ---


@dataclass(frozen=True)
class AreaRow:
    """Where an area stands in this series: it has had a workshop, one is planned, or neither yet."""

    area: Area
    label: str
    has_had: bool
    is_planned: bool


def area_rows(series: Series) -> list[AreaRow]:
    """By their names. One that was merged meanwhile stands as what it is part of now."""
    meant = areas.standing(series.areas.select_related("merged_into"))
    had = _areas_in(series, Q(workshop__phase=phases.LAST))
    planned = _areas_in(series, ~Q(workshop__phase=phases.LAST))
    return [
        AreaRow(area, areas.label(area), area.pk in had, area.pk in planned)
        for area in sorted(meant, key=lambda area: area.name_key)
    ]


def _areas_in(series: Series, stands: Q) -> set[int]:
    found = SeriesWorkshop.objects.filter(stands, series=series, workshop__rehearsal_of=None)
    pairs = found.exclude(workshop__areas=None).values_list("workshop__areas", "workshop__areas__merged_into")
    return {merged or area for area, merged in pairs}


def is_over(series: Series) -> bool:
    return bool(series.ends_on and series.ends_on < timezone.localdate())
