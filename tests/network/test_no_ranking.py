"""Nobody is ordered by worry: no table, sort, filter or file of the network, whoever asks for whatever.

Two networks are laid side by side that differ only in where the worry is. Every address of the network tells
areas, organisations, workshops and people in the same order in both, whatever is asked of it.
"""

from __future__ import annotations

import csv
import io
import re
import uuid
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.urls import reverse

from network.models import SeriesWorkshop
from network.services import series as series_services
from network.services import synthesis
from network.urls import urlpatterns
from tests.factories import Person
from tests.network.held import hold, task
from tests.network.test_themes import theme
from workshops.models import Area, FeedbackAnswer, FeedbackScore, Need, NextTime, Organisation
from worryzones import zones
from worryzones.models import Cafe, Note, Table, ThemeGroup

pytestmark = pytest.mark.django_db
TOWNS = ("Akaa", "Lempaala", "Pirkkala")
UNITS = ("Alpha", "Beta", "Gamma")  # workshops, each of one town
NAMES = (*TOWNS, *UNITS, "Family Centre", "Another Centre")
# Orders and filters that there are; a new one is weighed here by whoever adds it.
SELECTED = ("series", "organisation", "area", "year")  # takes out of a page, and orders nothing on it
ASKED = {
    *SELECTED,
    *("part", "page", "order", "find", "kind", "keeper"),
}
OF_WORRY = re.compile(r"zone|worr|huol|vyöhyk|oro|theme group|teemaryhm|temagrupp|note", re.IGNORECASE)
OF_WHOM = re.compile(
    r"area|organi|unit|workshop|person|people|municip|kunta|alue|yksik|työpaj|kommun|områd|enhet|facilit",
    re.IGNORECASE,
)


