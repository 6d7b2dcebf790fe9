"""Who is in the room, who took part, and who comes back."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from tests.factories import Person, go, join, many, note_by, with_device
from tests.markup import flat
from tests.worryzones.test_reports import read
from workshops.documents.report import reading
from workshops.models import Workshop
from workshops.queries import course
from workshops.services import people, phone_codes
from worryzones.models import Seat


def took_part(workshop: Workshop) -> tuple[int, int]:
    standing = Workshop.objects.get(pk=workshop.pk)
    return standing.took_part_1, standing.took_part_2


def test_who_took_part_is_counted_and_stays_as_people_go_home(workshop):
    go(workshop, "welcome")
    twelve = many(workshop, 12)
    go(workshop, "opening")
    for person in twelve[:8]:
        people.leave(participant=person.participant)
    join(workshop)
    go(workshop, "closed")
    assert took_part(workshop) == (12, 13)
    for person in twelve[8:]:
        people.leave(participant=person.participant)
    assert [told.people for told in reading.head(workshop).took_part] == [12, 13]


def test_who_has_gone_home_before_the_second_dialogue_is_not_counted_in_it(workshop):
    go(workshop, "welcome")
    for person in many(workshop, 7)[:2]:
        people.leave(participant=person.participant)
    go(workshop, "opening")
    assert took_part(workshop) == (7, 5)


def test_nobody_is_counted_twice(workshop):
    """Not by going back in the course, on a new phone, or by being taken off and let back in."""
    go(workshop, "welcome")
    one, two = many(workshop, 2)
    code = phone_codes.give(participant=one.participant)
    fresh = join(workshop)
    assert took_part(workshop) == (3, 0)
    phone_codes.take_over(workshop=workshop, code=code, device=fresh.device)
    people.remove(participant=two.participant)
    people.remove(participant=two.participant)
    assert took_part(workshop) == (1, 0)
    people.let_back(participant=two.participant)
    people.let_back(participant=two.participant)
    assert took_part(workshop) == (2, 0)


def test_a_shared_device_is_nobody(workshop):
    go(workshop, "welcome")
    people.join(workshop=workshop, device=with_device().device, shared=True)
    assert took_part(workshop) == (0, 0)


def test_the_report_tells_both_dialogues_from_five_on(workshop, facilitator):
    go(workshop, "welcome")
    many(workshop, 6)
    go(workshop, "interlude")
    assert "<b>6</b> <span>people took part</span>" in read(facilitator, workshop)
    for person in workshop.participants.all()[:3]:
        people.leave(participant=person)
    go(workshop, "opening")
    page = read(facilitator, workshop)
    assert "<b>6</b> <span>people in the first dialogue</span>" in page
    assert "<b>under five</b> <span>people in the second dialogue</span>" in page


@pytest.fixture
def cafe(workshop: Workshop, participant: Person) -> Workshop:
    return go(workshop, "cafe-1")


@pytest.fixture
def taken_off(cafe: Workshop, participant: Person) -> Person:
    people.remove(participant=participant.participant)
    return participant


def test_who_was_taken_off_by_mistake_is_let_back_in_and_gets_a_seat(cafe, facilitator, taken_off):
    person = taken_off.participant
    refused = taken_off.post("worryzones:post_note", cafe.code)
    assert (refused.status_code, f'href="/w/{cafe.code}/"' in refused.content.decode()) == (403, True)
    console = facilitator.get("workshops:console", cafe.code).content.decode()
    assert f"/run/{cafe.code}/people/{person.pk}/back/" in console
    assert facilitator.post("workshops:let_back", cafe.code, person.pk).status_code == 204
    assert taken_off.get("workshops:stage", cafe.code).status_code == 200
    assert Seat.objects.filter(participant=person).exists()
    assert course.people(cafe)["taken_off"] == []


def since_removal(workshop: Workshop) -> int:
    return course.heads(workshop.pk)["door"]["since_removal"]


def test_who_was_taken_off_may_come_again_as_somebody_new_and_facilitators_see_that_somebody_came(
    cafe, facilitator, participant
):
    def told() -> str:
        return flat(facilitator.get("workshops:console", cafe.code).content.decode())

    join(cafe)
    assert "can join again as somebody new.<button" not in told()
    facilitator.post("workshops:remove", cafe.code, participant.participant.pk)
    assert "can join again as somebody new.<button" in told()
    assert since_removal(cafe) == 0
    join(cafe)
    join(cafe)
    assert "2 devices have joined since somebody was removed." in told()
    facilitator.post("workshops:let_join", cafe.code, on="0")
    assert "since somebody was removed" not in told()
    facilitator.post("workshops:let_join", cafe.code, on="1")
    assert since_removal(cafe) == 0
    join(cafe)
    assert since_removal(cafe) == 1


def test_who_joins_is_not_counted_once_everybody_is_let_back_in(cafe, participant):
    other = join(cafe).participant
    for person in (participant.participant, other):
        people.remove(participant=person)
    people.let_back(participant=other)
    join(cafe)
    assert since_removal(cafe) == 1
    people.let_back(participant=participant.participant)
    join(cafe)
    assert since_removal(cafe) == 0


def test_who_comes_next_in_that_browser_has_nothing_of_who_has_left(cafe, participant):
    note = note_by(participant, "Written by the first person")
    left = participant.submit("workshops:leave", cafe.code)
    assert (left.status_code, left.url, left.headers["Clear-Site-Data"]) == (302, "/left/", '"storage"')
    participant.submit("workshops:join", cafe.code, name="The next one")
    assert participant.submit("workshops:left", back="1").url == "/", "leaving can be taken back no more"
    assert "The next one" in cafe.participants.values_list("name", flat=True)
    page = participant.get("workshops:stage", cafe.code).content.decode()
    assert f"note-{note.pk}" not in re.findall(r'data-own="([^"]*)"', page)[0].split()
    for act in ("edit_note", "withdraw_note"):
        answer = participant.post(f"worryzones:{act}", cafe.code, note.pk, text="Changed")
        assert answer.status_code == 403, act
    note.refresh_from_db()
    assert note.text == "Written by the first person"


def test_leaving_again_after_a_lost_answer_changes_the_key_all_the_same(cafe, participant):
    """The first answer, and the cookie in it, never came."""
    people.leave(participant=participant.participant)
    before = participant.client.cookies[settings.DEVICE_COOKIE].value
    assert participant.submit("workshops:leave", cafe.code).status_code == 302
    assert participant.client.cookies[settings.DEVICE_COOKIE].value != before


def test_door_sends_no_key_back_to_a_device_that_has_one(cafe, workshop):
    """Another tab that loads the door while somebody leaves would put their old key back."""
    device = with_device()
    assert settings.DEVICE_COOKIE not in device.get("workshops:join", workshop.code).cookies
    assert settings.DEVICE_COOKIE in Person().get("workshops:join", workshop.code).cookies


def test_dialog_says_before_leaving_what_becomes_of_ones_texts(cafe, participant):
    page = participant.get("workshops:stage", cafe.code).content.decode()
    for words in (
        "What you wrote stays, without a name.",
        "For five minutes you can come back in this browser, and so can anybody else who uses it.",
        "this device has forgotten you in every workshop",
    ):
        assert words in flat(page)


def test_nobody_but_a_facilitator_of_the_workshop_lets_back_in(cafe, participant, outsider, taken_off):
    for who in (taken_off, outsider):
        assert who.post("workshops:let_back", cafe.code, taken_off.participant.pk).status_code in (401, 404)
    assert course.people(cafe)["taken_off"] == [taken_off.participant]
