"""Reads about theme groups: each table's groups with their notes, and the notes that stand alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Count

from workshops.access.permissions import Viewer
from workshops.models import Workshop
from worryzones import zones
from worryzones.models import CafeGroup, Note, Table, ThemeGroup
from worryzones.queries import cafe as cafe_queries
from worryzones.queries import notes as notes_queries
from worryzones.queries import seats, table_places


def board(table: Table) -> dict[str, Any]:
    """One table whole: its groups with their notes, and the notes that are in none."""
    groups = ThemeGroup.objects.filter(table=table).select_related("theme")
    return {"table": table, **_arranged(groups, notes_queries.notes_at(table))}


def _arranged(groups: Iterable[ThemeGroup], notes: Iterable[Note]) -> dict[str, Any]:
    """``notes`` and ``loose`` are what everyone sees; ``every_…`` has the hidden ones too."""
    by_group: dict[int | None, list[Note]] = defaultdict(list)
    for note in notes:
        by_group[note.theme_group_id].append(note)
    return {
        "groups": [
            {"pk": group.pk, "title": group.theme.title, **_told_apart("notes", by_group[group.pk])}
            for group in groups
        ],
        **_told_apart("loose", by_group[None]),
    }


def _told_apart(name: str, notes: list[Note]) -> dict[str, list[Note]]:
    return {name: [note for note in notes if not note.hidden], f"every_{name}": notes}


def tables_for(viewer: Viewer) -> tuple[list[Table], CafeGroup | None]:
    """The tables whose notes a participant puts together: where they sit, then what the group looks after.

    A host and a shared device stay at theirs.
    """
    table, group = cafe_queries.table_for(viewer)
    if table is None or group is None or table.host_id == (viewer.participant and viewer.participant.pk):
        return ([table] if table else []), group
    return seats.tended_by(group), group


def table_open_to(viewer: Viewer, table_id: str) -> Table | None:
    """The table when the viewer may write at it now: where they sit, at theming what they look after too."""
    if viewer.workshop.phase == "theming":
        tables, _group = tables_for(viewer)
    else:
        tables = [table for table in cafe_queries.table_for(viewer)[:1] if table]
    return next((table for table in tables if str(table.pk) == table_id), None)


def theming_stage(viewer: Viewer, table_id: int | None = None) -> dict[str, Any]:
    """A participant's table while the group puts its notes together, or another one that it looks after."""
    tables, group = tables_for(viewer)
    table = next((table for table in tables if table_id in (None, table.pk)), None)
    if table is None:
        return {"table": None, "own": []}
    context = board(table)
    notes = [*context["loose"], *(note for g in context["groups"] for note in g["notes"])]
    return {
        **context,
        "tended": tables if len(tables) > 1 else [],
        "zone": table.zone,
        "group": group,
        "people": cafe_queries.people_at(viewer.workshop).get(table.pk, 0),
        "own": notes_queries.own_tokens(viewer, notes),
        **table_places.of_stage(table),
    }


def boards(workshop: Workshop) -> list[dict[str, Any]]:
    """All tables for the console: constant queries however many tables, groups and notes."""
    groups: dict[int, list[ThemeGroup]] = defaultdict(list)
    for group in ThemeGroup.objects.filter(table__cafe__workshop=workshop).select_related("theme"):
        groups[group.table_id].append(group)
    rows = cafe_queries.seating(workshop)
    cafe_queries.add_notes(workshop, rows)
    for row in rows:
        row.update(_arranged(groups[row["table"].pk], row["notes"]))
    return rows


def pieces(table: Table, moved: Collection[Note], group_ids: Collection[int], loose: bool) -> dict[str, Any]:
    """What a change at a table touched, as it is now; the loose notes only when ``loose`` says so."""
    now = board(table)
    there = {group["pk"] for group in now["groups"]}
    return {
        **now,
        "workshop": table.cafe.workshop,
        "named": len(there),
        "groups": [group for group in now["groups"] if group["pk"] in group_ids],
        "gone": [pk for pk in group_ids if pk not in there],
        "moved": moved,
        "with_loose": loose,
    }


def tallies(workshop: Workshop) -> list[dict[str, Any]]:
    """Zone by zone how many theme groups have a name, and how many of its tables have named one."""
    tables = (
        cafe_queries.tables_of(workshop)
        .annotate(named=Count("theme_groups"))
        .values_list("zone_number", "named")
    )
    by_zone: dict[int, list[int]] = defaultdict(list)
    for zone_number, named in tables:
        by_zone[zone_number].append(named)
    return [
        {
            "zone": zones.BY_NUMBER[number],
            "named": sum(named),
            "tables": len(named),
            "begun": sum(count > 0 for count in named),
        }
        for number, named in sorted(by_zone.items())
    ]
