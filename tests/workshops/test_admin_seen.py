"""Lists of the admin, the pasting of areas and one's own workshops in a browser, with the longest words.

The pages are made before the browser starts, whose event loop the database would not bear.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Route

from network.models import Series
from tests.browsers import CHROMIUM, launched
from tests.e2e.eyes import JUDGE, TAGS, axe_script
from tests.factories import (
    AreaFactory,
    OrganisationFactory,
    UserFactory,
    WorkshopFactory,
    go,
    many,
    signed_in,
)
from workshops.models import Membership
from workshops.services import archiving, facilitation

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.any_database,
    pytest.mark.thorough,
    pytest.mark.e2e,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]
HERE = "http://localhost"
TITLE = "Moniammatillisen yhteistyön rakenteiden ja varhaisen tuen toimintamallien kehittämistyöpaja"
ORGANISATION = "Pohjois-Pohjanmaan hyvinvointialueen lasten, nuorten ja perheiden palvelut"
WORD = "Lastensuojelunilmoituskäytäntöyhteistyöverkostokehittämistilaisuus"
LIST = "/admin/workshops/workshop/"
LANGUAGES, SIZES = ("fi", "sv", "en"), ((1280, 720), (1440, 900), (390, 844))
Pages = dict[str, dict[str, str]]


@pytest.fixture
def pages() -> Pages:
    """By language and address, of somebody who coordinates and facilitates."""
    first, other = OrganisationFactory(name=ORGANISATION), OrganisationFactory(name="Tuike")
    person = signed_in(UserFactory(is_staff=True, organisation=first))
    colleague = UserFactory(first_name=WORD[:30], last_name="Toinen", organisation=first)
    for place in (first, other):
        Membership.objects.create(user=person.user, organisation=place, role="coordinator")
    areas = [AreaFactory(name=f"Pohjois-Suomen kunta {n}", sub_region="Seutu") for n in range(6)]
    now, made = timezone.now(), {}
    for name, place, title in (("held", first, TITLE), ("word", other, WORD), ("planned", first, TITLE)):
        dates = {"dialogue_1_at": now, "dialogue_2_at": now + timedelta(days=300)} if name == "held" else {}
        made[name] = WorkshopFactory(title=title, organisation=place, areas=areas, user=person.user, **dates)
    facilitation.add_second(workshop=made["planned"], user=colleague)
    Series.objects.create(organisation=first, name=WORD).entries.create(workshop=made["planned"])
    go(made["held"], "welcome")
    many(made["held"], 12)
    go(made["held"], "closed")
    archiving.archive(workshop=made["word"], on=True)
    lonely = signed_in(UserFactory(is_staff=True))
    Membership.objects.create(user=lonely.user, organisation=OrganisationFactory(), role="coordinator")
    lines = f"{WORD};kunta;;{WORD}\n{areas[0]};;;Muualla\n{WORD * 9};kunta\nOulu;planeetta;{WORD}"
    return {language: dict(_read(language, person, lonely, made, lines)) for language in LANGUAGES}


def _read(language: str, person: Any, lonely: Any, made: Any, lines: str) -> Any:
    headers = {"Accept-Language": language}
    own, delete = reverse("workshops:own"), "workshops:delete"
    for address in (
        *(LIST, f"{LIST}?q=nothing", "/admin/workshops/area/", "/admin/workshops/area/paste/"),
        *(own, f"{own}?archive=1", f"{own}?q=nothing", f"{own}?said=archived"),
        *(reverse(delete, args=[made[name].code]) for name in ("held", "planned")),
        "/run/ZZZZZZZZ/",
    ):
        yield address, person.client.get(address, headers=headers).content.decode()
    body = {"lines": lines, "kind": "municipality"}
    pasted = person.client.post("/admin/workshops/area/paste/", body, headers=headers)
    yield "/admin/workshops/area/paste/?looked", pasted.content.decode()
    for address in (LIST, own):
        yield f"{address}?empty", lonely.client.get(address, headers=headers).content.decode()


def answering(pages: dict[str, str]) -> Any:
    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HERE)
        if path in pages:
            route.fulfill(body=pages[path], content_type="text/html; charset=utf-8")
        else:
            _url, is_static, name = path.partition(settings.STATIC_URL)
            file = finders.find(name) if is_static else None
            route.fulfill(path=file) if file else route.fulfill(body="")

    return answer


ENDS = "cells => cells.map(cell => cell.getBoundingClientRect().right)"
SIDEWAYS = "frames => frames.filter(frame => frame.scrollWidth > frame.clientWidth).length"


def test_participants_are_seen_without_scrolling_beside_the_longest_titles_and_names(pages: Pages):
    """Shown to fail at 1280 before: the last column was beyond the frame of the table."""
    with launched() as browser:
        found = {}
        for language in LANGUAGES:
            for width, height in SIZES:
                page = browser.new_page(viewport={"width": width, "height": height})
                page.route("**/*", answering(pages[language]))
                page.goto(HERE + LIST)
                people = page.locator("td.field-people").filter(has_text="12")
                seen = people.is_visible() and max(people.evaluate_all(ENDS)) <= width
                found[language, width] = (seen, page.locator(".results").evaluate_all(SIDEWAYS))
                page.close()
    assert found == dict.fromkeys(found, (True, 0))
    assert len(found) == len(LANGUAGES) * len(SIZES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_read_well_and_fit_the_smallest_phone(pages: Pages, language: str):
    with launched() as browser:
        context = browser.new_context(viewport={"width": 320, "height": 700}, reduced_motion="reduce")
        context.route("**/*", answering(pages[language]))
        page, found = context.new_page(), {}
        for address in pages[language]:
            page.goto(HERE + address)
            page.evaluate(axe_script())
            wrong = page.evaluate(JUDGE, [TAGS, True]) + page.evaluate(JUDGE, [TAGS, False])
            found[address] = (wrong, page.evaluate("document.documentElement.scrollWidth"))
    assert {address: told for address, told in found.items() if told != ([], 320)} == {}
