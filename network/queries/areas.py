"""Even treatment: which areas have had a workshop, took part in one or have one coming, and who is next.

An area that has become part of another is told with it: the one that stands carries the history of both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Turn
from network.queries import area_regions, reach
from network.queries.histories import Event, History, State
from network.queries.selection import Selection
from workshops.collation import sort_key
from workshops.models import Area, Organisation, Workshop

MOST_COLUMNS = 6
NEXT_SHOWN = 8
WHEN = ("dialogue_1_at", "dialogue_2_at")


@dataclass(frozen=True)
class Column:
    """A year, or with ``is_earlier`` all up to it."""

    year: int
    is_earlier: bool = False

    @property
    def name(self) -> str:
        return _("until %(year)s") % {"year": self.year} if self.is_earlier else str(self.year)

    def holds(self, year: int) -> bool:
        return year <= self.year if self.is_earlier else year == self.year


def told(selection: Selection) -> dict[str, Any]:
    histories = histories_of(selection)
    columns = columns_of(selection, histories)
    groups = grouped(histories)
    waiting = in_turn(history for history in histories if not history.planned)
    in_years = [(name, [(row, _cells(row, columns)) for row in rows]) for name, rows in groups]
    return {
        "columns": columns,
        "groups": in_years,
        "regions": area_regions.folded(in_years, waiting),
        "blocks": groups,
        "total": len(histories),
        "next": waiting[:NEXT_SHOWN],
        "later": waiting[NEXT_SHOWN:],
        "planned": in_turn(history for history in histories if history.planned),
        "merged": [history for history in histories if history.merged],
    }


def short(selection: Selection) -> dict[str, Any]:
    """For the overview: how many there are, how many have had none, and the next three."""
    histories = histories_of(selection)
    waiting = in_turn(history for history in histories if not history.planned)
    without = sum(history.last_had is None for history in histories)
    return {"count": len(histories), "without": without, "next": waiting[:3]}


# --- in which order ---


def in_turn(histories: Iterable[History]) -> list[History]:
    """Who never had one of their own first, then who has been away longest."""
    never = date.min

    def away(history: History) -> tuple[Any, ...]:
        return (history.last_had or never, history.last_joined or never, sort_key(history.area.name))

    return sorted(histories, key=away)


def grouped(histories: Iterable[History]) -> list[tuple[str, list[History]]]:
    """By sub-region, both by name; those without one last, under an empty name."""
    groups: dict[str, list[History]] = {}
    for history in histories:
        groups.setdefault(history.region, []).append(history)
    return sorted(groups.items(), key=lambda group: (not group[0], sort_key(group[0])))


def columns_of(selection: Selection, histories: Iterable[History]) -> list[Column]:
    """Every year from the first to the last, this one too; the earliest are put together when they are many.

    What is selected of years chooses the column: the list of who is next knows them all.
    """
    if selection.year:
        return [Column(selection.year)]
    years = {event.year for history in histories for event in history.events} | {timezone.localdate().year}
    first, last = min(years), max(years)
    if last - first < MOST_COLUMNS:
        return [Column(year) for year in range(first, last + 1)]
    border = last - MOST_COLUMNS + 1
    return [Column(border, is_earlier=True), *(Column(year) for year in range(border + 1, last + 1))]


def _cells(history: History, columns: list[Column]) -> list[tuple[Column, list[tuple[State, list[Event]]]]]:
    return [(column, history.marks(column.holds)) for column in columns]


# --- what has been ---


def histories_of(selection: Selection) -> list[History]:
    """By name. Reads in a fixed number of queries whatever there is."""
    every = replace(selection, year=None)
    areas = {area.pk: area for area in Area.objects.all()}
    events = _events(every, areas)
    merged = _merged(areas.values())
    turns = _turns(every)
    shown = _shown(every, areas) | set(events)
    if selection.area:
        shown &= {selection.area.pk}
    rows = [History(areas[pk], events.get(pk, []), merged.get(pk, [])) for pk in shown]
    named = sorted(rows, key=lambda row: (sort_key(row.area.name), row.area.pk))
    return [replace(row, turn=turns.get(sort_key(row.region))) for row in named]


def _standing(areas: dict[int, Area], pk: int) -> int:
    return areas[pk].merged_into_id or pk


def _merged(areas: Iterable[Area]) -> dict[int, list[Area]]:
    found: dict[int, list[Area]] = {}
    for area in areas:
        if area.merged_into_id:
            found.setdefault(area.merged_into_id, []).append(area)
    return found


def _events(selection: Selection, areas: dict[int, Area]) -> dict[int, list[Event]]:
    """By the area that stands, the latest first."""
    named = _named(selection, areas)
    found: dict[int, list[Event]] = {}
    at_home = dict(Organisation.objects.exclude(area=None).order_by().values_list("pk", "area_id"))
    rows = selection.workshops.exclude(is_template=True, closed_at=None).order_by()
    for workshop in rows.only("title", "organisation", "phase", "closed_at", *WHEN):
        own = at_home.get(workshop.organisation_id)
        home = _standing(areas, own) if own else None
        there = named.get(workshop.pk) or ({home} if home else set())
        for pk in there:
            state = state_of(workshop, is_own=len(there) == 1 or pk == home)
            found.setdefault(pk, []).append(Event(workshop, state, day_of(workshop)))
    for events in found.values():
        events.sort(key=lambda event: (event.on or date.max, event.workshop.pk), reverse=True)
    return found


def _named(selection: Selection, areas: dict[int, Area]) -> dict[int, set[int]]:
    """By workshop the areas that take part in it, as they stand now."""
    links = Workshop.areas.through.objects.filter(workshop__in=selection.workshops.order_by().values("pk"))
    found: dict[int, set[int]] = {}
    for workshop_id, area_id in links.values_list("workshop_id", "area_id"):
        found.setdefault(workshop_id, set()).add(_standing(areas, area_id))
    return found


def state_of(workshop: Workshop, *, is_own: bool) -> State:
    """A workshop is an area's own when it alone takes part, or when it is the home of the organisation."""
    if not workshop.is_closed:
        return State.PLANNED
    return State.HAD if is_own else State.JOINED


