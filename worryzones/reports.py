"""The zones' section of the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from workshops import privacy
from workshops.extension import report_sections
from workshops.models import Workshop
from workshops.queries import report
from worryzones import zones
from worryzones.models import Note, ThemeGroup


def zones_found(workshop: Workshop) -> dict[str, Any]:
    """Zone by zone its notes by theme group, the tables of side-by-side cafés together; most shared first.

    Of notes that have been purged, the names of the groups alone are left to tell.
    """
    notes = list(
        Note.objects.filter(table__cafe__workshop=workshop, hidden=False)
        .select_related("table")
        .annotate(ours_count=Count("ours"))
        .order_by("-ours_count", "created", "pk")
    )
    groups = list(ThemeGroup.objects.filter(table__cafe__workshop=workshop).select_related("theme", "table"))
    purged = bool(workshop.notes_purged_on and groups)
    if not notes and not purged:
        return {}
    for note in notes:
        note.told = privacy.may_show_count(note.ours_count)  # type: ignore[attr-defined]
    rows = [_zone_row(zone, groups, notes) for zone in zones.ZONES]
    return {
        "zones": [row for row in rows if row["count"] or (purged and row["named"])],
        "zones_are": zones.ZONES_ARE,
        "numbers": report.number(len(notes), ngettext("note", "notes", len(notes))),
    }


def _zone_row(zone: zones.Zone, groups: list[ThemeGroup], notes: Sequence[Note]) -> dict[str, Any]:
    here = [note for note in notes if note.table.zone_number == zone.number]
    named = [
        {"title": group.theme.title, "notes": [note for note in here if note.theme_group_id == group.pk]}
        for group in groups
        if group.table.zone_number == zone.number
    ]
    return {
        "zone": zone,
        "count": len(here),
        "named": [group["title"] for group in named],
        "groups": [group for group in named if group["notes"]],
        "loose": [note for note in here if note.theme_group_id is None],
    }


def register() -> None:
    report_sections.add(20, "zones", _("The four zones of worry"), "worryzones/report.html", zones_found)
