"""What the tables of many workshops found: for `workshops.extension.across`."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from django.db.models import QuerySet

from workshops.extension.across import Count, Line, LinesByWorkshop
from workshops.models import Workshop
from worryzones import zones
from worryzones.models import Note, ThemeGroup

PATH = "table__cafe__workshop"


def zones_of(workshops: QuerySet[Workshop], _reader: Any) -> list[Count]:
    """How many theme groups were made at the tables of each zone, in the order of the zones."""
    made: Counter[int] = Counter()
    where: dict[int, set[int]] = defaultdict(set)
    groups = ThemeGroup.objects.filter(table__cafe__workshop__in=workshops.order_by().values("pk"))
    for zone, workshop in groups.order_by().values_list("table__zone_number", "table__cafe__workshop"):
        made[zone] += 1
        where[zone].add(workshop)
    return [
        Count(zone.label, frozenset(where[zone.number]), made[zone.number], str(zone.number))
        for zone in zones.ZONES
    ]


def notes_of(workshops: QuerySet[Workshop], _reader: Any) -> LinesByWorkshop:
    """What is still kept of them and nobody has hidden, the latest workshop first."""
    rows = Note.objects.filter(hidden=False, table__cafe__workshop__in=workshops.order_by().values("pk"))
    found = rows.select_related("table__cafe__workshop").only("text", f"{PATH}__title", f"{PATH}__language")
    return LinesByWorkshop(
        found.order_by(f"-{PATH}__closed_at", f"-{PATH}_id", "text", "pk"),
        _told,
        path=PATH,
        workshops=workshops.order_by("-closed_at", "-pk"),
    )


def _told(note: Note) -> Line:
    """Without its zone: beside the name of a workshop that would tell how worried a unit is."""
    workshop = note.table.cafe.workshop
    return Line(str(note.pk), note.text, workshop.language, workshop)
