"""From the first page each question of a series, and of the network, is at most three clicks away."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from dialogit.demo import earlier, network, seed
from network.models import Series
from tests.factories import Person, signed_in

pytestmark = pytest.mark.django_db

FIRST = "/coordinate/"
LINK = re.compile(r'<a\s[^>]*?href="(/coordinate/[^"#]*)')
MOST_CLICKS = 3
QUESTIONS = ("areas", "themes", "syntheses", "agreed", "quality", "folders")


@pytest.fixture
def demo(db: None) -> Person:
    """Its coordinator, with all that there is to look at."""
    people = seed.accounts()
    earlier.write(*people)
    network.write(*people)
    return signed_in(people[1])


def links_on(person: Person, address: str) -> set[str]:
    """Those of the page's own part: not the rooms above it, which are on every page."""
    answer = person.client.get(address)
    assert answer.status_code == 200, address
    main = answer.content.decode().partition("<main")[2]
    return {link.replace("&amp;", "&") for link in LINK.findall(main)}


def clicks_to(person: Person, wanted: set[str]) -> dict[str, int]:
    """How many clicks from the first page, for those that are found within the most."""
    found: dict[str, int] = {}
    seen, here = {FIRST}, {FIRST}
    for clicks in range(1, MOST_CLICKS + 1):
        here = {link for address in here for link in links_on(person, address)} - seen
        seen |= here
        found |= dict.fromkeys(here & wanted, clicks)
        here = {link for link in here if not link.endswith((".csv", ".zip")) and "/as/" not in link}
    return found


@pytest.mark.thorough
def test_every_question_of_a_series_is_three_clicks_away(demo):
    """The series itself tells whose turn it is."""
    for series in Series.objects.all():
        own = reverse("network:one_series", args=[series.pk])
        asked = {f"{reverse(f'network:{name}')}?series={series.pk}" for name in QUESTIONS}
        found = clicks_to(demo, {own, *asked})
        assert found == {own: 2, **dict.fromkeys(asked, 3)}


def test_every_question_of_the_whole_network_is_one_click_away(demo):
    asked = {reverse(f"network:{name}") for name in ("series", *QUESTIONS)} - {reverse("network:syntheses")}
    assert links_on(demo, FIRST) >= asked
    assert any("/synthesis/" in link for link in links_on(demo, FIRST)), "the latest one itself"
