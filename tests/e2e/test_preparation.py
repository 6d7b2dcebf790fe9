"""Preparation in a browser: what is typed and not saved is never lost in silence."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Dialog, Page, expect


class Leaving:
    """Counts how often a page asks before it is left, and answers."""

    def __init__(self, page: Page) -> None:
        self.page, self.asked, self.stays = page, 0, True
        page.on("dialog", self.answer)

    def answer(self, dialog: Dialog) -> None:
        assert dialog.type == "beforeunload"
        self.asked += 1
        dialog.dismiss() if self.stays else dialog.accept()

    def has_asked_once(self) -> None:
        for _wait in range(100):
            if not self.asked:
                self.page.wait_for_timeout(50)
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
    to_checklist(page)
    leaving.has_asked_once()
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
    page.locator("form[action$='/template/'] button").click()
    leaving.has_asked_once()
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
    page.locator("#preparation [name=title]").click()
    to_checklist(page)
    leaving.has_asked_once()


def test_choosing_another_language_of_the_questions_saves_and_asks_nothing(page, room):
    leaving = Leaving(page)
    page.goto(f"/run/{room.code}/prepare/questions/")
    page.locator("textarea").first.fill("What keeps this going?")
    page.locator(".tab[lang=sv]").click()
    page.wait_for_url("**language=sv")
    assert leaving.asked == 0
    page.locator("textarea").first.fill("Vad bär?")
    page.locator(".head .btn").click()
    leaving.has_asked_once()
