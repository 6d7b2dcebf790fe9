"""The matrix: every address of a series, tried by everyone, with a series that is somebody else's."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from network.models import Series, SeriesInvitation, SeriesMember, SeriesWorkshop, Turn
from network.urls import urlpatterns
from tests.factories import STRICT_SITE, Person, browser
from workshops.models import Workshop

pytestmark = pytest.mark.django_db
OF_SERIES = [pattern for pattern in urlpatterns if "<id:series_id>" in str(pattern.pattern)]
NAMES = [pattern.name for pattern in OF_SERIES]
MEMBERS = {
    "one_series",
    "put_workshops",
    "series_workshop",
    "take_out_workshop",
    "give_workshop",
    "leave_series",
}
LISTS = ("series", "begin_series")


@pytest.fixture
def things(joined: Series, planned: Workshop, organisation: Any, other_organisation: Any) -> dict[str, int]:
    """A series with one of everything in it, and their ids by the names in the addresses."""
    SeriesWorkshop.objects.create(series=joined, workshop=planned)
    turn = Turn.objects.create(series=joined, order=1, region="North", host=organisation)
    invitation = SeriesInvitation.objects.create(
        series=joined,
        email="head@example.org",
        seed="seed",
        changed_at=timezone.now(),
        expires_on=timezone.localdate(),
    )
    return {
        "series_id": joined.pk,
        "workshop_id": planned.pk,
        "organisation_id": other_organisation.pk,
        "turn_id": turn.pk,
        "invitation_id": invitation.pk,
    }


def address_of(name: str, things: dict[str, int]) -> str:
    (pattern,) = (each for each in OF_SERIES if each.name == name)
    return reverse(f"network:{name}", kwargs={key: things[key] for key in pattern.pattern.regex.groupindex})


def standing() -> dict[str, Any]:
    """All that somebody could have changed."""
    models = (Series, SeriesWorkshop, SeriesMember, SeriesInvitation, Turn)
    return {model.__name__: sorted(map(str, model.objects.values_list())) for model in models}


def tried(person: Person, address: str) -> set[int]:
    body = {"name": "Mine", "region": "Mine", "to": "up", "place": "1", "on": "1", "email": "me@example.org"}
    return {person.client.get(address).status_code, person.client.post(address, body).status_code}


@pytest.mark.parametrize("who", ["anyone", "participant", "outsider", "facilitator", "third"])
def test_a_series_is_closed_to_who_has_nothing_to_do_with_it(request, who, things):
    person = Person() if who == "anyone" else request.getfixturevalue(who)
    before = standing()
    signed_in = who not in ("anyone", "participant")
    refused = {404, 405} if signed_in else {302, 401, 403, 405}
    let_in = {
        name: said for name in NAMES if not (said := tried(person, address_of(name, things))) <= refused
    }
    assert let_in == {}
    assert standing() == before


def test_what_only_its_keepers_may_is_closed_to_members(foreign_coordinator, things):
    before = standing()
    addresses = {name: address_of(name, things) for name in set(NAMES) - MEMBERS}
    let_in = {
        name: said
        for name, address in addresses.items()
        if not (said := tried(foreign_coordinator, address)) <= {404, 405}
    }
    assert let_in == {}
    assert standing() == before


def test_members_reach_no_workshop_of_another_organisation(foreign_coordinator, things):
    before = standing()
    for name in ("series_workshop", "take_out_workshop", "give_workshop"):
        assert tried(foreign_coordinator, address_of(name, things)) <= {404, 405}
    assert standing() == before


@pytest.mark.parametrize("who", ["coordinator", "operator"])
def test_keepers_and_operators_are_let_in_everywhere(request, who, things):
    person = request.getfixturevalue(who)
    answers = {name: person.client.get(address_of(name, things)).status_code for name in NAMES}
    assert {name for name, status in answers.items() if status not in (200, 405)} == set()
    assert {name for name, status in answers.items() if status == 200} == {
        *("one_series", "series_settings", "put_workshops", "series_workshop", "turn")
    }


@pytest.mark.parametrize("who", ["coordinator", "foreign_coordinator", "third"])
def test_nothing_of_another_series_is_reached_through_ones_own(request, who, things, organisation):
    """By its id in the address of a series that one does look after."""
    person = request.getfixturevalue(who)
    own = Series.objects.create(organisation_id=min(person.user.coordinated), name="Own")
    before = standing()
    for name in NAMES:
        if len(address_of(name, things).strip("/").split("/")) > 3:
            tried(person, address_of(name, things | {"series_id": own.pk}))
    after = standing()
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"Series", "Turn", "SeriesInvitation"}  # of one's own
    for model in (Turn, SeriesInvitation, SeriesWorkshop, SeriesMember):
        assert model.objects.filter(series=things["series_id"]).count() == 1


def test_ids_beyond_all_bounds_are_not_there(coordinator, things):
    for name in NAMES:
        for key in set(things) & set(next(p for p in OF_SERIES if p.name == name).pattern.regex.groupindex):
            largest = 10**18 - 1
            assert tried(coordinator, address_of(name, things | {key: largest})) <= {302, 404, 405, 409, 422}


@pytest.mark.parametrize("who", ["outsider", "facilitator", "third", "coordinator"])
@pytest.mark.parametrize("name", LISTS)
def test_the_list_is_for_coordinators_and_shows_their_own(request, who, name, things):
    person = request.getfixturevalue(who)
    page = person.client.get(reverse(f"network:{name}"))
    if name == "begin_series":
        assert page.status_code == (405 if who in ("third", "coordinator") else 404)
        return
    assert page.status_code == (200 if who in ("third", "coordinator") else 404)
    assert ("Eight towns" in page.content.decode()) is (who == "coordinator")


def test_reading_never_writes(coordinator, things):
    before = standing()
    for name in NAMES:
        coordinator.client.get(address_of(name, things))
    assert standing() == before


def test_no_address_takes_a_post_that_is_not_from_its_own_pages(coordinator, things):
    strict = browser(STRICT_SITE, origin="https://evil.example")
    strict.cookies = coordinator.client.cookies
    assert {strict.post(address_of(name, things)).status_code for name in NAMES} == {403}
