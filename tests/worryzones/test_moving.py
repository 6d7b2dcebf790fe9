"""What facilitators change while people sit: persons, groups, cafés, hosts, devices; all that stays true."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.factories import go, join, many, many_notes, note_by, table_of, with_device
from workshops import privacy, undo
from workshops.access.permissions import Role
from workshops.refusals import Refused
from workshops.services import course, people
from worryzones import rotation
from worryzones.models import Cafe, CafeGroup, Note, Seat, SharedDevice, Table, ThemeGroup
from worryzones.queries import cafe as cafe_queries
from worryzones.queries import plan, seats
from worryzones.services import dealing, moving, seating, theming
from worryzones.services.arranging import arrangement
from worryzones.services.small_groups import TooSmall


def groups(workshop):
    return list(seats.groups_of(workshop).order_by("cafe__number", "number"))


def sizes(workshop):
    return [group.size for group in groups(workshop)]


def person_of(group):
    return group.seats.select_related("participant").order_by("pk").first().participant


def true_seating(workshop):
    """Whatever was done: everyone sits once, no table has two groups, hosts sit in their table's café."""
    everyone = set(workshop.participants.people().values_list("pk", flat=True))
    assert (
        set(Seat.objects.filter(group__cafe__workshop=workshop).values_list("participant", flat=True))
        == everyone
    )
    assert sum(sizes(workshop)) == seats.head_count(workshop)
    places = Counter((group.cafe_id, group.number) for group in groups(workshop))
    assert max(places.values()) == 1
    for table in Table.objects.filter(cafe__workshop=workshop).exclude(host=None):
        assert table.host.seat.group.cafe_id == table.cafe_id
    assert workshop.phoneless == sum(group.phoneless for group in groups(workshop))
    return True


# --- latecomers and leavers ---


def test_latecomers_stretch_full_groups_rather_than_sit_alone(workshop_at):
    workshop = workshop_at("cafe-1", people=32)
    many(workshop, 4)
    assert sizes(workshop) == [9, 9, 9, 9]
    assert Cafe.objects.count() == 1


def test_when_all_groups_are_large_enough_for_two_another_one_opens(workshop_at):
    workshop = workshop_at("cafe-1", people=3)
    many(workshop, 10)
    assert sizes(workshop) == [12, 1]
    assert true_seating(workshop)


def test_latecomer_prefers_among_the_smallest_the_group_without_their_unit(workshop_at):
    workshop = workshop_at("cafe-1", people=0)
    dealt = groups(workshop)[0]
    other = CafeGroup.objects.create(cafe=dealt.cafe, number=2)
    moving.move_people(group=dealt, people=[join(workshop, home_unit="School").participant])
    moving.move_people(group=other, people=[join(workshop, home_unit="Clinic").participant])
    assert cafe_queries.group_of(join(workshop, home_unit="School").participant) == other


def test_people_who_come_after_an_early_seating_get_a_seat_at_once(workshop_at):
    workshop = workshop_at("welcome", people=8)
    dealing.deal(workshop=workshop, cafes=1)
    join(workshop)
    assert sizes(workshop) == [5, 4]
    go(workshop, "cafe-1")
    assert true_seating(workshop)


# --- moving people ---


def test_move_people_changes_their_group_and_keeps_nothing_of_the_one_before(workshop_at):
    workshop = workshop_at("cafe-2", people=16)
    first, second, *_ = groups(workshop)
    moved = person_of(first)
    before = Seat.objects.get(participant=moved).pk
    moving.move_people(group=second, people=[moved])
    assert cafe_queries.group_of(moved) == second
    assert not Seat.objects.filter(pk=before).exists()
    assert sizes(workshop) == [3, 5, 4, 4]


def test_move_people_tells_the_facilitators_the_groups_it_touched(workshop_at, frames):
    workshop = workshop_at("cafe-2", people=16)
    first, second, third, _fourth = groups(workshop)
    with frames(workshop, Role.FACILITATOR) as sent:
        moving.move_people(group=second, people=[person_of(first)])
    assert len(sent) == 1
    html = sent[0]["html"]
    assert [f'id="cafe-group-{g.pk}"' in html for g in (first, second, third)] == [True, True, False]


