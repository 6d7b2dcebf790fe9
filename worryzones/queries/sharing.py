"""Reads for the joint debrief: table by table, what most people share."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from workshops.course.called_out import called_out
from workshops.models import Workshop
from workshops.queries.debrief import Slide, slide_of
from worryzones.models import Table
from worryzones.queries import cafe as cafe_queries
from worryzones.queries.theming import board

NOTES_OF_A_GROUP = 2  # are told; the others are on the board of the table


def tables_told(workshop: Workshop) -> list[Table]:
    """The tables in the order they are told: café by café, zone by zone."""
    return list(cafe_queries.tables_of(workshop).order_by("cafe__number", "zone_number"))


def slides(tables: list[Table]) -> list[Slide]:
    return [Slide(_name(table, many=len(tables) > 4), str(table.zone_number)) for table in tables]


def _name(table: Table, many: bool) -> str:
    short = called_out(table.zone.short, table.cafe.workshop.language)
    name = f"{table.zone_number} · {short}"
    if not many:
        return name
    return _("%(table)s, café %(number)s") % {"table": name, "number": table.cafe.number}


def unthemed(tables: list[Table]) -> list[dict[str, Any]]:
    """The tables with notes of which nobody has made a theme yet, and the place of each among the slides."""
    bare = Q(notes__hidden=False, theme_groups=None)
    found = set(
        Table.objects.filter(bare, pk__in=[table.pk for table in tables]).values_list("pk", flat=True)
    )
    names = slides(tables)
    return [
        {"slide": place, "label": names[place].label, "mark": names[place].mark}
        for place, table in enumerate(tables)
        if table.pk in found
    ]


def told(workshop: Workshop, tables: list[Table]) -> dict[str, Any]:
    """The table whose slide is on, with its groups, the most shared first; a table without any, its notes."""
    if not tables:
        return {"table": None}
    table = tables[slide_of(workshop, tables)]
    now = board(table)
    groups = [_group(group["title"], group["notes"]) for group in now["groups"]]
    groups.sort(key=lambda group: -group["ours"])
    return {
        "table": table,
        "zone": table.zone,
        "many_cafes": len(tables) > 4,
        "told": groups,
        "loose": [] if groups else _most_shared(now["loose"]),
    }


def _group(title: str, notes: list[Any]) -> dict[str, Any]:
    return {
        "title": title,
        "ours": sum(note.ours_count for note in notes),
        "notes": _most_shared(notes)[:NOTES_OF_A_GROUP],
        "count": len(notes),
    }


def _most_shared(notes: list[Any]) -> list[Any]:
    return sorted(notes, key=lambda note: -note.ours_count)
