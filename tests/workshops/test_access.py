"""The one door, route by route: every URL that names a workshop, tried by everyone who has no business there.

The routes come from the URL configuration, so a new one is tried without anybody remembering it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter

from tests.factories import Person, go, join, note_by, table_of
from workshops import access
from workshops.models import Workshop
from workshops.permissions import Role

ELSEWHERE_CHECKED = {"admin", "account"}  # Django's and allauth's own, not about one workshop
OPEN_TO_ALL = {"workshops:join"}


def patterns(found: Any, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in found:
        if isinstance(pattern, URLResolver):
            inner = pattern.namespace or space
            if inner not in ELSEWHERE_CHECKED:
                yield from patterns(pattern.url_patterns, inner)
        elif pattern.name and not pattern.name.startswith("account_"):
            yield (f"{space}:{pattern.name}" if space else pattern.name), pattern


ROUTES = dict(patterns(get_resolver().url_patterns))
CODED = {name: route for name, route in ROUTES.items() if "code" in route.pattern.converters}
LED = sorted(name for name, route in CODED.items() if str(route.pattern).startswith("run/"))

# A real thing in a workshop for each parameter that names one, and a fair value for each that does not.
EXAMPLES: dict[str, Callable[[Workshop, Person], Any]] = {
    "code": lambda workshop, person: workshop.code,
    "note_id": lambda workshop, person: note_by(person).pk,
    "participant": lambda workshop, person: person.participant and person.participant.pk,
    "table": lambda workshop, person: table_of(person).pk,
    "act": lambda workshop, person: "ring",
}


def arguments(name: str, workshop: Workshop, person: Person) -> dict[str, Any]:
    return {key: EXAMPLES[key](workshop, person) for key in CODED[name].pattern.converters}


def test_every_parameter_of_a_route_has_an_example():
    assert {key for route in CODED.values() for key in route.pattern.converters} - set(EXAMPLES) == set()


def refused(answer: Any, code: str) -> bool:
    """Not there, not that way, or shown to the door: to sign in, or to join by the code."""
    if answer.status_code == 302:
        return answer.url.startswith("/accounts/login/") or answer.url == f"/j/{code}/"
    return answer.status_code in (404, 405)


@pytest.mark.parametrize("name", sorted(set(CODED) - OPEN_TO_ALL))
@pytest.mark.parametrize(
    "who", ["anyone", "outsider", "stranger", "foreign_facilitator", "foreign_coordinator"]
)
def test_route_is_closed_to_who_has_no_business_there(request, name, who, workshop):
    person = Person() if who == "anyone" else request.getfixturevalue(who)
    resident = join(workshop)
    go(workshop, "cafe-1")
    address = reverse(name, kwargs=arguments(name, workshop, resident))
    workshop.refresh_from_db()
    for answer in (person.client.get(address), person.client.post(address, {"on": "1", "to": "cafe-2"})):
        assert refused(answer, workshop.code)
        assert workshop.title not in answer.content.decode()
    rev = workshop.rev
    workshop.refresh_from_db()
    assert workshop.rev == rev


@pytest.mark.parametrize("name", LED)
def test_route_of_facilitators_is_closed_to_participants(name, workshop):
    resident = join(workshop)
    go(workshop, "cafe-1")
    address = reverse(name, kwargs=arguments(name, workshop, resident))
    assert refused(resident.client.get(address), "")
    assert refused(resident.client.post(address), "")


@pytest.mark.parametrize(
    "name",
    sorted(
        name
        for name, route in CODED.items()
        if any(isinstance(c, IntConverter | UUIDConverter) for c in route.pattern.converters.values())
    ),
)
def test_route_finds_nothing_of_another_workshop(name, workshop, facilitator, stranger, elsewhere):
    """Somebody who belongs here cannot reach a thing that is elsewhere by its id."""
    resident = join(workshop)
    go(workshop, "cafe-1")
    theirs = {**arguments(name, elsewhere, stranger), "code": workshop.code}
    address = reverse(name, kwargs=theirs)
    for person in (facilitator, resident):
        assert refused(person.client.get(address), "")
        assert refused(person.client.post(address, {"on": "1", "text": "Mine now"}), "")


@pytest.mark.parametrize("name", LED)
def test_route_lets_both_facilitators_in(name, workshop, facilitator, second):
    resident = join(workshop)
    go(workshop, "cafe-1")
    for person in (facilitator, second):
        answer = person.client.get(reverse(name, kwargs=arguments(name, workshop, resident)))
        assert answer.status_code in (200, 302, 405)


def test_facilitator_is_not_a_participant(workshop, facilitator):
    go(workshop, "cafe-1")
    assert facilitator.post("worryzones:post_note", workshop.code, id=uuid.uuid4()).status_code == 404


def test_a_disabled_account_leads_nothing(workshop, facilitator):
    facilitator.user.is_active = False
    facilitator.user.save()
    assert access.facilitator_in(workshop, facilitator.user) is None


def scope_of(person: Person) -> dict[str, Any]:
    return {"cookies": {k: v.value for k, v in person.client.cookies.items()}, "user": person.user}


@pytest.mark.parametrize("role", list(Role))
def test_socket_is_closed_to_who_has_no_business_there(
    role, workshop, outsider, stranger, foreign_facilitator, foreign_coordinator
):
    for person in (Person(), outsider, stranger, foreign_facilitator, foreign_coordinator):
        assert access.enter_socket(scope_of(person), workshop.code, role) is None


def test_socket_of_a_role_is_for_that_role(workshop, participant, facilitator):
    assert access.enter_socket(scope_of(participant), workshop.code, Role.PARTICIPANT)
    assert access.enter_socket(scope_of(participant), workshop.code, Role.FACILITATOR) is None
    assert access.enter_socket(scope_of(facilitator), workshop.code, Role.FACILITATOR)
    assert access.enter_socket(scope_of(facilitator), workshop.code, Role.PARTICIPANT) is None
