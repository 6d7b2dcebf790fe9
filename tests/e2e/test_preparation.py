"""Preparation in a browser: what is typed and not saved is never lost in silence."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.e2e.eyes import CRAMPED


class Leaving:
    """Counts how often a page asks before it is left, and answers."""

    def __init__(self, page: Page) -> None:
        self.page, self.asked, self.stays = page, 0, True
        page.on("dialog", self.answer)

    def answer(self, dialog: Dialog) -> None:
        assert dialog.type == "beforeunload"
        self.asked += 1
        dialog.dismiss() if self.stays else dialog.accept()

    def is_asked_about(self, act: Callable[[], object]) -> None:
        """For the first time."""
        with self.page.expect_event("dialog"):
            act()
        assert self.asked == 1


@pytest.fixture
def page(room):
    room.begin()
    page = room.page(room.sign_in(), "preparation")
    page.goto(f"/run/{room.code}/prepare/")
    return page


def to_checklist(page: Page) -> None:
    page.locator(".head .btn").click()


def test_leaving_asks_when_something_is_not_saved_and_goes_when_told(page, room):
    leaving = Leaving(page)
    page.fill("#preparation [name=place]", "The big hall")
    leaving.is_asked_about(lambda: to_checklist(page))
    expect(page.locator("#preparation [name=place]")).to_have_value("The big hall")
    leaving.stays = False
    to_checklist(page)
    page.wait_for_url(re.compile(f"/run/{room.code}/checklist/"))
    assert leaving.asked == 2


def test_leaving_asks_nothing_when_nothing_has_changed(page, room):
    leaving = Leaving(page)
    place = page.locator("#preparation [name=place]")
    place.fill("The big hall")
    place.fill("")
    to_checklist(page)
    page.wait_for_url(re.compile(f"/run/{room.code}/checklist/"))
    assert leaving.asked == 0


def test_saving_asks_nothing_and_another_form_asks_for_what_is_not_saved(page, room):
    leaving = Leaving(page)
    page.fill("#preparation [name=place]", "The big hall")
    leaving.is_asked_about(page.locator("form[action$='/template/'] button").click)
    page.locator("#preparation .primary").click()
    page.wait_for_url(re.compile(f"/run/{room.code}/checklist/"))
    assert leaving.asked == 1


def test_leaving_asks_after_a_refusal_too(page, room):
    room.expected.append("422")
    leaving = Leaving(page)
    page.fill("#preparation [name=title]", "")
    page.locator("#preparation .primary").click()
    expect(page.locator("#preparation > .error")).to_be_visible()
    page.wait_for_load_state()
    expect(page.locator("#preparation [name=title]")).to_be_focused()
    page.locator("#preparation [name=title]").click()
    leaving.is_asked_about(lambda: to_checklist(page))


def test_choosing_another_language_of_the_questions_saves_and_asks_nothing(page, room):
    leaving = Leaving(page)
    page.goto(f"/run/{room.code}/prepare/questions/")
    page.locator("textarea").first.fill("What keeps this going?")
    page.locator(".tab[lang=sv]").click()
    page.wait_for_url(re.compile("language=sv"))
    assert leaving.asked == 0
    page.locator("textarea").first.fill("Vad bär?")
    leaving.is_asked_about(lambda: to_checklist(page))


# --- room to write ---

PAGES = ("new/", *(f"{{}}/{page}/" for page in ("prepare", "prepare/questions", "facilitators", "print")))
PAGES += ("{}/script/", "{}/script/cafe-1/", "{}/times/", "{}/between/", "{}/seating/")
OUTSIDE = ("/", "/j/{}/", "/accounts/login/")
ADMIN = ("organisation/add", "membershipinvitation/add", "workshop")
UNFOLD = "() => document.querySelectorAll('details').forEach((folded) => { folded.open = true; })"


def is_asked_for_where_it_is_our_own(page: Page, field: str) -> None:
    expect(page.locator(f"[name={field}]")).to_be_hidden()
    page.select_option("[name=focus_area]", "own")
    expect(page.locator(f"[name={field}]")).to_be_visible()


def saves_itself_and_keeps_the_focus(page: Page) -> None:
    line = page.locator("#script-welcome")
    line.locator("textarea").fill("Huomenta.")
    expect(line.locator(".unsaved")).to_be_visible()
    page.keyboard.press("Tab")
    expect(line.locator(".saved")).to_be_visible()
    expect(line.locator("#save-welcome")).to_be_focused()
    page.goto(page.url.replace("/script/", "/script/paper/"))
    page.emulate_media(media="print")
    words = page.locator(".words", has_text="Huomenta.")
    points = words.evaluate("e => parseFloat(getComputedStyle(e).fontSize) * 72 / 96")
    assert points >= 14  # read from a sheet in one's hand, standing


def test_every_field_of_every_form_has_room_for_its_words(room):
    """At 1280 px, with all that is folded opened. The console is looked at in ``test_every_page``."""
    room.begin("choosing", *[("fi", "Maija")] * 8, title="Early support", language="fi")
    laptop = room.sign_in("fi", viewport={"width": 1280, "height": 800})
    operator = room.context("fi", viewport={"width": 1280, "height": 800})
    room.give(operator, "sessionid", room.server.do("sign_in_operator"))
    paths = {
        laptop: [f"/run/{page}" for page in PAGES] + ["/accounts/password/change/"],
        operator: [f"/admin/workshops/{page}/" for page in ADMIN],
        room.context("fi", viewport={"width": 1280, "height": 800}): OUTSIDE,
    }
    cramped = {}
    for context, addresses in paths.items():
        page = room.page(context, "form")
        for address in addresses:
            page.goto(address.format(room.code))
            page.evaluate(UNFOLD)
            assert page.locator("form").count()
            cramped[address] = page.evaluate(CRAMPED)
            if address == "/run/new/":
                is_asked_for_where_it_is_our_own(page, "own_focus")
            if address == "/run/{}/script/":
                saves_itself_and_keeps_the_focus(page)
    assert {address: found for address, found in cramped.items() if found} == {}
