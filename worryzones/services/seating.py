"""Writes about single seats: latecomers, leavers, hosts, shared devices, who looks after a vacant table."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from workshops import live
from workshops.models import Participant, Workshop
from workshops.refusals import Gone, Refused
from worryzones import pushes, recent_seats, rotation, zones
from worryzones.models import Cafe, CafeGroup, Seat, SharedDevice, Table
from worryzones.queries import cafe as cafe_queries
from worryzones.queries import seats

# --- coming and going ---


def seat_latecomer(write: live.Write, participant: Participant) -> None:
    """With the smallest group, once there are groups and dialogue 1 is on; a shared device gets a table."""
    workshop = write.workshop
    if not workshop.traits.seats_people:
        return
    if not seats.cafes_of(workshop).exists():
        write.push(pushes.seating_plan(workshop))
        return
    if participant.shared:
        _stand_somewhere(write, participant)
        return
    group = _group_with_room(workshop, participant.home_unit)
    Seat.objects.get_or_create(participant=participant, defaults={"group": group or open_group(workshop)})
    # here, so that the alert below knows; a cache that hangs costs a second
    recent_seats.record(participant.pk)
    if group and group.size:
        write.push(*pushes.seating(workshop, [group.pk]))
    else:  # with one group more the others are told of hosts
        write.refetch()


def _group_with_room(workshop: Workshop, home_unit: str) -> Any:
    """The smallest group. Nobody is put at a table alone: groups stretch, and the facilitators split them.

    Only when all of them have grown large enough for two does somebody open another one.
    """
    smallest = seats.smallest_group(workshop, home_unit)
    return smallest if smallest and smallest.size < rotation.STRETCHED_GROUP else None


def open_group(workshop: Workshop) -> CafeGroup:
    """A group at a place that is free in a café, else in a further one."""
    for cafe in seats.cafes_of(workshop).prefetch_related("groups"):
        free = free_numbers(cafe)
        if free:
            return CafeGroup.objects.create(cafe=cafe, number=free[0])
    return CafeGroup.objects.create(cafe=open_cafe(workshop), number=1)


def free_numbers(cafe: Cafe) -> list[int]:
    taken = {group.number for group in cafe.groups.all()}
    return [number for number in rotation.NUMBERS if number not in taken]


def open_cafe(workshop: Workshop) -> Cafe:
    """Four more tables, in a café numbered after the last one."""
    last = seats.cafes_of(workshop).order_by("number").last()
    cafe = Cafe.objects.create(workshop=workshop, number=last.number + 1 if last else 1)
    Table.objects.bulk_create(Table(cafe=cafe, zone_number=zone) for zone in zones.NUMBERS)
    tell_cafes_apart(workshop)
    return cafe


def tell_cafes_apart(workshop: Workshop) -> None:
    """Cafés have come or gone: groups carry their café's number where there are several."""
    cafes = seats.cafes_of(workshop)
    cafes.update(alone=cafes.count() == 1)


def leave_table(write: live.Write, participant: Participant) -> None:
    """Whoever leaves keeps neither seat nor table; the others see the new head-count."""
    freed = Table.objects.filter(host=participant).update(host=None)
    group = Seat.objects.filter(participant=participant).values_list("group", flat=True).first()
    Seat.objects.filter(participant=participant).delete()
    SharedDevice.objects.filter(participant=participant).delete()
    if group and not Seat.objects.filter(group=group).exists():
        write.refetch()
    elif freed or group:
        write.push(*pushes.seating(write.workshop, [group] if group else []))


def forget(write: live.Write) -> None:
    """The dialogue is over: nobody's seat, host or place of a device is known any more."""
    here = {"participant__workshop": write.workshop}
    Seat.objects.filter(**here).delete()
    SharedDevice.objects.filter(**here).delete()
    Table.objects.filter(cafe__workshop=write.workshop).update(host=None)


# --- hosts ---


