"""The seating as a whole: what it was before an act is kept, so that the act can be undone.

Kept are ids and numbers alone, in the one row that `undo` keeps for a workshop. Undoing makes the same
rows again, so that a phone which still knows its table finds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops import live, undo
from workshops.models import Workshop
from workshops.refusals import Refused
from worryzones.models import Cafe, CafeGroup, Note, Seat, SharedDevice, Table, ThemeGroup
from worryzones.queries import seats
from worryzones.services import seating

Arrangement = dict[str, list[list[Any]]]


@contextmanager
def recording_arrangement(write: live.Write, key: str) -> Iterator[None]:
    """What is done meanwhile can be undone, once people have seats."""
    workshop = write.workshop
    before, texts = arrangement(workshop), _texts(workshop)
    yield
    if not before["cafes"]:
        return
    after = arrangement(workshop)
    vanished = {row[0] for row in before["tables"]} - {row[0] for row in after["tables"]}
    moved = {kind: [row for row in rows if row[1] in vanished] for kind, rows in texts.items()}
    undo.offer(write, key, before=before, after=after, moved=moved)


def arrangement(workshop: Workshop) -> Arrangement:
    """Who sits and hosts where, as rows of ids and numbers."""
    tables = Table.objects.filter(cafe__workshop=workshop)
    return {
        "cafes": _rows(seats.cafes_of(workshop), "pk", "number"),
        "groups": _rows(seats.groups_of(workshop), "pk", "cafe", "number", "phoneless", "small"),
        "tables": _rows(tables, "pk", "cafe", "zone_number", "host", "keeper"),
        "seats": _rows(Seat.objects.filter(participant__workshop=workshop), "participant", "group"),
        "stands": _rows(SharedDevice.objects.filter(participant__workshop=workshop), "participant", "table"),
    }


def _texts(workshop: Workshop) -> Arrangement:
    """At which table each note and theme group is."""
    here = {"table__cafe__workshop": workshop}
    return {
        "notes": [[str(pk), table] for pk, table in _rows(Note.objects.filter(**here), "pk", "table")],
        "theme_groups": _rows(ThemeGroup.objects.filter(**here), "pk", "table"),
    }


def _rows(things: QuerySet[Any], *names: str) -> list[list[Any]]:
    return [list(row) for row in things.order_by(names[0]).values_list(*names)]


# --- back ---


@undo.undoable("people_moved", gettext_lazy("People were moved."))
@undo.undoable("group_split", gettext_lazy("A group was split."))
@undo.undoable("groups_merged", gettext_lazy("Two groups were put together."))
@undo.undoable("cafe_split", gettext_lazy("A café was split."))
@undo.undoable("cafes_merged", gettext_lazy("Two cafés were put together."))
@undo.undoable("dealt_anew", gettext_lazy("The groups were mixed again."))
def undo_seating(write: live.Write, *, before: Arrangement, after: Arrangement, moved: Arrangement) -> None:
    """Who has come meanwhile keeps their seat or gets one; who has left stays away."""
    workshop = write.workshop
    now = arrangement(workshop)
    if not (_stands_still(now, after) and _texts_stand_still(moved)):
        raise Refused(_("The seats have been changed since. Look at who sits where now."))
    _take_apart(workshop, before, now)
    _put_back(before, now)
    for kind, things in (("notes", Note), ("theme_groups", ThemeGroup)):
        _back_to_their_tables(things, moved[kind])
    seating.tell_cafes_apart(workshop)
    for newcomer in workshop.participants.present().filter(seat=None, stand=None):
        seating.seat_latecomer(write, newcomer)
    write.refetch()


def _stands_still(now: Arrangement, after: Arrangement) -> bool:
    """Nobody and nothing has been moved since; people may have come and gone."""
    if any(now[kind] != after[kind] for kind in ("cafes", "groups", "tables")):
        return False
    places = {kind: dict(map(tuple, now[kind])) for kind in ("seats", "stands")}
    return all(
        places[kind].get(who, where) == where for kind in ("seats", "stands") for who, where in after[kind]
    )


def _texts_stand_still(moved: Arrangement) -> bool:
    """No table has since put together notes that would part again."""
    notes, groups = ({row[0] for row in moved[kind]} for kind in ("notes", "theme_groups"))
    elsewhere = Note.objects.filter(pk__in=notes).exclude(theme_group=None).exclude(theme_group__in=groups)
    added = Note.objects.filter(theme_group__in=groups).exclude(pk__in=notes)
    return not (elsewhere.exists() or added.exists())


def _take_apart(workshop: Workshop, before: Arrangement, now: Arrangement) -> None:
    """No seat, group or host is left; a café that has been opened since is put back where it came from."""
    Table.objects.filter(cafe__workshop=workshop).update(host=None, keeper=None)
    CafeGroup.objects.filter(cafe__workshop=workshop).delete()
    stood = {pk for pk, _number in before["cafes"]}
    Cafe.objects.bulk_create(
        Cafe(pk=pk, workshop=workshop, number=number)
        for pk, number in before["cafes"]
        if pk not in {row[0] for row in now["cafes"]}
    )
    Table.objects.bulk_create(
        Table(pk=pk, cafe_id=cafe, zone_number=zone)
        for pk, cafe, zone, _host, _keeper in before["tables"]
        if pk not in {row[0] for row in now["tables"]}
    )
    for cafe in seats.cafes_of(workshop).exclude(pk__in=stood):
        merge_tables_into(cafe, Cafe.objects.select_related("workshop").get(pk=_came_from(cafe, before, now)))


def _came_from(cafe: Cafe, before: Arrangement, now: Arrangement) -> int:
    """The café where people of this one sat before."""
    here = {group for group, of, *_rest in now["groups"] if of == cafe.pk}
    people = {person for person, group in now["seats"] if group in here}
    groups = {group for person, group in before["seats"] if person in people}
    cafes = [of for group, of, *_rest in before["groups"] if group in groups]
    found: int = (cafes or [before["cafes"][0][0]])[0]
    return found


def _put_back(before: Arrangement, now: Arrangement) -> None:
    """The groups, and at them and at the tables whoever is still here."""
    CafeGroup.objects.bulk_create(
        CafeGroup(pk=pk, cafe_id=cafe, number=number, phoneless=phoneless, small=small)
        for pk, cafe, number, phoneless, small in before["groups"]
    )
    sat, here = dict(map(tuple, before["seats"])), {row[0] for row in now["seats"]}
    came = {who: group for who, group in now["seats"] if group in {row[0] for row in before["groups"]}}
    Seat.objects.bulk_create(
        Seat(participant_id=who, group_id=group) for who, group in {**came, **sat}.items() if who in here
    )
    for pk, _cafe, _zone, host, keeper in before["tables"]:
        Table.objects.filter(pk=pk).update(host=host if host in here else None, keeper=keeper)
    for device, table in before["stands"]:
        SharedDevice.objects.filter(participant=device).update(table=table)


def _back_to_their_tables(things: type[Model], rows: list[list[Any]]) -> None:
    for table in {table for _pk, table in rows}:
        things._default_manager.filter(pk__in=[pk for pk, at in rows if at == table]).update(table=table)


# --- cafés that go ---


def merge_tables_into(cafe: Cafe, into: Cafe) -> None:
    """What stands on the café's tables goes to the same zones of another one, and the café goes."""
    theirs = {table.zone_number: table for table in into.tables.all()}
    for table in cafe.tables.all():
        for things in (Note.objects, ThemeGroup.objects, SharedDevice.objects):
            things.filter(table=table).update(table=theirs[table.zone_number])
    Cafe.objects.filter(pk=cafe.pk).delete()
    seating.tell_cafes_apart(into.workshop)
