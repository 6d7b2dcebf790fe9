"""Coming back with a new phone: by a code that the facilitator hands to one person."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import Person, go, join, note_by, table_of, with_device
from workshops import access
from workshops.access.permissions import can_change_own
from workshops.live.close_codes import CloseCode
from workshops.models import PhoneCode
from workshops.services import people, phone_codes
from worryzones.queries import cafe as cafe_queries

WRONG = "This code does not work, or no longer works"


@pytest.fixture
def code(participant) -> str:
    return phone_codes.give(participant=participant.participant)


def come_back(person: Person, workshop, code: str):
    return person.submit("workshops:new_phone", workshop.code, code=code)


def seat_of(person: Person, workshop):
    viewer = access.participant_in(workshop, {k: v.value for k, v in person.client.cookies.items()})
    return viewer and viewer.participant


def test_facilitator_is_shown_the_code_and_a_picture_to_scan(workshop, facilitator, participant):
    answer = facilitator.post("workshops:phone_code", workshop.code, participant.participant.pk)
    page = answer.content.decode()
    assert "New phone for Aino" in page
    assert "<svg" in page
    shown = re.search(r"<b>(\w{3}-\w{3})</b>", page)
    assert come_back(Person(), workshop, shown[1]).url == f"/w/{workshop.code}/"


def test_new_phone_is_the_same_participant_and_the_old_one_is_nobody(workshop, participant, code):
    new = Person()
    answer = come_back(new, workshop, code)
    assert (answer.status_code, answer.url) == (302, f"/w/{workshop.code}/")
    assert seat_of(new, workshop) == participant.participant
    assert seat_of(participant, workshop) is None
    assert workshop.participants.count() == 1
    assert participant.get("workshops:stage", workshop.code).url == f"/j/{workshop.code}/"


@pytest.mark.parametrize("typed", ["{0}-{1}", " {0} {1} ", "{0}{1}"])
def test_code_is_taken_however_it_is_typed(workshop, code, typed):
    assert come_back(Person(), workshop, typed.format(code[:3], code[3:]).lower()).status_code == 302


def test_scanning_asks_before_it_moves_anything(workshop, participant, code):
    new = Person()
    page = new.get("workshops:new_phone_by", workshop.code, code).content.decode()
    assert f'value="{code}"' in page
    assert "The old one is then out of the workshop" in page
    assert seat_of(participant, workshop) == participant.participant


def test_seat_at_the_table_comes_along(workshop, participant, code):
    go(workshop, "cafe-1")
    here = table_of(participant)
    new = Person()
    come_back(new, workshop, code)
    viewer = access.participant_in(workshop, {k: v.value for k, v in new.client.cookies.items()})
    assert cafe_queries.table_for(viewer)[0] == here


def test_code_works_once(workshop, code):
    come_back(Person(), workshop, code)
    answer = come_back(Person(), workshop, code)
    assert answer.status_code == 422
    assert WRONG in answer.content.decode()


def test_code_is_good_for_ten_minutes(workshop, participant, code):
    row = PhoneCode.objects.get()
    assert timedelta(minutes=9) < row.until - timezone.now() <= timedelta(minutes=10)
    PhoneCode.objects.update(until=timezone.now())
    assert WRONG in come_back(Person(), workshop, code).content.decode()
    assert seat_of(participant, workshop) == participant.participant


def test_a_newer_code_makes_the_one_before_void(workshop, participant, code):
    phone_codes.give(participant=participant.participant)
    assert come_back(Person(), workshop, code).status_code == 422


def test_codes_that_are_over_are_swept_away(workshop, code):
    PhoneCode.objects.update(until=timezone.now())
    phone_codes.give(participant=join(workshop).participant)
    assert PhoneCode.objects.count() == 1


def test_code_of_another_workshop_is_as_wrong_as_any(workshop, elsewhere, code):
    foreign = phone_codes.give(participant=elsewhere.participants.first())
    pages = [come_back(Person(), workshop, typed).content.decode() for typed in (foreign, "XXXXXX")]
    assert [WRONG in page for page in pages] == [True, True]


def test_wrong_code_is_told_beside_the_field_with_what_was_typed(workshop, code):
    page = come_back(Person(), workshop, "XXX-XXX").content.decode()
    assert 'value="XXX-XXX"' in page
    assert 'aria-invalid="true"' in page
    assert 'id="id_code_error"' in page


@pytest.mark.parametrize("typed", ["", "K7M2QFXA", "K7M", "O7M2QF", "x" * 400])
def test_what_cannot_be_a_code_is_told_so(workshop, typed):
    assert come_back(Person(), workshop, typed).status_code == 422


@pytest.mark.usefixtures("within_a_minute")
def test_ten_wrong_codes_have_to_wait_and_hold_up_no_door_but_this(workshop, code):
    answers = [come_back(Person(), workshop, "XXXXXX").status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]
    assert come_back(Person(), workshop, code).status_code == 429
    assert Person().submit("workshops:join", workshop.code).status_code == 302


def test_nothing_that_is_kept_can_be_read_as_the_code(workshop, code):
    row = PhoneCode.objects.get()
    assert code not in f"{row.code_hash} {row}"
    assert len(row.code_hash) == 64


def test_notes_of_the_old_phone_cannot_be_told_to_be_the_new_ones_own(workshop, participant):
    """The price of nobody being able to find out who wrote what; the page says so."""
    go(workshop, "cafe-1")
    note = note_by(participant)
    new = Person()
    come_back(new, workshop, phone_codes.give(participant=participant.participant))
    viewer = access.participant_in(workshop, {k: v.value for k, v in new.client.cookies.items()})
    assert not can_change_own(viewer, note.pk, note.proof)
    page = new.get("workshops:new_phone", workshop.code).content.decode()
    assert "you cannot change it from this one" in page


def test_who_joined_anew_on_the_new_phone_leaves_that_seat(workshop, participant, code):
    new = join(workshop)
    come_back(new, workshop, code)
    assert list(workshop.participants.all()) == [participant.participant]
    assert seat_of(new, workshop) == participant.participant


def test_the_same_phone_stays_as_it_is(workshop, participant, code):
    assert come_back(participant, workshop, code).status_code == 302
    assert seat_of(participant, workshop) == participant.participant


def test_a_phone_that_was_taken_off_does_not_come_back_by_a_code(workshop, code):
    new = join(workshop)
    people.remove(participant=new.participant)
    assert come_back(new, workshop, code).status_code == 403
    assert PhoneCode.objects.count() == 1


def test_a_seat_that_was_taken_off_is_not_taken_over(workshop, participant, facilitator, code):
    people.remove(participant=participant.participant)
    assert come_back(Person(), workshop, code).status_code == 422
    asked = facilitator.post("workshops:phone_code", workshop.code, participant.participant.pk)
    assert asked.status_code == 409


def test_a_closed_workshop_says_so_and_no_other_code_does(workshop, code):
    go(workshop, "closed")
    pages = [Person().get("workshops:new_phone", code) for code in (workshop.code, "XXXXXXXX")]
    assert [page.status_code for page in pages] == [410, 404]


def test_the_old_phones_sockets_are_shut(workshop, participant, code, frames):
    device = with_device().device
    with frames(workshop) as sent:
        phone_codes.take_over(workshop=workshop, code=code, device=device)
    shut = [message for message in sent if message.get("type") == "shut"]
    assert [(m["code"], m["participant"]) for m in shut] == [
        (CloseCode.FORBIDDEN, participant.participant.pk)
    ]
