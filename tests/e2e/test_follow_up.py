"""The follow-up in browsers: one facilitator tells how tasks have gone, a phone reads it and answers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.eyes import CRAMPED, JUDGE, SMALL, SQUEEZED, TAGS, axe_script, misfits
from tests.e2e.rooms import Room

LONG = "Mornings begin together at one table, and whoever comes late is told what was said " * 2


@pytest.fixture
def pages(room: Room) -> tuple[Page, Page]:
    room.begin("welcome", ("fi", ""))
    room.do("agree", what="Meet every week")
    room.do("agree", what=LONG.strip())
    room.do("jump", step="closed")
    console = room.page(room.sign_in("fi"), "console")
    console.goto(f"/run/{room.code}/")
    return console, room.load()[0]


def test_how_it_has_gone_is_told_in_a_minute_read_and_answered(pages: tuple[Page, Page], room: Room) -> None:
    console, phone = pages
    console.locator(f"a[href='/w/{room.code}/follow-up/']").click()
    task = console.locator(".follow-up > li").first
    task.get_by_label("Eteneminen").select_option("doing")
    task.get_by_label("Miten sujui").fill("Joka toinen viikko")
    console.get_by_role("button", name="Tallenna", exact=True).click()
    expect(console.locator(".saved")).to_be_visible()
    console.get_by_role("button", name="Luo osoite").click()
    expect(console.locator(".secret")).to_have_text(re.compile(r"/calendars/\S+\.ics$"))

    phone.locator(f"a[href='/w/{room.code}/follow-up/']").click()
    expect(phone.locator(".follow-up > li").first).to_contain_text("Joka toinen viikko")
    phone.locator(".follow-up > li").first.locator("label", has_text="4").click()
    phone.get_by_role("button", name="Lähetä").click()
    expect(phone.locator(".follow-up > li").first.get_by_role("radio", name="4")).to_be_checked()
    phone.get_by_label("Sähköpostiosoite").fill("aino@kunta.fi")
    phone.get_by_role("button", name="Muistuta minua").click()
    expect(phone.locator("#reminders [role=status]")).to_contain_text("aino@kunta.fi")

    for page in pages:
        page.evaluate(axe_script())
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            assert [page.evaluate(JUDGE, [TAGS, colours]) for colours in (False, True)] == [[], []]
        page.set_viewport_size(SMALL)
        assert [*misfits(page), *page.evaluate(CRAMPED), *page.evaluate(SQUEEZED)] == []
