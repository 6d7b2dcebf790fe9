"""Writes about where people sit: cafés, groups, seats, hosts."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from workshops import live
from workshops.models import Participant, Workshop
from workshops.permissions import Role
from workshops.queries.course import locked
from workshops.refusals import Refused
from worryzones import queries, rotation, zones
from worryzones.models import Cafe, CafeGroup, Seat, Table

SEATED_PHASES = ("cafe", "theming", "sharing", "choosing")


@transaction.atomic
def seat_everyone(workshop: Workshop) -> None:
    """Makes cafés, tables and groups on the first way into the café, then seats whoever has no seat."""
    if not queries.cafes_of(workshop).exists():
        _deal_seats(workshop)
    for participant in workshop.participants.filter(seat=None, removed=False):
        seat_latecomer(participant)


def _deal_seats(workshop: Workshop) -> None:
    people = [(p, p.home_unit) for p in workshop.participants.filter(removed=False)]
    dealt = rotation.deal(people)
    groups: list[CafeGroup] = []
    for number in range(1, rotation.cafes_for(len(people)) + 1):
        cafe = _open_cafe(workshop, number)
        here = dealt[(number - 1) * rotation.TABLES : number * rotation.TABLES]
        groups += [CafeGroup.objects.create(cafe=cafe, number=n) for n in range(1, len(here) + 1)]
    Seat.objects.bulk_create(
        Seat(participant=person, group=group)
        for group, persons in zip(groups, dealt, strict=True)
        for person in persons
    )


def seat_latecomer(participant: Participant) -> None:
    """With the smallest group, once there are groups and dialogue 1 is on."""
    workshop = participant.workshop
    if workshop.phase not in SEATED_PHASES or not queries.cafes_of(workshop).exists():
        return
    Seat.objects.get_or_create(participant=participant, defaults={"group": _group_with_room(workshop)})
    live.changed(workshop, *fragments(workshop))


def _group_with_room(workshop: Workshop) -> CafeGroup:
    """The smallest group; a further one, in a further café if need be, when all are full."""
    smallest = (
        CafeGroup.objects.filter(cafe__workshop=workshop)
        .annotate(size=Count("seats", filter=Q(seats__participant__removed=False)))
        .order_by("size", "pk")
        .first()
    )
    if smallest and smallest.size < rotation.LARGEST_GROUP:
        return smallest
    cafe = queries.cafes_of(workshop).latest("number")
    if cafe.groups.count() == rotation.TABLES:
        cafe = _open_cafe(workshop, cafe.number + 1)
    return CafeGroup.objects.create(cafe=cafe, number=cafe.groups.count() + 1)


def _open_cafe(workshop: Workshop, number: int) -> Cafe:
    cafe = Cafe.objects.create(workshop=workshop, number=number)
    Table.objects.bulk_create(Table(cafe=cafe, zone_number=zone) for zone in zones.NUMBERS)
    return cafe


def leave_table(participant: Participant) -> None:
    """Whoever leaves keeps neither seat nor table; the others see the new head-count."""
    freed = Table.objects.filter(host=participant).update(host=None)
    if Seat.objects.filter(participant=participant).delete()[0] or freed:
        live.changed(participant.workshop, *fragments(participant.workshop))


@transaction.atomic
def take_host(*, table: Table, participant: Participant) -> None:
    """A volunteer hosts the table where they sit; one host a table, one table a host."""
    workshop = locked(table.cafe.workshop)
    table.refresh_from_db()
    if table.host_id == participant.pk:
        return
    if table.host_id is not None:
        raise Refused(_("This table has a host already."))
    Table.objects.filter(host=participant).update(host=None)
    Table.objects.filter(pk=table.pk).update(host=participant)
    live.changed(workshop, whole=True)


@transaction.atomic
def free_host(*, table: Table) -> None:
    """The host walks with their group again."""
    if Table.objects.filter(pk=table.pk).exclude(host=None).update(host=None):
        live.changed(table.cafe.workshop, whole=True)


def fragments(workshop: Workshop) -> tuple[live.Fragment, ...]:
    """How many people each table has, for its people and for the console."""

    def context() -> dict[str, object]:
        return {"workshop": workshop, "boards": queries.seating(workshop)}

    return (
        live.Fragment("worryzones/cafe.html#heads", context, roles=(Role.PARTICIPANT,)),
        live.Fragment("worryzones/console.html#seating", context, roles=(Role.FACILITATOR,)),
    )