def test_move_people_wakes_the_phone_of_whoever_moved_and_no_other(workshop_at, frames):
    workshop = workshop_at("cafe-2", people=16)
    first, second, *_ = groups(workshop)
    moved = person_of(first)
    with frames(workshop, Role.PARTICIPANT) as sent:
        moving.move_people(group=second, people=[moved])
    told = [message for message in sent if message.get("type") == "shut"]
    assert [(message["participant"], message["code"]) for message in told] == [(moved.pk, 4205)]


def test_a_host_who_moves_to_another_cafe_hosts_no_longer(workshop_at):
    workshop = workshop_at("cafe-1", people=40)
    here, there = groups(workshop)[0], groups(workshop)[-1]
    host = person_of(here)
    table = Table.objects.get(cafe=here.cafe, zone_number=1)
    seating.choose_host(table=table, participant=host)
    neighbour = next(g for g in groups(workshop) if g.cafe_id == here.cafe_id and g != here)
    moving.move_people(group=neighbour, people=[host])
    table.refresh_from_db()
    assert table.host == host
    moving.move_people(group=there, people=[host])
    table.refresh_from_db()
    assert table.host is None


def test_move_people_to_a_group_that_was_merged_away_is_refused_and_nobody_moves(workshop_at):
    workshop = workshop_at("cafe-1", people=16)
    first, second, third, _fourth = groups(workshop)
    moving.merge_groups(group=second, into=third)
    with pytest.raises(Refused, match="put together with another"):
        moving.move_people(group=second, people=[person_of(first)])
    assert sizes(workshop) == [4, 8, 4]


def test_move_people_refuses_who_has_just_left_and_the_others_stay(workshop_at):
    workshop = workshop_at("cafe-1", people=16)
    first, second, *_ = groups(workshop)
    staying, leaving = (seat.participant for seat in first.seats.select_related("participant")[:2])
    people.remove(participant=leaving)
    with pytest.raises(Refused, match="has just left"):
        moving.move_people(group=second, people=[staying, leaving])
    assert cafe_queries.group_of(staying) == first


def test_move_people_needs_somebody(workshop_at):
    workshop = workshop_at("cafe-1", people=16)
    with pytest.raises(Refused, match="Choose first who is to move"):
        moving.move_people(group=groups(workshop)[0])


# --- groups of one or two ---


def test_a_group_of_one_or_two_is_made_on_purpose_alone(workshop_at):
    """Facilitators could split four in halves and move everyone but one: every note there was hers."""
    workshop = workshop_at("cafe-1", people=16)
    first, second, *_ = groups(workshop)
    before = arrangement(workshop)
    two = [seat.participant for seat in first.seats.select_related("participant")[:2]]
    for act in (
        lambda: moving.split_group(group=first),
        lambda: moving.move_people(group=second, people=two),
        lambda: moving.move_people(group=seating.open_group(workshop), people=two[:1]),
    ):
        with pytest.raises(TooSmall):
            act()
        CafeGroup.objects.filter(cafe__number=2).delete()  # opened for the last act
        Cafe.objects.filter(number=2).delete()
    seating.tell_cafes_apart(workshop)
    assert arrangement(workshop) == before
    moving.move_people(group=second, people=two, small=True)
    assert sizes(workshop) == [2, 6, 4, 4]


def test_the_yes_is_kept_for_the_group_and_taken_back_with_the_move(workshop_at):
    workshop = workshop_at("cafe-1", people=16)
    first, second, *_ = groups(workshop)
    one, two, three, _four = (seat.participant for seat in first.seats.select_related("participant"))
    moving.move_people(group=second, people=[one, two], small=True)
    moving.move_people(group=second, people=[three])
    assert sizes(workshop) == [1, 7, 4, 4]
    undo.undo(workshop=workshop)
    assert sizes(workshop) == [2, 6, 4, 4]
    assert [group.small for group in groups(workshop)] == [True, False, False, False]


