"""What the areas of a selection have had and have coming, and which areas are told at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from network.models import Turn
from network.queries import scope
from network.queries.histories import Event, Held, History, State, held
from network.queries.selection import Selection
from network.queries.turns import region_of
from workshops.course import phases
from workshops.models import Area, Organisation, Workshop
from workshops.text.collation import sort_key

DAY = Coalesce("dialogue_1_at", "dialogue_2_at", "closed_at")


def histories_of(selection: Selection, *, with_turns: bool = True) -> list[History]:
    """By name. Reads in a fixed number of queries whatever there is."""
    every = replace(selection, year=None)
    areas = {area.pk: area for area in Area.objects.order_by()}
    standing = {pk: area.merged_into_id or pk for pk, area in areas.items()}
    events = _events(every, standing)
    merged = _merged(areas.values())
    turns = _turns(every) if with_turns else {}
    shown = _shown(every, areas, standing) | set(events)
    if selection.area:
        shown &= {selection.area.pk}
    rows = [
        History(areas[pk], events.get(pk, []), merged.get(pk, []), turns.get(sort_key(region_of(areas[pk]))))
        for pk in shown
    ]
    return sorted(rows, key=lambda row: (sort_key(row.area.name), row.area.pk))


def _merged(areas: Iterable[Area]) -> dict[int, list[Area]]:
    found: dict[int, list[Area]] = {}
    for area in areas:
        if area.merged_into_id:
            found.setdefault(area.merged_into_id, []).append(area)
    return found


def _events(selection: Selection, standing: dict[int, int]) -> dict[int, list[Event]]:
    """By the area that stands, the latest first."""
    named = _named(selection, standing)
    found: dict[int, list[Event]] = {}
    at_home = dict(Organisation.objects.exclude(area=None).order_by().values_list("pk", "area_id"))
    for organisation, one in _held(selection):
        home = standing.get(at_home.get(organisation, 0))
        there = named.get(one.workshop) or ({home} if home else set())
        for pk in there:
            state = state_of(one, is_own=len(there) == 1 or pk == home)
            found.setdefault(pk, []).append(Event(one, state))
    return found


def _held(selection: Selection) -> list[tuple[int, Held]]:
    """Each workshop behind its organisation, the latest first. A row has sixty columns, this needs four."""
    zone, today = timezone.get_current_timezone(), timezone.localdate()
    rows = selection.workshops.exclude(is_template=True, closed_at=None).order_by().annotate(day=DAY)
    found = [
        (organisation, held(pk, phase, day.astimezone(zone).date() if day else None, today))
        for pk, organisation, phase, day in rows.values_list("pk", "organisation", "phase", "day")
    ]
    return sorted(found, key=lambda row: (row[1].on or date.max, row[1].workshop), reverse=True)


def _named(selection: Selection, standing: dict[int, int]) -> dict[int, set[int]]:
    """By workshop the areas that take part in it, as they stand now."""
    links = Workshop.areas.through.objects.filter(workshop__in=selection.workshops.order_by().values("pk"))
    found: dict[int, set[int]] = {}
    for workshop_id, area_id in links.values_list("workshop_id", "area_id"):
        found.setdefault(workshop_id, set()).add(standing[area_id])
    return found


def state_of(one: Held, *, is_own: bool) -> State:
    """A workshop is an area's own when it alone takes part, or when it is the home of the organisation."""
    if one.phase != phases.LAST:
        return State.PLANNED
    return State.HAD if is_own else State.JOINED


def of_area(selection: Selection, area_id: int) -> History | None:
    """The history of one area, None for one that the page does not show."""
    rows = histories_of(selection, with_turns=False)
    return next((row for row in rows if row.area.pk == area_id), None)


def workshops_of(history: History) -> list[tuple[Event, Workshop]]:
    """Its events, each with its workshop, which knows its organisation."""
    ids = [event.held.workshop for event in history.events]
    rows = Workshop.objects.filter(pk__in=ids).select_related("organisation")
    found = rows.only("title", "organisation", "organisation__name").in_bulk()
    return [(event, found[event.held.workshop]) for event in history.events if event.held.workshop in found]


# --- who is there at all ---


def _shown(selection: Selection, areas: dict[int, Area], standing: dict[int, int]) -> set[int]:
    """Beside those that workshops name: those that series are meant for, and the neighbours of one's own.

    Neighbours are areas of the sub-regions where the organisations are at home.
    """
    homes = {standing[pk] for pk in _homes(selection)}
    near = {sort_key(areas[pk].sub_region) for pk in homes if areas[pk].sub_region}
    neighbours = (area for area in areas.values() if sort_key(area.sub_region) in near)
    meant = {standing[pk] for pk in _meant(selection)}
    if selection.series:
        return meant
    return meant | homes | {area.pk for area in neighbours if not area.merged_into_id}


def _homes(selection: Selection) -> list[int]:
    rows = Organisation.objects.exclude(area=None)
    if selection.organisation:
        rows = rows.filter(pk=selection.organisation.pk)
    elif not selection.user.is_superuser:
        rows = rows.filter(pk__in=selection.user.coordinated)
    return list(rows.order_by().values_list("area_id", flat=True))


def _meant(selection: Selection) -> list[int]:
    """Areas of the series; where an organisation is selected, of those that it looks after."""
    series = scope.series(selection.user)
    if selection.series:
        series = series.filter(pk=selection.series.pk)
    if selection.organisation:
        series = series.filter(organisation=selection.organisation)
    links = Area.objects.filter(series__in=series.order_by().values("pk"))
    return list(links.order_by().values_list("pk", flat=True).distinct())


def _turns(selection: Selection) -> dict[str, Turn]:
    """By sub-region the next turn that has no workshop yet."""
    today = timezone.localdate()
    ahead = Turn.objects.filter(Q(begins_on=None) | Q(begins_on__gte=today), workshop=None)
    series = scope.series(selection.user)
    if selection.series:
        series = series.filter(pk=selection.series.pk)
    found: dict[str, Turn] = {}
    rows = ahead.filter(series__in=series.order_by().values("pk")).select_related("series")
    told = rows.only("region", "begins_on", "series__name").order_by(
        F("begins_on").asc(nulls_last=True), "pk"
    )
    for turn in told:
        found.setdefault(sort_key(turn.region), turn)
    return found