def day_of(workshop: Workshop) -> date | None:
    at: datetime | None = workshop.dialogue_1_at or workshop.dialogue_2_at or workshop.closed_at
    return timezone.localtime(at).date() if at else None


def of_area(selection: Selection, area_id: int) -> History | None:
    """Of one that is on the page; its events know their organisations."""
    found = next((row for row in histories_of(selection) if row.area.pk == area_id), None)
    if found:
        prefetch_related_objects([event.workshop for event in found.events], "organisation")
    return found


# --- who is there at all ---


def _shown(selection: Selection, areas: dict[int, Area]) -> set[int]:
    """Beside those that workshops name: those that series are meant for, and the neighbours of one's own.

    Neighbours are areas of the sub-regions where the organisations are at home.
    """
    homes = {_standing(areas, pk) for pk in _homes(selection)}
    near = {sort_key(areas[pk].sub_region) for pk in homes if areas[pk].sub_region}
    neighbours = (area for area in areas.values() if sort_key(area.sub_region) in near)
    meant = {_standing(areas, pk) for pk in _meant(selection)}
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
    series = reach.series(selection.user)
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
    series = reach.series(selection.user)
    if selection.series:
        series = series.filter(pk=selection.series.pk)
    found: dict[str, Turn] = {}
    rows = ahead.filter(series__in=series.order_by().values("pk")).select_related("series", "host")
    for turn in sorted(rows, key=lambda turn: (turn.begins_on or date.max, turn.pk)):
        found.setdefault(sort_key(turn.region), turn)
    return found
