"""How many may come in, who closes the door, and two who press in the same instant."""

from __future__ import annotations

from functools import partial

import pytest
from django.utils import translation

from tests.factories import Person, browser, go, join, many, with_device
from tests.pairs.meeting import two_sides
from workshops.access.permissions import Role
from workshops.ephemeral import join_rate
from workshops.models import Workshop
from workshops.refusals import NoEntry, NotSaved
from workshops.services import course, door, people, phone_codes
from worryzones.models import Seat

FULL = "The workshop is full"
CLOSED = "the facilitator has closed the door"


def limit(workshop: Workshop, **fields: int) -> Workshop:
    Workshop.objects.filter(pk=workshop.pk).update(**fields)
    workshop.refresh_from_db()
    return workshop


@pytest.mark.parametrize(
    ("expected", "max_people", "ceiling"),
    [
        (None, None, 500),
        (10, None, 15),
        (7, None, 11),
        (1, None, 2),
        (400, None, 500),
        (10, 12, 12),
        (None, 3, 3),
    ],
)
def test_ceiling_is_half_as_many_again_as_are_expected_unless_it_is_settled(expected, max_people, ceiling):
    assert Workshop(expected=expected, max_people=max_people).ceiling == ceiling


def test_to_a_rehearsal_as_many_simulated_people_come_as_are_asked_for(workshop):
    assert Workshop(expected=2, max_people=2, rehearsal_of=workshop).ceiling == 500


def test_nobody_joins_a_full_workshop_and_what_they_typed_is_kept(workshop):
    limit(workshop, max_people=3)
    inside, outside = many(workshop, 3), Person()
    answer = outside.submit("workshops:join", workshop.code, name="Too late")
    page = answer.content.decode()
    assert (answer.status_code, FULL in page, 'value="Too late"' in page) == (409, True, True)
    assert workshop.participants.count() == 3
    assert FULL in outside.get("workshops:join", workshop.code).content.decode()
    assert inside[0].get("workshops:stage", workshop.code).status_code == 200
    people.leave(participant=inside[1].participant)
    assert outside.submit("workshops:join", workshop.code, name="Too late").status_code == 302


def test_shared_devices_fill_it_too_and_who_was_taken_off_does_not(workshop):
    limit(workshop, max_people=2)
    people.join(workshop=workshop, device=with_device().device, shared=True)
    people.remove(participant=join(workshop).participant)
    join(workshop)
    with pytest.raises(NoEntry, match=FULL):
        join(workshop)


def test_a_new_phone_takes_its_seat_over_in_a_full_workshop(workshop):
    limit(workshop, max_people=2)
    (person, _other), phone = many(workshop, 2), Person()
    code = phone_codes.give(participant=person.participant)
    assert phone.submit("workshops:new_phone", workshop.code, code=code).status_code == 302
    assert workshop.participants.count() == 2


def test_facilitator_closes_the_door_and_opens_it_again(workshop, facilitator, participant):
    console = facilitator.get("workshops:console", workshop.code).content.decode()
    assert f'hx-post="/run/{workshop.code}/joining/"' in console
    assert facilitator.post("workshops:let_join", workshop.code, on="0").status_code == 204
    visitor = Person()
    assert CLOSED in visitor.get("workshops:join", workshop.code).content.decode()
    assert visitor.submit("workshops:join", workshop.code).status_code == 409
    assert participant.get("workshops:stage", workshop.code).status_code == 200
    assert "Let people join" in facilitator.get("workshops:console", workshop.code).content.decode()
    facilitator.post("workshops:let_join", workshop.code, on="1")
    assert visitor.submit("workshops:join", workshop.code).status_code == 302


def test_a_card_of_a_table_lets_nobody_in_either(workshop):
    go(workshop, "cafe-1")
    door.let_join(workshop=workshop, on=False)
    from worryzones import table_links

    answer = Person().submit("worryzones:join_at", workshop.code, table_links.link_to(workshop.pk, 1, 1))
    assert (answer.status_code, CLOSED in answer.content.decode()) == (409, True)
    assert workshop.participants.count() == 0


@pytest.mark.parametrize(
    ("language", "closed", "full"),
    [
        ("fi", "vetäjä on sulkenut liittymisen", "Työpaja on täynnä"),
        ("sv", "samtalsledaren har stängt insläppet", "Workshoppen är full"),
        ("en", CLOSED, FULL),
    ],
)
def test_door_says_in_each_language_why_and_whom_to_ask(workshop, language, closed, full):
    visitor = browser(**{"accept-language": language})
    limit(workshop, max_people=1)
    join(workshop)
    assert full in visitor.get(f"/j/{workshop.code}/").content.decode()
    door.let_join(workshop=workshop, on=False)
    assert closed in visitor.get(f"/j/{workshop.code}/").content.decode()


