"""The way in: typing the code, scanning it, joining, and being refused in words."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import Person, go, join, with_device
from workshops.models import Participant
from workshops.services import people

UNKNOWN = "No open workshop has this code"


@pytest.mark.parametrize("typed", ["K7M2QFXA", "k7m2-qfxa", " k7m2 qf xa ", "K7M2–QFXA"])
def test_home_takes_the_code_however_it_is_typed(workshop, typed):
    answer = Person().submit("workshops:home", code=typed)
    assert (answer.status_code, answer.url) == (302, "/j/K7M2QFXA/")


@pytest.mark.parametrize("typed", ["", "   ", "XXXXXXXX", "K7M2QFX", "x" * 41, "<script>"])
def test_home_says_what_to_do_about_a_wrong_code(workshop, typed):
    answer = Person().submit("workshops:home", code=typed)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_unknown_and_closed_codes_answer_alike(workshop):
    go(workshop, "closed")
    visitor = Person()
    typed = [visitor.submit("workshops:home", code=code) for code in (workshop.code, "XXXXXXXX")]
    scanned = [visitor.get("workshops:join", code) for code in (workshop.code, "XXXXXXXX")]
    for closed, unknown in (typed, scanned):
        assert closed.status_code == unknown.status_code
        assert UNKNOWN in closed.content.decode()
        assert UNKNOWN in unknown.content.decode()


def test_join_needs_no_name(workshop):
    visitor = Person()
    answer = visitor.submit("workshops:join", workshop.code)
    assert (answer.status_code, answer.url) == (302, f"/w/{workshop.code}/")
    assert visitor.get("workshops:stage", workshop.code).status_code == 200
    assert Participant.objects.get().name == ""


def test_join_keeps_the_name_and_unit_that_were_given(workshop):
    Person().submit("workshops:join", workshop.code, name=" Aino ", home_unit="School")
    person = Participant.objects.get()
    assert (person.name, person.home_unit) == ("Aino", "School")


def test_join_takes_nothing_else_from_the_form(workshop, elsewhere):
    Person().submit("workshops:join", workshop.code, removed="1", workshop=elsewhere.pk, key_hash="mine")
    person = workshop.participants.get()
    assert person.removed is False
    assert person.key_hash != "mine"


def test_join_says_when_a_name_is_too_long(workshop):
    answer = Person().submit("workshops:join", workshop.code, name="x" * 41)
    assert answer.status_code == 422
    assert "x" * 41 in answer.content.decode()


def test_joining_twice_is_one_participant(workshop):
    person = with_device()
    assert person.device
    first = people.join(workshop=workshop, device=person.device, name="Aino")
    again = people.join(workshop=workshop, device=person.device, name="Somebody else")
    assert first == again
    assert Participant.objects.get().name == "Aino"


def test_a_device_that_is_in_goes_straight_to_its_stage(participant, workshop):
    assert participant.get("workshops:join", workshop.code).url == f"/w/{workshop.code}/"
    assert participant.submit("workshops:join", workshop.code).url == f"/w/{workshop.code}/"
    assert workshop.participants.count() == 1


def test_stage_sends_who_has_not_joined_to_the_door(workshop):
    answer = Person().get("workshops:stage", workshop.code)
    assert (answer.status_code, answer.url) == (302, f"/j/{workshop.code}/")


def test_stage_of_an_unknown_code_is_not_found(db):
    assert Person().get("workshops:stage", "XXXXXXXX").status_code == 404


def test_a_removed_participant_is_told_so_everywhere(participant, workshop):
    people.remove(participant=participant.participant)
    for page in ("workshops:stage", "workshops:join"):
        answer = participant.get(page, workshop.code)
        assert answer.status_code == 403
        assert "no longer in this workshop" in answer.content.decode()
    assert participant.submit("workshops:join", workshop.code).status_code == 403


def test_one_device_is_somebody_else_in_another_workshop(participant, workshop, elsewhere):
    assert participant.device
    there = people.join(workshop=elsewhere, device=participant.device)
    assert participant.participant
    assert there.key_hash != participant.participant.key_hash


def test_pages_hold_nothing_for_search_engines_or_frames(workshop):
    answer = Person().get("workshops:home")
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_writing_without_a_token_is_forbidden(workshop):
    person = join(workshop)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = person.client.cookies
    assert strict.post(f"/w/{workshop.code}/host/", {"on": "1"}).status_code == 403


def test_join_of_a_closed_workshop_leads_back_those_who_were_in_it(workshop_at, participant, client):
    workshop = workshop_at("closed")
    address = reverse("workshops:join", args=[workshop.code])
    assert participant.client.get(address).headers["Location"] == reverse(
        "workshops:stage", args=[workshop.code]
    )
    assert client.get(address).status_code == 404
