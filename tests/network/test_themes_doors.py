"""The matrix of the themes and syntheses: every address, tried by everyone, with what is somebody else's."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from network.models import (
    Finding,
    Proposal,
    Quote,
    Series,
    SeriesWorkshop,
    SharedTheme,
    SharedThemeEntry,
    Synthesis,
)
from network.services import synthesis, themes
from network.urls import urlpatterns
from tests.factories import STRICT_SITE, Person, browser
from tests.network.held import hold
from tests.network.test_themes import theme
from workshops.models import Heard

pytestmark = pytest.mark.django_db
ROOMS = ("themes/", "synthesis/")
PATTERNS = {one.name: one for one in urlpatterns if str(one.pattern).startswith(ROOMS)}
KEYED = {name: one for name, one in PATTERNS.items() if one.pattern.regex.groupindex}
READ_BY_MEMBERS = {"synthesis", "synthesis_page", "synthesis_file"}
PAGES = {"shared_theme", "synthesis", "synthesis_page", "synthesis_file", "write_synthesis", "quotes"}
MODELS = (SharedTheme, SharedThemeEntry, Synthesis, Finding, Quote, Proposal)


@pytest.fixture
def things(joined: Series, organisation: Any) -> dict[str, Any]:
    """One of everything, of the series that another organisation has joined."""
    held = hold(organisation)
    SeriesWorkshop.objects.create(series=joined, workshop=held)
    ids = [theme(held, title).pk for title in ("A", "B", "C")]
    shared = themes.put_together(organisation=organisation, name="All", themes=ids, into=[])
    made = synthesis.begin(organisation=organisation, title="Ours", language="en", series=joined)
    synthesis.add(synthesis=made, part=Finding, title="Found", text="")
    synthesis.add(synthesis=made, part=Proposal, text="Do it")
    found, heard = Finding.objects.get(), Heard.objects.create(workshop=held, text="Heard")
    quote = Quote.objects.create(
        finding=found, workshop=held, kind="heard", source=str(heard.pk), text="Heard"
    )
    return {
        "shared_id": shared.pk,
        "theme_id": ids[0],
        "synthesis_id": made.pk,
        "row_id": found.pk,
        "quote_id": quote.pk,
        "which": "findings",
        "form": "page-docx",
    }


def address_of(name: str, things: dict[str, Any]) -> str:
    return reverse(f"network:{name}", kwargs={key: things[key] for key in _keys(name)})


def _keys(name: str) -> list[str]:
    return list(PATTERNS[name].pattern.regex.groupindex)


def standing() -> dict[str, list[str]]:
    return {model.__name__: sorted(map(str, model._default_manager.values_list())) for model in MODELS}


def tried(person: Person, address: str) -> set[int]:
    body = {"name": "Mine", "title": "Mine", "text": "Mine", "to": "down", "place": "1", "language": "en"}
    return {person.client.get(address).status_code, person.client.post(address, body).status_code}


def test_there_is_a_thing_for_every_address(things):
    assert {key for name in KEYED for key in _keys(name)} == things.keys()


@pytest.mark.parametrize("who", ["anyone", "participant", "outsider", "facilitator", "third"])
def test_nothing_opens_for_who_has_nothing_to_do_with_it(request, who, things):
    person = Person() if who == "anyone" else request.getfixturevalue(who)
    before = standing()
    refused = {302, 401, 403, 405} if who in ("anyone", "participant") else {404, 405}
    said = {name: tried(person, address_of(name, things)) for name in KEYED}
    assert {name: status for name, status in said.items() if not status <= refused} == {}
    assert standing() == before


def test_members_of_the_series_read_and_write_nothing(foreign_coordinator, things):
    before = standing()
    let_in = {name for name in KEYED if 200 in tried(foreign_coordinator, address_of(name, things))}
    assert let_in == READ_BY_MEMBERS
    assert standing() == before


@pytest.mark.parametrize("who", ["coordinator", "operator"])
def test_keepers_and_operators_are_let_in_everywhere(request, who, things):
    person = request.getfixturevalue(who)
    said = {name: person.client.get(address_of(name, things)).status_code for name in KEYED}
    assert {name for name, status in said.items() if status == 200} == PAGES
    assert {name for name, status in said.items() if status not in (200, 405)} == set()


@pytest.mark.parametrize("who", ["outsider", "facilitator", "participant"])
def test_the_lists_are_for_coordinators(request, who):
    person = request.getfixturevalue(who)
    said = {name: tried(person, reverse(f"network:{name}")) for name in PATTERNS.keys() - KEYED.keys()}
    assert {name for name, status in said.items() if not status <= {302, 401, 403, 404, 405}} == set()


def test_nothing_is_reached_through_a_synthesis_of_ones_own(foreign_coordinator, other_organisation, things):
    own = synthesis.begin(organisation=other_organisation, title="Own", language="en")
    through = {**things, "synthesis_id": own.pk}
    for name in KEYED:
        if {"row_id", "quote_id"} & set(_keys(name)):
            assert tried(foreign_coordinator, address_of(name, through)) <= {302, 404, 405, 409}
    assert Finding.objects.get().title == "Found"
    assert Quote.objects.count() == 1


def test_ids_beyond_all_bounds_are_not_there(coordinator, things):
    for name in KEYED:
        for key in (key for key in _keys(name) if key.endswith("_id")):
            beyond = address_of(name, {**things, key: 10**18 - 1})
            assert tried(coordinator, beyond) <= {302, 404, 405, 409}


def test_reading_never_writes(coordinator, things):
    before = standing()
    for name in KEYED:
        coordinator.client.get(address_of(name, things))
    assert standing() == before


def test_no_address_takes_a_post_that_is_not_from_its_own_pages(coordinator, things):
    strict = browser(STRICT_SITE, origin="https://evil.example")
    strict.cookies = coordinator.client.cookies
    assert {strict.post(address_of(name, things)).status_code for name in KEYED} == {403}
