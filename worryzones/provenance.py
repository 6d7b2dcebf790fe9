"""Where a theme of the café grew: its table's zone, the name of the theme group, and the notes in it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Prefetch

from workshops.extension import provenance
from workshops.extension.provenance import Origin
from workshops.models import Theme
from worryzones.models import Note, ThemeGroup


def read(themes: Sequence[Theme]) -> list[Origin]:
    """In the order of the zones; hidden notes are left out, and no order tells who wrote first."""
    shown = Note.objects.filter(hidden=False).order_by("text")
    groups = ThemeGroup.objects.filter(theme__in=themes).select_related("table", "theme")
    rows = groups.order_by("table__zone_number", "pk").prefetch_related(Prefetch("notes", shown))
    return [
        Origin(str(group.table.zone_number), group.theme.title, [note.text for note in group.notes.all()])
        for group in rows
    ]


def register() -> None:
    provenance.add(read)
