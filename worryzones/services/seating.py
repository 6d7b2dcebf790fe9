"""Writes about where people sit: cafés, groups, seats, hosts."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from workshops import live
from workshops.models import Participant, Workshop
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
        cafe = Cafe.objects.create(workshop=workshop, number=number)
        Table.objects.bulk_create(Table(cafe=cafe, zone_number=zone) for zone in zones.NUMBERS)
        here = dealt[(number - 1) * rotation.TABLES : number * rotation.TABLES]
        groups += [CafeGroup.objects.create(cafe=cafe, number=n) for n in range(1, len(here) + 1)]
    Seat.objects.bulk_create(
        Seat(participant=person, group=group)
        for group, persons in zip(groups, dealt, strict=True)
        for person in persons
    )


def seat_latecomer(participant: Participant) -> None:
    """With the smallest group, once there are groups and dialogue 1 is on."""
    if participant.workshop.phase not in SEATED_PHASES:
        return
    smallest = (
        CafeGroup.objects.filter(cafe__workshop=participant.workshop)
        .annotate(size=Count("seats", filter=Q(seats__participant__removed=False)))
        .order_by("size", "pk")
        .first()
    )
    if smallest:
        Seat.objects.get_or_create(participant=participant, defaults={"group": smallest})


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


