"""Reads about areas: which are offered, and how those of a workshop are told, kind by kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops.models import Area, Workshop

MAX_ID_DIGITS = 18  # digits that every database takes

HEADINGS = {
    Area.Kind.MUNICIPALITY: gettext_lazy("Municipalities"),
    Area.Kind.COUNTY: gettext_lazy("Wellbeing services counties"),
    Area.Kind.OTHER: gettext_lazy("Other communities"),
}


def of(workshop: Workshop) -> QuerySet[Area]:
    """Those that took part, each with what it is part of now."""
    return workshop.areas.select_related("merged_into")


def offered(chosen: Iterable[Area] = ()) -> QuerySet[Area]:
    """All that stand, and the chosen ones though they may have been merged since."""
    kept = [area.pk for area in chosen]
    return Area.objects.filter(Q(merged_into=None) | Q(pk__in=kept)).select_related("merged_into")


def standing(areas: Iterable[Area]) -> list[Area]:
    """What has been merged gives way to what it is part of, for a new workshop."""
    return list({now.pk: now for now in (area.merged_into or area for area in areas)}.values())


def ticked(asked: str) -> list[Area]:
    """The one of this id in an address, or what it is part of now; none where there is no such one."""
    if not asked.isdecimal() or len(asked) > MAX_ID_DIGITS:
        return []
    return standing(Area.objects.filter(pk=int(asked)).select_related("merged_into"))


def label(area: Area) -> str:
    """The name under which it took part: ``Vahto (nykyisin Rusko)``."""
    if area.merged_into is None:
        return area.name
    return _("%(name)s (now %(successor)s)") % {"name": area.name, "successor": area.merged_into.name}


def by_kind(things: Iterable[tuple[Area, Any]]) -> list[tuple[Any, list[Any]]]:
    """Under the heading of each kind the things that belong to areas of it; no heading without any."""
    pairs = list(things)
    groups = (
        (words, [thing for area, thing in pairs if area.kind == kind]) for kind, words in HEADINGS.items()
    )
    return [(words, found) for words, found in groups if found]


def told(areas: Iterable[Area]) -> list[tuple[Any, list[str]]]:
    return by_kind((area, label(area)) for area in areas)


def taking_part(area_id: Any) -> Q:
    """Workshops of this area, those of what has become part of it too."""
    return Q(areas=area_id) | Q(areas__merged_into=area_id)


def of_area(rows: QuerySet[Any], area_id: Any) -> QuerySet[Any]:
    """Of rows that have ``areas`` those of this one, those of what has become part of it too."""
    return rows.filter(taking_part(area_id))
