"""Writes that seat everyone: on the way into the café, or anew when a facilitator asks for it on purpose."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from workshops import live
from workshops.course import phases
from workshops.models import Participant, Workshop
from workshops.refusals import Refused
from worryzones import rotation
from worryzones.models import Cafe, CafeGroup, Seat, Table
from worryzones.queries import seats
from worryzones.services import arranging, seating

Dealt = list[list["Participant | int"]]  # an int is somebody without a phone: a number, nobody in particular


def seat_everyone(write: live.Write) -> None:
    """Deals on the first way into the café, then seats whoever has no seat.

    Nobody has one either when a facilitator comes back from after the dialogue, which forgets seats.
    """
    workshop = write.workshop
    cafes, people = seats.cafes_of(workshop).count(), workshop.participants.people()
    if not cafes or (people.exists() and not people.exclude(seat=None).exists()):
        _deal(workshop, cafes or rotation.cafes_for(seats.head_count(workshop)))
    for participant in workshop.participants.present().filter(seat=None, stand=None):
        seating.seat_latecomer(write, participant)


def deal(*, workshop: Workshop, cafes: int, again: bool = False, four: bool = False) -> None:
    """Seats everyone in so many cafés side by side. Hosts stay at their tables, notes at their zones.

    Whoever is seated already is dealt anew only when ``again`` says that this is on purpose. ``four`` asks
    for four groups though some of them will have two people, who are told so on their phones.
    """
    with live.writing(workshop) as write:
        write.require(
            *phases.having("seats_people"),
            otherwise=_("People are seated at the tables in the first dialogue."),
        )
        if seats.cafes_of(workshop).exists() and not again:
            raise Refused(_("People have their seats already. Mix the groups again on the seating page."))
        with arranging.recording_arrangement(write, "dealt_anew"):
            _deal(workshop, cafes, four=four)
        for device in workshop.participants.present().filter(shared=True, stand=None):
            seating.seat_latecomer(write, device)
        write.refetch()


def _deal(workshop: Workshop, cafes: int, *, four: bool = False) -> None:
    standing = _so_many_cafes(workshop, cafes)
    Table.objects.filter(cafe__in=standing).update(keeper=None)
    staying = _hosts_in(standing)
    people: list[tuple[Participant | int, str]] = [(p, p.home_unit) for p in workshop.participants.people()]
    people += [(number, "") for number in range(workshop.phoneless)]
    Seat.objects.filter(participant__workshop=workshop).delete()
    dealt = rotation.deal(people, cafes=cafes, four=four, staying=staying)
    for cafe, groups in zip(standing, dealt, strict=True):
        _seat(cafe, groups, four=four)


def _so_many_cafes(workshop: Workshop, wanted: int) -> list[Cafe]:
    """Opens further cafés, or pours the last ones into the first; what was written stays at its zone."""
    standing = list(seats.cafes_of(workshop))
    while len(standing) < wanted:
        standing.append(seating.open_cafe(workshop))
    for place, cafe in enumerate(standing[wanted:]):
        arranging.merge_tables_into(cafe, standing[place % wanted])
    return standing[:wanted]


def _hosts_in(cafes: Sequence[Cafe]) -> dict[Participant | int, int]:
    """Host → the place of their café in the list."""
    place = {cafe.pk: number for number, cafe in enumerate(cafes)}
    hosted = Table.objects.filter(cafe__in=cafes, host__removed=False).select_related("host")
    return {table.host: place[table.cafe_id] for table in hosted if table.host}


def _seat(cafe: Cafe, dealt: Dealt, *, four: bool) -> None:
    """The café has just these groups, and they have just these people."""
    cafe.groups.filter(number__gt=len(dealt)).delete()
    for number, people in enumerate(dealt, start=1):
        heads = {
            "phoneless": sum(isinstance(person, int) for person in people),
            "small": four and len(people) < rotation.MIN_GROUP,
        }
        group, _is_new = CafeGroup.objects.update_or_create(cafe=cafe, number=number, defaults=heads)
        Seat.objects.bulk_create(
            Seat(participant=person, group=group) for person in people if isinstance(person, Participant)
        )


def count_phoneless(*, workshop: Workshop, people: int) -> None:
    """So many in the room have no phone. They sit with the smallest groups, as a number."""
    with live.writing(workshop) as write:
        if workshop.phoneless == people:
            return
        more = people - workshop.phoneless
        workshop.phoneless = people
        workshop.save(update_fields=["phoneless"])
        groups = list(seats.groups_of(workshop).order_by("cafe__number", "number"))
        if groups:
            _spread(groups, more)
        write.refetch()


def _spread(groups: list[CafeGroup], more: int) -> None:
    """One by one: the smallest group gets one more, or the largest that has any gets one fewer."""
    for _one in range(abs(more)):
        if more > 0:
            group = min(groups, key=_size)
        else:
            group = max((group for group in groups if group.phoneless), key=_size)
        group.phoneless += 1 if more > 0 else -1
        group.size += 1 if more > 0 else -1  # type: ignore[attr-defined]
    CafeGroup.objects.bulk_update(groups, ["phoneless"])


def _size(group: CafeGroup) -> int:
    size: int = group.size  # type: ignore[attr-defined]
    return size
