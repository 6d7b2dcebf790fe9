"""Reads about cafés, tables and notes."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.utils import timezone

from workshops import phases
from workshops.models import Participant, Workshop
from workshops.permissions import Viewer
from worryzones import zones
from worryzones.models import Cafe, CafeGroup, Note, Ours, Prompt, Seat, Table
from worryzones.prompts import DEFAULT_PROMPTS

LAST_ROUND = 4


def round_of(workshop: Workshop) -> int:
    """The round whose seating holds: 1 before the café, the last one ever after it."""
    if workshop.round:
        return workshop.round
    return LAST_ROUND if phases.is_after(workshop.phase, "cafe") else 1


def tables_of(workshop: Workshop) -> QuerySet[Table]:
    return Table.objects.filter(cafe__workshop=workshop).select_related("cafe__workshop", "host")


def notes() -> QuerySet[Note]:
    """Notes, hidden ones too, each with the count of *ours too*."""
    return Note.objects.select_related("table__cafe__workshop").annotate(ours_count=Count("ours"))


def shown_notes() -> QuerySet[Note]:
    return notes().filter(hidden=False)


def note_context(note: Note) -> dict[str, Any]:
    """The note as it is now, for a fragment; notes gone meanwhile leave an empty place."""
    found = notes().filter(pk=note.pk).first()
    return {"note": found, "note_id": note.pk, "table": note.table, "count": count_of(note.table)}


def count_of(table: Table) -> int:
    return table.notes.filter(hidden=False).count()


def group_of(participant: Participant) -> CafeGroup | None:
    seat = Seat.objects.filter(participant=participant).select_related("group__cafe").first()
    return seat.group if seat else None


def table_for(viewer: Viewer) -> tuple[Table | None, CafeGroup | None]:
    """Where a participant is now: the table they host, or the one their group is at.

    A host whose table nobody visits in this round walks with their group.
    """
    workshop, participant = viewer.workshop, viewer.participant
    if participant is None:
        return None, None
    group = group_of(participant)
    hosted = tables_of(workshop).filter(host=participant).first()
    if hosted and (group is None or is_visited(hosted)):
        return hosted, group
    if group is None:
        return None, None
    zone = zones.zone_at(group.number, round_of(workshop))
    table = tables_of(workshop).filter(cafe=group.cafe, zone_number=zone).first()
    return table, group


def is_visited(table: Table) -> bool:
    """Whether a group is at the table in this round; with fewer than four groups some stand empty."""
    number = zones.group_at(table.zone_number, round_of(table.cafe.workshop))
    return CafeGroup.objects.filter(cafe=table.cafe, number=number).exists()


def table_open_to(viewer: Viewer, table_id: str) -> Table | None:
    """The table when the viewer sits at it now."""
    table, _group = table_for(viewer)
    return table if table and str(table.pk) == table_id else None


def prompts_of(workshop: Workshop) -> dict[int, list[Any]]:
    """Each zone's questions: the workshop's own where it has any, else the usual ones."""
    own: dict[int, list[Any]] = defaultdict(list)
    for prompt in Prompt.objects.filter(workshop=workshop):
        own[prompt.zone_number].append(prompt.text)
    return {number: own[number] or list(DEFAULT_PROMPTS[number]) for number in zones.NUMBERS}


def own_tokens(viewer: Viewer, shown: list[Note]) -> list[str]:
    """What the page must mark as this device's own: its notes and its *ours too*."""
    proofs = {viewer.prove("ours", note.pk): f"ours-{note.pk}" for note in shown}
    marked = Ours.objects.filter(proof__in=proofs).values_list("proof", flat=True)
    written = [f"note-{note.pk}" for note in shown if note.proof == viewer.prove(note.pk)]
    return written + [proofs[proof] for proof in marked if proof]