def test_a_small_group_that_grows_is_not_asked_about(workshop_at):
    workshop = workshop_at("cafe-1", people=6)
    first, second = groups(workshop)
    one, two, three = (seat.participant for seat in first.seats.select_related("participant"))
    people.leave(participant=one)
    people.leave(participant=two)
    moving.move_people(group=second, people=[three])  # nobody is left alone
    assert sizes(workshop) == [0, 4]


def test_people_who_leave_are_never_held_back(workshop_at):
    """Thirteen people, of whom four leave in round 2."""
    workshop = workshop_at("cafe-2", people=13)
    notes = {note_by(join(workshop)).pk}
    small = groups(workshop)[1]
    for seat in [*small.seats.all()][:2] + [*groups(workshop)[0].seats.all()][:2]:
        people.leave(participant=seat.participant)
    assert true_seating(workshop)
    assert set(Note.objects.values_list("pk", flat=True)) == notes
    assert not CafeGroup.objects.filter(small=True).exists()


def test_after_theming_nobody_is_asked(workshop_at):
    workshop = workshop_at("sharing", people=16)
    first, second, *_ = groups(workshop)
    moving.move_people(group=second, people=[person_of(first)])
    moving.split_group(group=groups(workshop)[2])
    assert sorted(sizes(workshop)) == [2, 2, 3, 4, 5]


def test_four_groups_can_be_asked_for_from_eight_people_on(workshop_at):
    workshop = workshop_at("welcome", people=9)
    dealing.deal(workshop=workshop, cafes=1, four=True)
    assert sizes(workshop) == [3, 2, 2, 2]
    assert [group.small for group in groups(workshop)] == [False, True, True, True]
    dealing.deal(workshop=workshop, cafes=1, again=True)
    assert sizes(workshop) == [3, 3, 3]
    assert not any(group.small for group in groups(workshop))


# --- splitting and merging ---


def test_split_group_sits_down_at_a_free_table_of_its_cafe(workshop_at):
    workshop = workshop_at("cafe-1", people=8)
    first, second = groups(workshop)
    moving.merge_groups(group=second, into=first)
    moving.split_group(group=first)
    assert sizes(workshop) == [4, 4]
    assert Cafe.objects.count() == 1
    assert true_seating(workshop)


def test_split_group_of_a_full_cafe_goes_on_elsewhere_with_the_same_zones_to_come(workshop_at):
    workshop = workshop_at("cafe-2", people=32)
    group = groups(workshop)[2]
    half = moving.split_group(group=group)
    assert half.cafe.number == 2
    assert half.number == group.number
    assert true_seating(workshop)


def test_split_group_of_three_is_refused(workshop_at):
    workshop = workshop_at("cafe-1", people=3)
    with pytest.raises(Refused, match="too small to split"):
        moving.split_group(group=groups(workshop)[0])


def test_split_group_leaves_hosts_in_their_cafe(workshop_at):
    workshop = workshop_at("cafe-1", people=32)
    group = groups(workshop)[0]
    for table, seat in zip(Table.objects.order_by("zone_number"), group.seats.order_by("pk"), strict=False):
        seating.choose_host(table=table, participant=seat.participant)
    moving.split_group(group=group)
    assert Table.objects.filter(cafe=group.cafe).exclude(host=None).count() == 4
    assert true_seating(workshop)


def test_merge_groups_refuses_more_than_fit_at_a_table(workshop_at):
    workshop = workshop_at("cafe-1", people=32)
    first, second, *_ = groups(workshop)
    with pytest.raises(Refused, match="16 people, too many for one table"):
        moving.merge_groups(group=first, into=second)
    assert true_seating(workshop)


def test_merge_groups_of_two_cafes_keeps_what_the_emptied_cafe_wrote(workshop_at):
    workshop = workshop_at("cafe-1", people=4)
    moving.split_cafe(cafe=_grown(workshop, 8))
    first, second = groups(workshop)
    assert first.cafe != second.cafe
    note = many_notes_at(workshop, second)[0]
    moving.merge_groups(group=second, into=first)
    note.refresh_from_db()
    assert note.table.cafe == first.cafe
    assert Cafe.objects.count() == 1