def test_facilitator_lets_ten_more_in_however_often_it_is_pressed(workshop, facilitator):
    limit(workshop, max_people=3)
    many(workshop, 3)
    console = facilitator.get("workshops:console", workshop.code).content.decode()
    assert "The workshop is full" in console
    assert '{"to": "13"}' in console
    for _pressed_by_both in range(2):
        facilitator.post("workshops:raise_ceiling", workshop.code, to="13")
    workshop.refresh_from_db()
    assert workshop.ceiling == 13


@pytest.mark.parametrize("to", ["501", "9" * 5000, "-3", "", "many", "1"])
def test_ceiling_is_never_above_500_and_never_lowered_from_the_console(workshop, facilitator, to):
    limit(workshop, max_people=3)
    assert facilitator.post("workshops:raise_ceiling", workshop.code, to=to).status_code == 204
    workshop.refresh_from_db()
    assert workshop.ceiling == (500 if to == "501" else 3)


def test_latecomers_are_seated_up_to_the_ceiling(workshop_at):
    workshop = limit(workshop_at("cafe-2", people=8), max_people=9)
    late = join(workshop)
    assert Seat.objects.filter(participant=late.participant).exists()


# --- many at once ---


def warned(facilitator: Person, workshop: Workshop) -> bool:
    page = facilitator.get("workshops:console", workshop.code).content.decode()
    return "devices have joined within two minutes" in page


@pytest.mark.parametrize(
    ("expected", "joined", "is_warned"),
    [(None, 19, False), (None, 20, True), (20, 20, False), (20, 21, True), (100, 25, False)],
)
def test_console_tells_of_many_who_join_at_once(workshop, facilitator, expected, joined, is_warned):
    """Not of those who are expected: a room that scans the code comes at once too."""
    limit(workshop, expected=expected)
    for _device in range(joined):
        join(workshop)
    assert warned(facilitator, workshop) == is_warned


def test_warning_is_pushed_as_they_come_and_goes_when_the_door_is_closed(workshop, facilitator, frames):
    for _device in range(join_rate.MANY - 1):
        join(workshop)
    with frames(workshop, Role.FACILITATOR) as sent:
        join(workshop)
    assert "20 devices have joined" in sent[-1]["html"]
    door.let_join(workshop=workshop, on=False)
    assert not warned(facilitator, workshop)


# --- in the same instant ---


def presses(workshop: Workshop, shared_cookies: bool) -> list[int]:
    """The statuses of two presses on *join*, from one browser or from two, let go together."""
    visitors = [browser(), browser()]
    for visitor in visitors:
        visitor.get(f"/j/{workshop.code}/")
    if shared_cookies:
        visitors[1].cookies = visitors[0].cookies
    statuses: list[int] = []

    def ready(visitor):
        return lambda: statuses.append(visitor.post(f"/j/{workshop.code}/", {"name": "Aino"}).status_code)

    with two_sides() as sides, translation.override("en"):
        outcomes = sides.at_once(*(partial(ready, visitor) for visitor in visitors))
    assert outcomes == ["done", "done"]
    return sorted(statuses)


@pytest.mark.django_db(transaction=True)
def test_two_presses_on_join_without_having_been_in_are_one_person(workshop):
    """Shown to fail when the key came with the answer to *join*: two people of one phone."""
    for _try in range(5):
        workshop.participants.all().delete()
        assert presses(workshop, shared_cookies=True) == [302, 302]
        assert workshop.participants.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_want_the_last_place_get_one(workshop):
    limit(workshop, max_people=4)
    many(workshop, 3)
    for _try in range(5):
        assert presses(workshop, shared_cookies=False) == [302, 409]
        assert workshop.participants.count() == 4
        workshop.participants.filter(name="Aino").delete()


def test_two_colleagues_numbers_have_to_fit_together(workshop):
    """Each saves one of them, from a form that was right when it was opened."""
    limit(workshop, expected=20, max_people=30)
    course.update_workshop(workshop=workshop, max_people=20)
    with pytest.raises(NotSaved) as refused:
        course.update_workshop(workshop=workshop, expected=25)
    assert refused.value.fields == {"max_people": "These are fewer than you expect."}
