"""Reads about what dialogue 1 found, for those who look back at it: notes by theme group, zone by zone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from workshops.models import Workshop
from workshops.privacy import may_show_count
from worryzones import zones
from worryzones.models import Note, ThemeGroup
from worryzones.queries import notes as notes_queries

FEW = 12  # notes of a zone: so many are seen at once, more are folded


def shown(workshop: Workshop) -> QuerySet[Note]:
    """All that nobody has hidden."""
    return notes_queries.notes().filter(table__cafe__workshop=workshop, hidden=False)


def behind(workshop: Workshop) -> dict[int, list[Any]]:
    """The pk of a theme → the notes that its table put into its group, the most shared first."""
    by_theme: dict[int, list[Any]] = defaultdict(list)
    for note in shown(workshop).filter(theme_group__isnull=False).select_related("theme_group"):
        assert note.theme_group
        by_theme[note.theme_group.theme_id].append(note)
    return {pk: most_shared(notes) for pk, notes in by_theme.items()}


def most_shared(notes: Iterable[Any]) -> list[Any]:
    """What is under five counts alike, so that the order tells no more than the figures."""
    return sorted(notes, key=_place)


def _place(note: Any) -> int:
    return -(note.ours_count if may_show_count(note.ours_count) else int(note.ours_count > 0))


def zone_found(workshop: Workshop, number: int) -> dict[str, Any]:
    """One zone, the tables of side-by-side cafés together; ``tallies`` are of all zones."""
    notes = most_shared(shown(workshop).filter(table__zone_number=number))
    by_group: dict[int | None, list[Any]] = defaultdict(list)
    for note in notes:
        by_group[note.theme_group_id].append(note)
    here = ThemeGroup.objects.filter(table__cafe__workshop=workshop, table__zone_number=number)
    groups: list[dict[str, Any]] = [
        {"theme": group.theme, "notes": by_group[group.pk]} for group in here.select_related("theme")
    ]
    if workshop.notes_purged_on is None:  # of hidden notes alone nothing is told
        groups = [group for group in groups if group["notes"]]
    groups.sort(key=lambda group: -len(group["notes"]))
    return {
        "zone": zones.BY_NUMBER[number],
        "groups": groups,
        "loose": by_group[None],
        "few": len(notes) <= FEW,
        "is_empty": not (notes or groups),
        "tallies": tallies(workshop),
    }


def tallies(workshop: Workshop) -> list[dict[str, Any]]:
    numbers = Note.objects.filter(table__cafe__workshop=workshop, hidden=False)
    counted = Counter(numbers.values_list("table__zone_number", flat=True))
    return [{"zone": zone, "count": counted[zone.number]} for zone in zones.ZONES]