def _grown(workshop, count):
    many(workshop, count - 4)
    return Cafe.objects.get()


def many_notes_at(workshop, group, count=1):
    table = Table.objects.get(cafe=group.cafe, zone_number=rotation.zone_at(group.number, workshop.round))
    return many_notes(join(workshop), count, table=table)


def names(workshop):
    return {str(group) for group in CafeGroup.objects.filter(cafe__workshop=workshop).select_related("cafe")}


def test_groups_carry_the_number_of_their_cafe_only_while_there_are_several(workshop_at):
    workshop = workshop_at("cafe-1", people=36)
    course.update_workshop(workshop=workshop, language="en")
    trees = {"Aspen", "Birch", "Pine", "Rowan"}
    numbered = {f"{tree} {cafe}" for tree in trees for cafe in (1, 2)}
    first, second = Cafe.objects.all()
    assert names(workshop) == numbered == {walk.name for walk in plan.walks(workshop)}
    moving.merge_cafes(cafe=first, into=second)
    assert names(workshop) == trees == {walk.name for walk in plan.walks(workshop)}


def test_plan_names_groups_as_they_will_be_called(workshop_at):
    workshop = workshop_at("welcome", people=36)
    planned = {walk.name for walk in plan.walks(workshop)}
    go(workshop, "cafe-1")
    assert names(workshop) == planned


@pytest.mark.parametrize("step", ["cafe-1", "cafe-3", "theming"])
def test_split_cafe_and_merge_again_loses_neither_people_nor_texts(workshop_at, step):
    workshop = workshop_at(step, people=36)
    first, second = Cafe.objects.all()
    writers = [join(workshop) for _ in range(6)]
    notes = {note_by(writer).pk for writer in writers}
    if step == "theming":
        note = Note.objects.filter(table__cafe=second).first() or note_by(writers[0])
        theming.make_theme_group(table=note.table, notes=[note], title="Mornings")
    zone_of = dict(Note.objects.values_list("pk", "table__zone_number"))
    moving.merge_cafes(cafe=second, into=first)
    assert Cafe.objects.count() == 1
    assert dict(Note.objects.values_list("pk", "table__zone_number")) == zone_of
    assert notes == set(Note.objects.values_list("pk", flat=True))
    assert ThemeGroup.objects.filter(table__cafe=first).count() == (step == "theming")
    assert true_seating(workshop)
    new = moving.split_cafe(cafe=first)
    assert {group.number for group in new.groups.all()} == {1, 2, 3, 4}
    assert true_seating(workshop)


def test_split_cafe_of_small_groups_moves_every_other_group_whole(workshop_at):
    workshop = workshop_at("cafe-2", people=11)
    new = moving.split_cafe(cafe=Cafe.objects.get())
    assert [(group.number, group.seats.count()) for group in new.groups.all()] == [(2, 4)]
    assert true_seating(workshop)


def test_split_cafe_of_one_small_group_is_refused(workshop_at):
    workshop_at("cafe-1", people=5)
    with pytest.raises(Refused, match="too small to split"):
        moving.split_cafe(cafe=Cafe.objects.get())


def test_merge_cafes_keeps_the_host_who_was_there_and_takes_over_those_of_vacant_tables(workshop_at):
    workshop = workshop_at("cafe-1", people=36)
    first, second = Cafe.objects.all()
    hosts = {}
    for cafe, zones_hosted in ((first, (1,)), (second, (1, 2))):
        crowd = [seat.participant for seat in Seat.objects.filter(group__cafe=cafe).order_by("pk")]
        for zone, host in zip(zones_hosted, crowd, strict=False):
            hosts[cafe, zone] = host
            seating.choose_host(table=Table.objects.get(cafe=cafe, zone_number=zone), participant=host)
    moving.merge_cafes(cafe=second, into=first)
    hosted = {table.zone_number: table.host for table in Table.objects.exclude(host=None)}
    assert hosted == {1: hosts[first, 1], 2: hosts[second, 2]}
    assert true_seating(workshop)