def take_host(*, table: Table, participant: Participant) -> None:
    """A volunteer hosts the table where they sit; one host a table, one table a host."""
    workshop = table.cafe.workshop
    with live.writing(workshop) as write:
        if write.reread(participant).shared:
            raise Refused(_("A shared device cannot host a table; somebody who sits at it can."))
        table = standing_table(workshop, table)
        if table.host_id == participant.pk:
            return
        if table.host_id is not None:
            raise Refused(_("This table has a host already."))
        Table.objects.filter(host=participant).update(host=None)
        Table.objects.filter(pk=table.pk).update(host=participant)
        write.refetch()


def choose_host(*, table: Table, participant: Participant) -> None:
    """A facilitator's choice takes the place of who hosts there; two hosts of two tables change places."""
    workshop = table.cafe.workshop
    with live.writing(workshop) as write:
        table = standing_table(workshop, table)
        seat = Seat.objects.filter(participant=participant).select_related("group").first()
        if seat is None:
            raise Gone(left_words())
        if seat.group.cafe_id != table.cafe_id:
            raise Refused(_("This person sits in another café. Move them to this one first."))
        before, replaced = Table.objects.filter(host=participant).first(), table.host
        if before == table:
            return
        Table.objects.filter(host=participant).update(host=None)
        Table.objects.filter(pk=table.pk).update(host=participant)
        if before and replaced:
            Table.objects.filter(pk=before.pk).update(host=replaced)
        write.refetch()


def free_host(*, table: Table, by: Participant | None = None) -> None:
    """The host walks with their group again. ``by`` is the host who says so, None for a facilitator."""
    with live.writing(table.cafe.workshop) as write:
        hosted = Table.objects.filter(pk=table.pk).exclude(host=None)
        if (hosted.filter(host=by) if by else hosted).update(host=None):
            write.refetch()


def standing_table(workshop: Workshop, table: Table) -> Table:
    found = cafe_queries.tables_of(workshop).filter(pk=table.pk).first()
    if found is None:
        raise Gone(group_gone_words())
    return found


def group_gone_words() -> str:
    return _("This group or café has just been put together with another. Look at who sits where now.")


def left_words() -> str:
    return _("Somebody of those chosen has just left. Look at who sits where now.")


# --- shared devices, vacant tables ---


def stand(*, device: Participant, table: Table) -> None:
    """A shared device goes to another table and stays there."""
    workshop = table.cafe.workshop
    with live.writing(workshop) as write:
        table = standing_table(workshop, table)
        if not workshop.participants.present().filter(pk=device.pk, shared=True).exists():
            raise Gone(left_words())
        SharedDevice.objects.update_or_create(participant=device, defaults={"table": table})
        write.refetch()


def _stand_somewhere(write: live.Write, device: Participant) -> None:
    """At the table that has the fewest devices, one where somebody sits now first."""
    with_devices = cafe_queries.tables_of(write.workshop).annotate(count=Count("devices"))
    visited = cafe_queries.groups_at(write.workshop)

    def fewest(table: Table) -> tuple[bool, int, int, int]:
        vacant = (table.cafe_id, table.zone_number) not in visited
        return vacant, table.count, table.cafe.number, table.zone_number  # type: ignore[attr-defined]

    table = min(with_devices, key=fewest)
    SharedDevice.objects.get_or_create(participant=device, defaults={"table": table})
    write.refetch()


def choose_keeper(*, table: Table, group: CafeGroup) -> None:
    """A facilitator says which group names the themes of a table where nobody sits any more."""
    workshop = table.cafe.workshop
    with live.writing(workshop) as write:
        table = standing_table(workshop, table)
        if not CafeGroup.objects.filter(pk=group.pk, cafe=table.cafe_id).exists():
            raise Gone(group_gone_words())
        if Table.objects.filter(pk=table.pk).exclude(keeper=group).update(keeper=group):
            write.refetch()
