"""What goes as the course goes on: moments with their step, names and places with their dialogue."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from tests.factories import go, join, many, many_notes, note_by, table_of
from tests.workshops.space import group_in, settle, text_by
from tests.workshops.test_closing import PROVABLE
from tests.workshops.test_posting import AN_ID, comment, contribution, line, note, topic
from workshops.documents.image_cleaning import Clean
from workshops.models import (
    AgreementComment,
    Contribution,
    Heard,
    JokerTopic,
    Participant,
    PhoneCode,
    Picture,
)
from workshops.services import course, images, phone_codes
from worryzones.models import CafeGroup, Note, Seat, SharedDevice, Table
from worryzones.services import dealing, seating

# --- who was called what and was where ---


@pytest.fixture
def room(workshop):
    """Eight people who have said who they are, a host, somebody taken off and a shared device, seated."""
    people = [join(workshop, name=f"Aino {n}", home_unit="School") for n in range(8)]
    join(workshop, name="By the window").participant.delete()
    laptop = join(workshop, name="Laptop").participant
    Participant.objects.filter(pk=laptop.pk).update(shared=True)
    course.move(workshop=workshop, expected="welcome", to="cafe-1")
    seating.take_host(table=table_of(people[0]), participant=people[0].participant)
    return people


def lies_about(workshop):
    """What would tell who was where, by kind, and how much of it."""
    people = Participant.objects.filter(workshop=workshop)
    return {
        "names": people.exclude(name="").count(),
        "units": people.exclude(home_unit="").count(),
        "groups": people.exclude(group=None).count(),
        "seats": Seat.objects.filter(participant__workshop=workshop).count(),
        "devices": SharedDevice.objects.filter(participant__workshop=workshop).count(),
        "hosts": Table.objects.filter(cafe__workshop=workshop).exclude(host=None).count(),
        "codes": PhoneCode.objects.filter(participant__workshop=workshop).count(),
    }


def nothing(**but):
    return {"names": 0, "units": 0, "groups": 0, "seats": 0, "devices": 0, "hosts": 0, "codes": 0, **but}


@pytest.mark.parametrize("step", ["cafe-4", "theming", "sharing", "choosing"])
def test_seats_and_names_stay_while_their_dialogue_lasts(workshop, room, step):
    phone_codes.give(participant=room[1].participant)
    before = lies_about(workshop)
    assert before == nothing(names=9, units=8, seats=8, devices=1, hosts=1, codes=1)
    course.move(workshop=workshop, expected="cafe-1", to=step)
    assert lies_about(workshop) == before


@pytest.mark.parametrize("step", ["interlude", "opening", "open_space", "feedback", "closed"])
def test_first_dialogue_is_forgotten_wherever_one_goes_after_it(workshop, room, step):
    phone_codes.give(participant=room[1].participant)
    course.move(workshop=workshop, expected="cafe-1", to=step)
    assert lies_about(workshop) == nothing()


@pytest.fixture
def talked(workshop, room):
    """Two come to the second dialogue by name; one of them is alone in a group that writes."""
    go(workshop, "open_space")
    newcomers = [join(workshop, name=name) for name in ("Berit", "Cecilia")]
    settle(newcomers[0], group_in(workshop))
    text_by(newcomers[0], "My boss is the problem")
    return newcomers


def test_groups_stay_while_pearls_are_marked_and_agreements_made(workshop, talked):
    for step in ("pearls", "agreement"):
        go(workshop, step)
        assert lies_about(workshop) == nothing(names=2, groups=1)


@pytest.mark.parametrize("step", ["feedback", "closed"])
def test_second_dialogue_is_forgotten_as_feedback_is_asked(workshop, talked, step):
    """Before, a join of two tables told whose words a group of one had written."""
    go(workshop, step)
    assert lies_about(workshop) == nothing()
    assert Contribution.objects.get().group_id


def test_whoever_comes_after_that_is_forgotten_at_closing(workshop, talked):
    go(workshop, "feedback")
    join(workshop, name="Dagmar")
    assert lies_about(workshop) == nothing(names=1)
    go(workshop, "closed")
    assert lies_about(workshop) == nothing()


def test_going_back_forgets_nobody_who_has_come_since(workshop, talked):
    course.move(workshop=workshop, expected="open_space", to="interlude")
    assert lies_about(workshop) == nothing(names=2, groups=1)


@pytest.mark.parametrize("step", ["cafe-2", "theming"])
def test_everyone_has_a_seat_again_when_one_goes_back(workshop, room, step):
    many(workshop, 4)
    cafes = workshop.cafes.count()
    go(workshop, "interlude")
    course.move(workshop=workshop, expected="interlude", to=step)
    assert lies_about(workshop) == nothing(seats=12, devices=1)
    assert workshop.cafes.count() == cafes
    assert min(group.seats.count() for group in workshop.cafes.get().groups.all()) >= 3
    assert table_of(room[0])


def test_people_without_a_phone_stay_in_their_groups_from_round_to_round(workshop):
    """They have no seats that could be forgotten: nothing is dealt anew for them."""
    dealing.count_phoneless(workshop=workshop, people=13)
    go(workshop, "cafe-1")
    groups = CafeGroup.objects.filter(cafe__workshop=workshop)
    groups.filter(number=1).update(phoneless=F("phoneless") - 1)
    groups.filter(number=2).update(phoneless=F("phoneless") + 1)
    before = list(groups.values_list("pk", "phoneless"))
    for step in ("cafe-2", "theming", "interlude", "theming"):
        course.move(workshop=workshop, expected=workshop.step, to=step)
        assert list(groups.values_list("pk", "phoneless")) == before


def test_elsewhere_nobody_is_forgotten(workshop, room, elsewhere):
    before = lies_about(elsewhere)
    assert before["seats"]
    go(workshop, "closed")
    assert lies_about(elsewhere) == before


# --- when it was written ---


def moments(workshop):
    return sorted(Note.objects.filter(table__cafe__workshop=workshop).values_list("created", flat=True))


def test_a_step_that_has_ended_leaves_one_moment_for_all_its_texts(workshop, participant):
    """An access log could tell the texts of one phone by their moments before."""
    many(workshop, 3)
    go(workshop, "cafe-1")
    began = workshop.moved_at
    many_notes(participant, 5)
    assert len(set(moments(workshop))) == 5
    course.move(workshop=workshop, expected="cafe-1", to="cafe-2")
    assert set(moments(workshop)) == {began}


def test_order_is_right_in_a_step_and_by_chance_in_those_before(workshop, participant, facilitator):
    many(workshop, 3)
    go(workshop, "cafe-1")
    table = table_of(participant)
    first = [note_by(participant, f"First {n}", table=table) for n in range(6)]
    course.move(workshop=workshop, expected="cafe-1", to="cafe-2")
    second = [note_by(participant, f"Second {n}", table=table) for n in range(3)]
    shown = [note.pk for note in Note.objects.filter(table=table)]
    assert shown[:3] == [note.pk for note in reversed(second)]
    assert shown[3:] == sorted(note.pk for note in first)


def picture(person, description):
    group = group_in(person.participant.workshop)
    image = Clean(b"pixels", "jpg", 4, 3)
    images.add_picture(group=group, device=person.device, id=AN_ID, image=image, description=description)


KINDS = {
    Note: ("cafe-1", note),
    JokerTopic: ("opening", topic),
    Contribution: ("open_space", contribution),
    Picture: ("open_space", picture),
    Heard: ("agreement", line),
    AgreementComment: ("agreement", comment),
}


@pytest.mark.parametrize("model", [model for model in PROVABLE if hasattr(model, "created")])
def test_every_kind_of_text_loses_its_moment(workshop, participant, model):
    step, post = KINDS[model]
    many(workshop, 3)
    go(workshop, step)
    post(participant, "Mornings begin together")
    began = workshop.moved_at
    assert model.objects.get().created > began
    course.move(workshop=workshop, expected=step, to="feedback")
    assert model.objects.get().created == began


def test_a_clock_that_went_back_keeps_no_moment_either(workshop, participant):
    many(workshop, 3)
    go(workshop, "cafe-1")
    workshop.moved_at = began = timezone.now() + timedelta(days=1)
    workshop.save(update_fields=["moved_at"])
    note_by(participant)
    course.move(workshop=workshop, expected="cafe-1", to="cafe-2")
    assert moments(workshop) == [began]


@pytest.mark.parametrize("model", PROVABLE)
def test_ids_of_what_devices_write_and_mark_are_drawn_by_chance(model):
    """Counted ones put side by side what one device marked in one moment."""
    assert model._meta.pk.get_internal_type() == "UUIDField"
    assert {uuid.UUID(str(model().pk)).version for _time in range(3)} == {4}