def test_a_cafe_that_was_merged_away_is_refused_in_words(workshop_at):
    workshop_at("cafe-1", people=36)
    first, second = Cafe.objects.all()
    moving.merge_cafes(cafe=second, into=first)
    for act in (lambda: moving.split_cafe(cafe=second), lambda: moving.merge_cafes(cafe=second, into=first)):
        with pytest.raises(Refused, match="put together with another"):
            act()


# --- dealing anew ---


def test_deal_anew_happens_on_purpose_only(workshop_at):
    workshop = workshop_at("cafe-1", people=16)
    before = set(Seat.objects.values_list("participant", "group"))
    with pytest.raises(Refused, match="have their seats already"):
        dealing.deal(workshop=workshop, cafes=1)
    assert set(Seat.objects.values_list("participant", "group")) == before
    dealing.deal(workshop=workshop, cafes=1, again=True)
    assert set(Seat.objects.values_list("participant", "group")) != before
    assert true_seating(workshop)


def test_deal_anew_leaves_hosts_at_their_tables_and_notes_at_their_zones(workshop_at):
    workshop = workshop_at("cafe-2", people=40)
    table = Table.objects.filter(cafe__number=2, zone_number=3).get()
    host = person_of(CafeGroup.objects.filter(cafe=table.cafe).first())
    seating.choose_host(table=table, participant=host)
    note = note_by(join(workshop), table=table)
    dealing.deal(workshop=workshop, cafes=3, again=True)
    table.refresh_from_db()
    assert table.host == host
    assert true_seating(workshop)
    dealing.deal(workshop=workshop, cafes=2, again=True)
    note.refresh_from_db()
    assert note.table.zone_number == 3
    assert Cafe.objects.count() == 2
    assert true_seating(workshop)


def test_deal_is_for_the_first_dialogue(workshop_at):
    workshop = workshop_at("interlude", people=16)
    with pytest.raises(Refused, match="first dialogue"):
        dealing.deal(workshop=workshop, cafes=1, again=True)


# --- people without a phone ---


def test_people_without_a_phone_are_counted_and_dealt_with_the_others(workshop_at):
    workshop = workshop_at("welcome", people=10)
    dealing.count_phoneless(workshop=workshop, people=6)
    workshop.refresh_from_db()
    go(workshop, "cafe-1")
    assert sizes(workshop) == [4, 4, 4, 4]
    assert sum(group.phoneless for group in groups(workshop)) == 6
    assert true_seating(workshop)


def test_people_without_a_phone_come_and_go_while_rounds_run(workshop_at):
    workshop = workshop_at("cafe-2", people=16)
    for count, expected in ((4, [5, 5, 5, 5]), (1, [5, 4, 4, 4]), (0, [4, 4, 4, 4])):
        dealing.count_phoneless(workshop=workshop, people=count)
        workshop.refresh_from_db()
        assert sorted(sizes(workshop), reverse=True) == expected
        assert true_seating(workshop)


def test_a_head_without_a_phone_moves_as_a_number(workshop_at):
    workshop = workshop_at("cafe-2", people=16)
    dealing.count_phoneless(workshop=workshop, people=1)
    workshop.refresh_from_db()
    source = next(group for group in groups(workshop) if group.phoneless)
    target = next(group for group in groups(workshop) if not group.phoneless)
    moving.move_people(group=target, heads={source.pk: 1})
    target.refresh_from_db()
    assert target.phoneless == 1
    with pytest.raises(Refused, match="has just left"):
        moving.move_people(group=target, heads={source.pk: 1})
    assert true_seating(workshop)


# --- shared devices ---


def test_shared_device_stays_at_its_table_and_counts_as_nobody(workshop_at):
    workshop = workshop_at("welcome", people=16)
    device = join_shared(workshop)
    go(workshop, "cafe-1")
    table = table_of(device)
    assert sizes(workshop) == [4, 4, 4, 4]
    assert not Seat.objects.filter(participant=device.participant).exists()
    go(workshop, "theming")
    assert table_of(device) == table
    assert seats.head_count(workshop) == 16
    assert true_seating(workshop)