def cafe_stage(viewer: Viewer) -> dict[str, Any]:
    """A participant's table in a round: question, notes, who is there."""
    table, group = table_for(viewer)
    if table is None:
        return {"table": None, "own": []}
    shown = list(shown_notes().filter(table=table))
    hosts = table.host_id == (viewer.participant and viewer.participant.pk)
    return {
        "table": table,
        "zone": table.zone,
        "group": group,
        "is_host": hosts,
        "people": people_at(viewer.workshop).get(table.pk, 0),
        "prompts": prompts_of(viewer.workshop)[table.zone_number],
        "notes": shown,
        "count": len(shown),
        "own": own_tokens(viewer, shown),
    }


def people_at(workshop: Workshop) -> dict[int, int]:
    """How many people are at each table now, hosts included."""
    return {row["table"].pk: row["people"] for row in seating(workshop)}


def seating(workshop: Workshop) -> list[dict[str, Any]]:
    """Table by table: the group that is there now (if any) and how many people, its host among them."""
    tables = tables_of(workshop).select_related("host__seat").order_by("cafe__number", "zone_number")
    groups = groups_at(workshop)
    rows: list[dict[str, Any]] = [
        {"table": table, "group": groups.get((table.cafe_id, table.zone_number))} for table in tables
    ]
    staying = [row["table"].host for row in rows if row["group"] and row["table"].host]
    away = Counter(getattr(host, "seat", None) and host.seat.group_id for host in staying)
    for row in rows:
        group = row["group"]
        row["people"] = group.size - away[group.pk] + bool(row["table"].host_id) if group else 0
    return rows


def groups_at(workshop: Workshop) -> dict[tuple[int, int], Any]:
    """``(café id, zone number)`` → the group that is there now, with its ``size``, hosts included."""
    size = Count("seats", filter=Q(seats__participant__removed=False))
    groups = CafeGroup.objects.filter(cafe__workshop=workshop).select_related("cafe").annotate(size=size)
    here = round_of(workshop)
    return {(group.cafe_id, zones.zone_at(group.number, here)): group for group in groups}


def boards(workshop: Workshop) -> list[dict[str, Any]]:
    """All tables with their notes, for the console: constant queries however many notes."""
    tables = tables_of(workshop).prefetch_related(Prefetch("notes", notes(), to_attr="all_notes"))
    by_pk = {table.pk: table for table in tables}
    rows = seating(workshop)
    for row in rows:
        table = by_pk[row["table"].pk]
        row["notes"] = table.all_notes
        row["count"] = sum(not note.hidden for note in table.all_notes)
    return rows


SILENT_MINUTES = 4


def needs_a_look(workshop: Workshop) -> dict[str, Any]:
    """What only the facilitators see: silent groups, notes that nobody groups, people without a seat."""
    latest = dict(tables_of(workshop).annotate(latest=Max("notes__created")).values_list("pk", "latest"))
    rows = seating(workshop)
    themed = workshop.phase == "theming"
    return {
        "silent": [] if themed else silent_groups(workshop, rows, latest),
        "untended": [r["table"] for r in rows if themed and not r["group"] and latest[r["table"].pk]],
        "unseated": workshop.participants.filter(removed=False, seat=None, hosted_table=None).count(),
    }


def silent_groups(
    workshop: Workshop, rows: list[dict[str, Any]], latest: dict[int, Any]
) -> list[dict[str, Any]]:
    """Groups that have written nothing for some minutes of this round."""
    silent = []
    for row in rows:
        since = max(filter(None, (latest[row["table"].pk], workshop.moved_at)), default=None)
        minutes = int((timezone.now() - since).total_seconds() // 60) if since else 0
        if row["group"] and row["people"] and minutes >= SILENT_MINUTES:
            silent.append({"group": row["group"], "table": row["table"], "minutes": minutes})
    return silent


def cafes_of(workshop: Workshop) -> QuerySet[Cafe]:
    return Cafe.objects.filter(workshop=workshop)
