"""What facilitators change in the seating can be taken back, as long as nobody has moved since."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.factories import go, join, many, note_by, table_of
from workshops import undo
from workshops.access.permissions import Role
from workshops.models import LastAct
from workshops.refusals import Refused
from workshops.services import people
from worryzones.models import Cafe, CafeGroup, Note, Seat, Table
from worryzones.services import dealing, moving, seating, theming
from worryzones.services.arranging import arrangement


@pytest.fixture
def two_cafes(workshop_at):
    """Forty people in two cafés in round 2, four of them without a phone, with a host and a note at each."""
    workshop = workshop_at("welcome", people=36)
    dealing.count_phoneless(workshop=workshop, people=4)
    go(workshop, "cafe-2")
    for person in many(workshop, 6):
        note_by(person)
        if table_of(person).host is None:
            seating.take_host(table=table_of(person), participant=person.participant)
    return workshop


def first_group(workshop, cafe=1):
    return CafeGroup.objects.filter(cafe__workshop=workshop, cafe__number=cafe).order_by("number")[0]


def cafe_of(workshop, number):
    return Cafe.objects.get(workshop=workshop, number=number)


def move(workshop):
    group, other = first_group(workshop), first_group(workshop, cafe=2)
    someone = [seat.participant for seat in group.seats.all()[:2]]
    moving.move_people(group=other, people=someone, heads={}, small=True)


ACTS = {
    "People were moved.": move,
    "A group was split.": lambda workshop: moving.split_group(group=first_group(workshop)),
    "Two groups were put together.": lambda workshop: moving.merge_groups(
        group=first_group(workshop), into=first_group(workshop, cafe=2)
    ),
    "A café was split.": lambda workshop: moving.split_cafe(cafe=cafe_of(workshop, 2)),
    "Two cafés were put together.": lambda workshop: moving.merge_cafes(
        cafe=cafe_of(workshop, 1), into=cafe_of(workshop, 2)
    ),
    "The groups were mixed again.": lambda workshop: dealing.deal(workshop=workshop, cafes=2, again=True),
}


def places(workshop):
    return dict(Note.objects.filter(table__cafe__workshop=workshop).values_list("pk", "table"))


@pytest.mark.parametrize("act", ACTS)
def test_act_is_taken_back_to_the_very_seats_tables_and_notes(two_cafes, facilitator, act):
    before, texts = arrangement(two_cafes), places(two_cafes)
    names = {str(group) for group in CafeGroup.objects.select_related("cafe")}
    ACTS[act](two_cafes)
    assert arrangement(two_cafes) != before
    page = facilitator.get("worryzones:seating", two_cafes.code).content.decode()
    assert act in page
    assert facilitator.post("workshops:undo", two_cafes.code).status_code == 204
    assert arrangement(two_cafes) == before
    assert places(two_cafes) == texts
    assert {str(group) for group in CafeGroup.objects.select_related("cafe")} == names
    assert facilitator.post("workshops:undo", two_cafes.code).status_code == 409


def test_fewer_cafes_dealt_by_mistake_come_back_with_their_notes(workshop_at):
    workshop = workshop_at("cafe-1", people=32)
    dealing.deal(workshop=workshop, cafes=4, again=True)
    for person in many(workshop, 12):
        note_by(person)
    before, texts = arrangement(workshop), places(workshop)
    dealing.deal(workshop=workshop, cafes=2, again=True)
    assert set(texts.values()) != set(places(workshop).values())
    undo.undo(workshop=workshop)
    assert (arrangement(workshop), places(workshop)) == (before, texts)


def test_what_a_new_cafe_has_written_goes_to_the_same_zones_of_the_cafe_it_came_from(two_cafes):
    new = moving.split_cafe(cafe=cafe_of(two_cafes, 2))
    note = Note.objects.first()
    Note.objects.filter(pk=note.pk).update(table=new.tables.get(zone_number=3))
    undo.undo(workshop=two_cafes)
    note.refresh_from_db()
    assert (note.table.cafe.number, note.table.zone_number) == (2, 3)


@pytest.mark.thorough
@pytest.mark.parametrize("act", ACTS)
def test_act_is_not_taken_back_when_somebody_has_moved_since(two_cafes, act):
    ACTS[act](two_cafes)
    seat, other = Seat.objects.first(), Seat.objects.exclude(group=Seat.objects.first().group).first()
    Seat.objects.filter(pk=seat.pk).update(group=other.group)
    now = arrangement(two_cafes)
    with pytest.raises(Refused, match="The seats have been changed"):
        undo.undo(workshop=two_cafes)
    assert arrangement(two_cafes) == now
    assert LastAct.objects.exists()


def test_act_is_not_taken_back_when_somebody_hosts_another_table_since(two_cafes):
    move(two_cafes)
    seating.free_host(table=Table.objects.exclude(host=None).first())
    with pytest.raises(Refused):
        undo.undo(workshop=two_cafes)


@pytest.mark.thorough
@pytest.mark.parametrize("act", ACTS)
def test_who_has_come_meanwhile_keeps_a_seat_and_who_has_left_stays_away(two_cafes, act):
    ACTS[act](two_cafes)
    newcomer = join(two_cafes)
    hosting = Table.objects.exclude(host=None).values("host")
    leaver = (
        Seat.objects.exclude(participant__in=hosting)
        .exclude(participant=newcomer.participant)
        .first()
        .participant
    )
    people.leave(participant=leaver)
    undo.undo(workshop=two_cafes)
    assert Seat.objects.filter(participant=newcomer.participant).count() == 1
    assert Seat.objects.count() == two_cafes.participants.people().count()


def test_cafes_put_together_stay_so_once_a_table_has_named_notes_of_both(workshop_at):
    workshop = workshop_at("theming", people=36)
    first, second = Cafe.objects.all()
    writers = many(workshop, 8)
    notes = [next(note_by(w) for w in writers if table_of(w).cafe == cafe) for cafe in (first, second)]
    same = Table.objects.get(cafe=first, zone_number=notes[1].table.zone_number)
    Note.objects.filter(pk=notes[0].pk).update(table=same)
    moving.merge_cafes(cafe=second, into=first)
    theming.make_theme_group(table=same, notes=list(Note.objects.filter(table=same)), title="Mornings")
    with pytest.raises(Refused):
        undo.undo(workshop=workshop)
    assert Note.objects.filter(theme_group__theme__title="Mornings").count() == 2


def test_first_seating_and_a_new_round_offer_nothing_to_undo(workshop_at):
    workshop = workshop_at("welcome", people=9)
    dealing.deal(workshop=workshop, cafes=1)
    assert not LastAct.objects.exists()
    dealing.deal(workshop=workshop, cafes=1, again=True)
    assert LastAct.objects.exists()
    go(workshop, "cafe-1")
    assert not LastAct.objects.exists()


def test_undo_of_a_move_comes_to_the_facilitators_with_the_move(two_cafes, frames):
    for role in Role:
        with frames(two_cafes, role) as sent:
            move(two_cafes)
        html = "".join(frame.get("html", "") for frame in sent)
        assert ("People were moved." in html) == (role == Role.FACILITATOR)


def test_where_people_sat_before_is_forgotten_once_it_cannot_be_undone(two_cafes):
    move(two_cafes)
    call_command("housekeeping", stdout=io.StringIO())
    assert LastAct.objects.exists()
    LastAct.objects.update(done_at=timezone.now() - timedelta(seconds=70))
    call_command("housekeeping", stdout=io.StringIO())
    assert not LastAct.objects.exists()


def test_nothing_anybody_wrote_and_no_name_is_kept_to_undo_it(two_cafes):
    join(two_cafes, name="Aino")
    moving.merge_cafes(cafe=cafe_of(two_cafes, 1), into=cafe_of(two_cafes, 2))
    kept = str(LastAct.objects.get().details)
    assert "Aino" not in kept
    assert not any(note.text in kept for note in Note.objects.all())