def test_shared_device_writes_at_its_table_in_every_round(workshop_at):
    workshop = workshop_at("welcome", people=4)
    device = join_shared(workshop)
    go(workshop, "cafe-3")
    table = table_of(device)
    body = {"id": "6f1c8a4e-0000-4000-8000-000000000001", "kind": "helps", "text": "Ours", "table": table.pk}
    assert device.post("worryzones:post_note", workshop.code, **body).status_code == 204
    assert Note.objects.get().table == table


def test_shared_devices_stand_at_different_tables_and_can_be_moved(workshop_at):
    workshop = workshop_at("cafe-1", people=16)
    devices = [join_shared(workshop) for _ in range(4)]
    assert len({table_of(device) for device in devices}) == 4
    other = table_of(devices[1])
    seating.stand(device=devices[0].participant, table=other)
    assert table_of(devices[0]) == other


def join_shared(workshop):
    person = with_device()
    person.participant = people.join(workshop=workshop, device=person.device, shared=True)
    return person


def test_shared_device_hosts_no_table_and_leaves_no_trace(workshop_at):
    workshop = workshop_at("cafe-1", people=16)
    device = join_shared(workshop)
    with pytest.raises(Refused, match="cannot host a table"):
        seating.take_host(table=table_of(device), participant=device.participant)
    people.leave(participant=device.participant)
    assert not SharedDevice.objects.exists()


# --- hosts ---


def test_choose_host_takes_the_place_of_who_hosts_and_two_hosts_change_places(workshop_at):
    workshop = workshop_at("cafe-1", people=16)
    one, two = Table.objects.filter(zone_number__in=(1, 2)).order_by("zone_number")
    first, second, third, _fourth = (person_of(group) for group in groups(workshop))
    seating.choose_host(table=one, participant=first)
    seating.choose_host(table=two, participant=second)
    seating.choose_host(table=two, participant=first)
    assert [Table.objects.get(pk=t.pk).host for t in (one, two)] == [second, first]
    seating.choose_host(table=two, participant=third)
    assert [Table.objects.get(pk=t.pk).host for t in (one, two)] == [second, third]
    assert workshop.participants.filter(hosted_table=None).count() == 14


def test_choose_host_is_for_who_sits_in_that_cafe(workshop_at):
    workshop = workshop_at("cafe-1", people=40)
    here, there = groups(workshop)[0], groups(workshop)[-1]
    table = Table.objects.get(cafe=here.cafe, zone_number=1)
    with pytest.raises(Refused, match="another café"):
        seating.choose_host(table=table, participant=person_of(there))
    stranger = person_of(here)
    people.remove(participant=stranger)
    with pytest.raises(Refused, match="has just left"):
        seating.choose_host(table=table, participant=stranger)


# --- vacant tables at theming ---


def test_with_ten_people_every_table_has_a_group_at_theming(workshop_at):
    workshop = workshop_at("theming", people=10)
    tended = seats.tending(workshop)
    assert set(tended) == set(Table.objects.values_list("pk", flat=True))
    vacant = [row for row in cafe_queries.seating(workshop) if not row["group"]]
    assert [(row["table"].zone_number, row["keeper"].number) for row in vacant] == [(3, 1)]


def test_the_facilitator_chooses_who_looks_after_a_vacant_table(workshop_at):
    workshop = workshop_at("theming", people=10)
    table = Table.objects.get(zone_number=3)
    group = groups(workshop)[2]
    seating.choose_keeper(table=table, group=group)
    assert seats.tending(workshop)[table.pk] == group
    assert {t.zone_number for t in seats.tended_by(group)} == {2, 3}


def test_a_choice_for_a_table_where_a_group_sits_changes_nothing_for_it(workshop_at):
    workshop = workshop_at("theming", people=10)
    table = Table.objects.get(zone_number=1)
    seating.choose_keeper(table=table, group=groups(workshop)[0])
    assert seats.tending(workshop)[table.pk].number == 2


def test_the_method_and_the_phones_mean_the_same_by_a_small_group():
    assert privacy.MIN_TO_HIDE_AMONG == rotation.MIN_GROUP
