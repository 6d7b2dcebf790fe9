"""Reads about the café: who is at which table in which round, and what is written there."""

from __future__ import annotations

from collections import Counter
from functools import cache, partial
from typing import Any

from django.core.cache import caches
from django.db.models import QuerySet
from django.utils import timezone

from workshops.access.permissions import Viewer
from workshops.course import phases
from workshops.models import Participant, Workshop
from worryzones import rotation
from worryzones.models import CafeGroup, Note, Seat, Table
from worryzones.queries import seats, table_places
from worryzones.queries.notes import by_table, each_knowing, notes, own_tokens
from worryzones.queries.prompts import prompts_of

LAST_ROUND = rotation.ROUNDS
SILENT_MINUTES = 4


def round_of(workshop: Workshop) -> int:
    """The round whose seating holds: 1 before the café, the last one ever after it."""
    if workshop.round:
        return workshop.round
    return LAST_ROUND if phases.is_after(workshop.phase, "cafe") else 1


def tables_of(workshop: Workshop) -> QuerySet[Table]:
    return Table.objects.filter(cafe__workshop=workshop).select_related("cafe__workshop", "host")


WITH_SEAT = "seat__group__cafe"  # what may be read along with a participant, to save a query


def group_of(participant: Participant) -> CafeGroup | None:
    seat = Seat.objects.filter(participant=participant).select_related("group__cafe__workshop").first()
    return seat.group if seat else None


def _group_read_with(participant: Participant) -> CafeGroup | None:
    """Of who came in with ``WITH_SEAT``; asked now for anybody else."""
    if not Participant._meta.get_field("seat").is_cached(participant):
        return group_of(participant)
    return participant.seat.group if hasattr(participant, "seat") else None


def table_for(viewer: Viewer) -> tuple[Table | None, CafeGroup | None]:
    """Where a participant is now, and with which group: at the table they host, or where their group is.

    A host whose table nobody visits in this round walks with their group. A shared device is where it stands.
    """
    workshop, participant = viewer.workshop, viewer.participant
    if participant is None:
        return None, None
    if participant.shared:
        return tables_of(workshop).filter(devices__participant=participant).first(), None
    group = _group_read_with(participant)
    if group:
        group.cafe.workshop = workshop
    found = list(_tables_near(participant, group))
    for table in found:
        table.cafe = group.cafe if group else table.cafe
        table.cafe.workshop = workshop
    hosted = next((table for table in found if table.host_id == participant.pk), None)
    guests = visitors(hosted) if hosted else None
    if hosted and (group is None or guests):
        return hosted, guests
    zone = rotation.zone_at(group.number, round_of(workshop)) if group else None
    return next((table for table in found if table.zone_number == zone), None), group


def _tables_near(participant: Participant, group: CafeGroup | None) -> QuerySet[Table]:
    """Those of the group's café, where its hosts host too; of who has no group the one they host."""
    if group:
        return Table.objects.filter(cafe=group.cafe_id).order_by()  # sorting would join, and there are four
    return Table.objects.filter(host=participant).select_related("cafe")


def visitors(table: Table) -> CafeGroup | None:
    """The group that is at the table in this round; with fewer than four groups some stand empty."""
    number = rotation.group_at(table.zone_number, round_of(table.cafe.workshop))
    found = CafeGroup.objects.filter(cafe=table.cafe, number=number).first()
    if found:
        found.cafe = table.cafe
    return found


def cafe_stage(viewer: Viewer) -> dict[str, Any]:
    """A participant's table in a round: question, notes, who is there."""
    table, group = table_for(viewer)
    if table is None:
        return {"table": None, "own": []}
    rows = lists_of(table)
    hosts = table.host_id == (viewer.participant and viewer.participant.pk)
    people = people_at(viewer.workshop)
    return {
        "table": table,
        "zone": table.zone,
        "group": group,
        "is_host": hosts,
        "is_only_group": not any(people.get(row["table"].pk) for row in rows[1:]),
        "is_shared": bool(viewer.participant and viewer.participant.shared),
        "people": people.get(table.pk, 0),
        "prompts": prompts_of(viewer.workshop)[table.zone_number],
        "row": rows[0],
        "others": rows[1:],
        "own": own_tokens(viewer, [note for row in rows for note in row["written"]]),
        **table_places.of_stage(table),
    }


