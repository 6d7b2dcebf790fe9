"""Writes of a facilitator who changes the seating while it stands: people, groups and cafés.

A group keeps its number wherever it can: the number says which zones are still to come, so nobody meets a
zone twice. Where people sat before is kept for a minute, so that the last act can be undone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from workshops import live
from workshops.live.close_codes import CloseCode
from workshops.models import Participant, Workshop
from workshops.refusals import Gone, Refused
from worryzones import pushes, rotation
from worryzones.models import Cafe, CafeGroup, Seat, Table
from worryzones.queries import seats
from worryzones.services import arranging, seating, small_groups

MIN_TO_SPLIT = 4  # nobody is left alone by it


def move_people(
    *,
    group: CafeGroup,
    people: Collection[Participant] = (),
    heads: Mapping[int, int] | None = None,
    small: bool = False,
) -> None:
    """The people walk with ``group`` from now on; ``heads``: group id → how many without a phone.

    Raises `TooSmall` when a group of one or two would be left and ``small`` does not say that it may.
    """
    with _moving(group) as write:
        workshop = write.workshop
        heads = {pk: count for pk, count in (heads or {}).items() if pk != group.pk}
        if not people and not heads:
            raise Refused(_("Choose first who is to move."))
        with (
            arranging.recording_arrangement(write, "people_moved"),
            small_groups.on_purpose(workshop, small=small),
        ):
            came_from = _replace_seats(workshop, people, group)
            for pk, count in heads.items():
                _take_heads(workshop, pk, count)
                CafeGroup.objects.filter(pk=group.pk).update(phoneless=F("phoneless") + count)
        write.push(*pushes.seating(workshop, {group.pk, *came_from, *heads}))
        for person in people:
            write.close_sockets(CloseCode.SEAT_CHANGED, participant_id=person.pk)


@contextmanager
def _moving(*places: CafeGroup | Cafe) -> Iterator[live.Write]:
    """A write about groups or cafés as they are now."""
    workshop = places[0].workshop if isinstance(places[0], Cafe) else places[0].cafe.workshop
    with live.writing(workshop) as write:
        for place in places:
            along = ("workshop",) if isinstance(place, Cafe) else ("cafe__workshop",)
            write.reread(place, *along, gone=seating.group_gone_words())
        yield write


def _replace_seats(workshop: Workshop, people: Collection[Participant], group: CafeGroup) -> set[int]:
    """Answers which groups they came from. A host who goes to another café hosts no longer."""
    chosen = {person.pk for person in people}
    present = workshop.participants.people().filter(pk__in=chosen)
    if present.count() < len(chosen):
        raise Gone(seating.left_words())
    seated = Seat.objects.filter(participant__in=chosen)
    came_from = set(seated.values_list("group", flat=True))
    seated.delete()
    Seat.objects.bulk_create(Seat(participant=person, group=group) for person in present)
    Table.objects.filter(host__in=chosen).exclude(cafe=group.cafe_id).update(host=None)
    return came_from


def _take_heads(workshop: Workshop, group_id: int, count: int) -> None:
    groups = CafeGroup.objects.filter(pk=group_id, cafe__workshop=workshop, phoneless__gte=count)
    if not groups.update(phoneless=F("phoneless") - count):
        raise Gone(seating.left_words())


def split_group(*, group: CafeGroup, small: bool = False) -> CafeGroup:
    """Half of the group sits down at a table of its own: a free one of the café, else in another café.

    Raises `TooSmall` as `move_people` does.
    """
    with _moving(group) as write:
        if seats.groups_of(write.workshop).get(pk=group.pk).size < MIN_TO_SPLIT:
            raise Refused(_("A group of fewer than four people is too small to split."))
        with (
            arranging.recording_arrangement(write, "group_split"),
            small_groups.on_purpose(write.workshop, small=small),
        ):
            half = _place_for_half(write.workshop, group)
            _halve(group, half)
        write.refetch()
        return half


def _place_for_half(workshop: Workshop, group: CafeGroup) -> CafeGroup:
    free = seating.free_numbers(group.cafe)
    if free:
        now = workshop.round or (rotation.ROUNDS if workshop.phase != "welcome" else 0)
        number = rotation.number_for(free, group.number, now)
        return CafeGroup.objects.create(cafe=group.cafe, number=number)
    others = seats.cafes_of(workshop).exclude(groups__number=group.number)
    cafe = others.first() or seating.open_cafe(workshop)
    return CafeGroup.objects.create(cafe=cafe, number=group.number)


def _people_of(group: CafeGroup) -> QuerySet[Participant]:
    return group.cafe.workshop.participants.people().filter(seat__group=group).order_by("pk")


def _halve(group: CafeGroup, half: CafeGroup) -> None:
    seated = _people_of(group)
    hosts = set(seated.exclude(hosted_table=None))
    staying, going = rotation.halves([(person, person.home_unit) for person in seated], hosts)
    heads = group.phoneless // 2 + (group.phoneless % 2 and len(staying) > len(going))
    CafeGroup.objects.filter(pk=group.pk).update(phoneless=group.phoneless - heads)
    CafeGroup.objects.filter(pk=half.pk).update(phoneless=heads)
    _replace_seats(half.cafe.workshop, going, half)


def merge_groups(*, group: CafeGroup, into: CafeGroup) -> None:
    """All of ``group`` walk with the other group; its table stands vacant from now on."""
    with _moving(group, into) as write:
        if group == into:
            return
        cafe = group.cafe
        with arranging.recording_arrangement(write, "groups_merged"):
            _join(group, into)
            if not cafe.groups.exists():
                arranging.merge_tables_into(cafe, into.cafe)
        write.refetch()


def _join(group: CafeGroup, into: CafeGroup) -> None:
    sizes = dict(
        seats.groups_of(into.cafe.workshop).filter(pk__in=(group.pk, into.pk)).values_list("pk", "size")
    )
    together = sum(sizes.values())
    if together > rotation.STRETCHED_GROUP:
        words = _("Together they would be %(people)s people, too many for one table. Move some first.")
        raise Refused(words % {"people": together})
    people = list(_people_of(group))
    Seat.objects.filter(group=group).delete()
    Seat.objects.bulk_create(Seat(participant=person, group=into) for person in people)
    if group.cafe_id != into.cafe_id:
        Table.objects.filter(host__in=people).update(host=None)
    CafeGroup.objects.filter(pk=into.pk).update(phoneless=F("phoneless") + group.phoneless)
    CafeGroup.objects.filter(pk=group.pk).delete()


def split_cafe(*, cafe: Cafe) -> Cafe:
    """Half of the café moves to four tables of its own: half of each group, or every other group if small."""
    with _moving(cafe) as write:
        groups = list(seats.groups_of(write.workshop).filter(cafe=cafe).order_by("number"))
        in_halves = all(group.size >= 2 * rotation.MIN_GROUP for group in groups)
        if not in_halves and len(groups) < 2:
            raise Refused(_("This café is too small to split: each half needs a group of three."))
        with (
            arranging.recording_arrangement(write, "cafe_split"),
            small_groups.on_purpose(write.workshop, small=False),
        ):
            new = seating.open_cafe(write.workshop)
            if in_halves:
                for group in groups:
                    _halve(group, CafeGroup.objects.create(cafe=new, number=group.number))
            else:
                _resettle(groups[1::2], new)
        write.refetch()
        return new


def _resettle(groups: Collection[CafeGroup], cafe: Cafe) -> None:
    """The groups go on in another café, where their numbers are free; their hosts give up their tables."""
    for group in groups:
        Table.objects.filter(host__seat__group=group).update(host=None)
        CafeGroup.objects.filter(pk=group.pk).update(cafe=cafe)


def merge_cafes(*, cafe: Cafe, into: Cafe) -> None:
    """Groups of the same number become one; the others keep walking. Notes stay at their zones."""
    with _moving(cafe, into) as write:
        if cafe == into:
            return
        with arranging.recording_arrangement(write, "cafes_merged"):
            _merge_with_people(cafe, into)
        write.refetch()


def _merge_with_people(cafe: Cafe, into: Cafe) -> None:
    """The café's hosts host the other café's tables where nobody does."""
    standing = {group.number: group for group in into.groups.select_related("cafe")}
    hosts = {table.zone_number: table.host for table in cafe.tables.select_related("host")}
    for group in cafe.groups.select_related("cafe"):
        if group.number in standing:
            _join(group, standing[group.number])
        else:
            _resettle([group], into)
    arranging.merge_tables_into(cafe, into)
    for zone, host in hosts.items():
        if host:
            Table.objects.filter(cafe=into, zone_number=zone, host=None).update(host=host)