class Tables(HTMLParser):
    """The heads of each table, and what can be asked for by links and by forms that are read."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.heads: list[list[str]] = []
        self.asked: set[tuple[str, str]] = set()
        self._in_head, self._field, self._form = False, "", ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        if tag == "table":
            self.heads.append([])
        elif tag == "th" and of.get("scope") == "col":
            self._in_head = True
            self.heads[-1].append("")
        elif tag == "a" and urlsplit(of.get("href", "")).path in ("", *_paths()):
            self.asked |= set(parse_qsl(urlsplit(of["href"]).query, keep_blank_values=True))
        elif tag == "form":
            self._form = of.get("method", "get")
        elif tag in ("input", "select") and self._form == "get" and of.get("name"):
            self._field = of["name"]
            self.asked.add((self._field, of.get("value", "")))
        elif tag == "option" and self._form == "get":
            self.asked.add((self._field, of.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "th":
            self._in_head = False
        elif tag == "form":
            self._form = ""

    def handle_data(self, data: str) -> None:
        if self._in_head:
            self.heads[-1][-1] += data


def _paths() -> list[str]:
    return [reverse(f"network:{name}") for name in PLAIN]


PLAIN = [one.name for one in urlpatterns if not one.pattern.regex.groupindex]


def network(coordinator: Person, organisation: Organisation, worried: dict[str, int]) -> dict[str, int]:
    """A workshop for each town, with as many theme groups and notes of great worry as ``worried`` says."""
    series = series_services.begin(
        organisation=organisation, name="Round", purpose="", begins_on=None, ends_on=None, language="en"
    )
    for weeks, (town, unit) in enumerate(zip(TOWNS, UNITS, strict=True), start=2):
        held = hold(organisation, unit, weeks_ago=weeks, areas=[town], took_part_1=9)
        SeriesWorkshop.objects.create(series=series, workshop=held)
        cafe = Cafe.objects.create(workshop=held, number=1)
        for number in zones.NUMBERS:
            table = Table.objects.create(cafe=cafe, zone_number=number)
            for place in range(worried[town] if number == 4 else 4):
                found = theme(held, f"Theme {number} {place}", mark=str(number), selected=True)
                group = ThemeGroup.objects.create(table=table, theme=found)
                Note.objects.create(table=table, text=f"Note {place}", theme_group=group)
        task(held, f"Task of {unit}", 9)
        Need.objects.create(workshop=held, text=f"Need of {unit}")
        NextTime.objects.create(workshop=held, text=f"Next of {unit}")
        for score in range(1, 6):
            drawn = uuid.uuid5(uuid.NAMESPACE_OID, f"{unit} {score}")  # by chance, as everywhere, but alike
            answer = FeedbackAnswer.objects.create(pk=drawn, workshop=held, text=f"Words of {unit}")
            FeedbackScore.objects.create(answer=answer, key="heard", score=score)
    made = synthesis.begin(organisation=organisation, title="Ours", language="en", series=series)
    return {"series_id": series.pk, "synthesis_id": made.pk}


def addresses(ids: dict[str, int]) -> Iterator[str]:
    """Of all that is read of the network, each once."""
    for one in urlpatterns:
        keys = one.pattern.regex.groupindex
        if set(keys) <= ids.keys():
            yield reverse(f"network:{one.name}", kwargs={key: ids[key] for key in keys})


def seen(person: Person, ids: dict[str, int]) -> dict[str, Any]:
    """Every page with all that it offers to ask for: what is answered, by its address and question."""
    found: dict[str, Any] = {}
    waiting = list(addresses(ids))
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        answer = person.client.get(address)
        if answer.status_code == 200:
            found[address] = answer
            if "text/html" in answer.headers["Content-Type"] and "?" not in address:
                offered = Tables(answer.content.decode()).asked
                waiting += [
                    f"{address}?{name}={value}"
                    for name, value in offered
                    if value.isascii() and name not in SELECTED
                ]
    return found


def text_of(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(body.decode("utf-8-sig", "replace"))


def test_no_table_and_no_file_lays_worry_beside_those_who_have_it(coordinator, organisation):
    ids = network(coordinator, organisation, dict.fromkeys(TOWNS, 2))
    heads: dict[str, list[str]] = {}
    for address, answer in seen(coordinator, ids).items():
        if "text/csv" in answer.headers["Content-Type"]:
            heads[address] = next(csv.reader(io.StringIO(text_of(answer)), delimiter=";"))
        elif "text/html" in answer.headers["Content-Type"]:
            for place, head in enumerate(Tables(text_of(answer)).heads):
                heads[f"{address} {place}"] = head
    assert len(heads) > 5
    worried = {
        where: head
        for where, head in heads.items()
        if any(OF_WORRY.search(name) for name in head) and any(OF_WHOM.search(name) for name in head)
    }
    assert worried == {}


@pytest.mark.thorough
def test_nothing_can_be_asked_for_but_what_was_weighed(coordinator, organisation):
    ids = network(coordinator, organisation, dict.fromkeys(TOWNS, 2))
    asked = {
        pair
        for answer in seen(coordinator, ids).values()
        if "text/html" in answer.headers["Content-Type"]
        for pair in Tables(text_of(answer)).asked
    }
    assert {name for name, _value in asked} <= ASKED
    orders = {value for name, value in asked if name in ("order", "sort", "o")}
    assert not any(OF_WORRY.search(value) for value in orders)
    assert not any(OF_WORRY.search(name) for name, _value in asked)


@pytest.mark.thorough
def test_wherever_the_worry_is_everything_stands_in_the_same_order(coordinator, organisation):
    def order() -> dict[str, list[str]]:
        ids = network(coordinator, organisation, worried)
        pages = {address: text_of(answer) for address, answer in seen(coordinator, ids).items()}
        names = re.compile("|".join(NAMES))
        for kept in (organisation.syntheses, organisation.series, organisation.workshops, Area.objects):
            kept.all().delete()
        return {re.sub(r"\d+", "0", address): names.findall(page) for address, page in pages.items()}

    worried = {"Akaa": 9, "Lempaala": 1, "Pirkkala": 3}
    first = order()
    worried = {"Akaa": 1, "Lempaala": 3, "Pirkkala": 9}
    assert order() == first
    assert sum(map(len, first.values())) > 50