def lists_of(table: Table) -> list[dict[str, Any]]:
    """The table's list and then those of the other tables of its café, in the order of the zones.

    ``written`` has of each shown note what tells whose it is; ``notes`` reads them whole when it is called,
    which a list that is drawn already does not do.
    """
    others = Table.objects.filter(cafe=table.cafe_id).exclude(pk=table.pk).order_by("zone_number")
    tables = [table, *others]
    for one in tables:
        one.cafe = table.cafe
    shown = Note.objects.filter(table__cafe=table.cafe_id, hidden=False)
    written = by_table(shown.values_list("pk", "proof", "table_id", named=True))

    @cache
    def whole() -> dict[int, list[Any]]:
        return by_table(notes().filter(table__cafe=table.cafe_id, hidden=False))

    def notes_of(one: Table) -> list[Note]:
        return each_knowing(one, whole()[one.pk])

    return [{"table": one, "written": written[one.pk], "notes": partial(notes_of, one)} for one in tables]


def people_at(workshop: Workshop) -> dict[int, int]:
    """How many people are at each table now, hosts included; counted once for a room that comes at once."""

    def count() -> dict[int, int]:
        return {row["table"].pk: row["people"] for row in seating(workshop)}

    return caches["drawn"].get_or_set(f"people.{workshop.pk}.{workshop.rev}", count, 60) or {}


def seating(workshop: Workshop) -> list[dict[str, Any]]:
    """Table by table: the group that is there now (if any) and how many people, its host among them.

    A table left vacant at theming has a ``keeper``, the group that names its themes besides its own.
    """
    tables = table_places.with_places(tables_of(workshop).select_related("host__seat"))
    groups = groups_at(workshop)
    keepers = seats.tending_among(groups.values(), tables) if workshop.phase == "theming" else {}
    rows: list[dict[str, Any]] = [
        {"table": table, "group": groups.get((table.cafe_id, table.zone_number))} for table in tables
    ]
    staying = [row["table"].host for row in rows if row["group"] and row["table"].host]
    away = Counter(getattr(host, "seat", None) and host.seat.group_id for host in staying)
    for row in rows:
        group = row["group"]
        row["keeper"] = None if group else keepers.get(row["table"].pk)
        row["people"] = group.size - away[group.pk] + bool(row["table"].host_id) if group else 0
    return rows


def groups_at(workshop: Workshop) -> dict[tuple[int, int], Any]:
    """``(café id, zone number)`` → the group that is there now, with its ``size``, hosts included."""
    here = round_of(workshop)
    return {
        (group.cafe_id, rotation.zone_at(group.number, here)): group for group in seats.groups_of(workshop)
    }


def boards(workshop: Workshop) -> list[dict[str, Any]]:
    """All tables with their notes, for the console: constant queries however many notes."""
    rows = seating(workshop)
    add_notes(workshop, rows)
    for row in rows:
        row["count"] = sum(not note.hidden for note in row["notes"])
    return rows


def add_notes(workshop: Workshop, rows: list[dict[str, Any]]) -> None:
    """Gives each table's row its ``notes``, hidden ones too, each knowing its table."""
    found = by_table(notes().filter(table__cafe__workshop=workshop))
    for row in rows:
        row["notes"] = each_knowing(row["table"], found[row["table"].pk])


def silent_groups(workshop: Workshop, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Groups that have written nothing for some minutes of this round."""
    silent = []
    for row in rows:
        written = [note.created for note in row["notes"]]
        since = max(filter(None, (*written, workshop.moved_at)), default=None)
        minutes = int((timezone.now() - since).total_seconds() // 60) if since else 0
        if row["group"] and row["people"] and minutes >= SILENT_MINUTES:
            silent.append({"group": row["group"], "table": row["table"], "minutes": minutes})
    return silent
