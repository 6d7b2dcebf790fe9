"""Areas in a browser: names stand whole on their tiles, and sub-regions are folded without any script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import opened
from tests.e2e.rooms import LAPTOP, PHONE, Room
from tests.e2e.server import Server

SIZES = {
    "laptop": LAPTOP,
    "phone": PHONE,
    "small phone": {**PHONE, "viewport": {"width": 320, "height": 568}},
}
# What runs over its tile when nothing may be parted but where a hyphen shows it, and what a reader copies.
NAMES = """() => [...document.querySelectorAll(".tile-name")].map((name) => {
  name.style.overflowWrap = "normal";
  const tile = name.parentElement.getBoundingClientRect(), range = document.createRange();
  range.selectNodeContents(name);
  const text = range.getBoundingClientRect();
  const inside = text.right <= tile.right && text.bottom <= tile.bottom;
  const whole = inside && name.scrollWidth <= name.clientWidth;
  return [name.textContent.trim().replaceAll("\\u00ad", ""), whole];
})"""


@pytest.fixture(scope="module")
def room(browser: Browser, server: Server) -> Iterator[Room]:
    with opened(browser, server) as room:
        yield room


@pytest.fixture(scope="module")
def long_names(room: Room) -> list[str]:
    return list(room.server.do("fill_areas"))


def signed_in(room: Room, **options: object) -> BrowserContext:
    context = room.context("fi", **options)
    room.give(context, "sessionid", room.server.do("sign_in_operator"))
    return context


def areas(room: Room, **options: object) -> Page:
    page = room.page(signed_in(room, **options), "areas")
    page.goto("/coordinate/areas/")
    return page


@pytest.mark.parametrize("size", SIZES)
def test_the_longest_names_stand_whole_on_their_tiles(room: Room, long_names: list[str], size: str):
    page = areas(room, **SIZES[size])
    shown = dict(page.evaluate(NAMES))
    assert set(long_names) <= shown.keys()
    assert {name for name, is_whole in shown.items() if not is_whole} == set()
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0


def test_sub_regions_open_by_the_keyboard_without_any_script(room: Room, long_names: list[str]):
    page = areas(room, java_script_enabled=False, **PHONE)
    regions = page.locator("details.region")
    expect(regions).to_have_count(12)
    expect(page.locator("details.region[open]")).to_have_count(3)
    last = regions.last
    last.locator("summary").focus()
    expect(last.locator("table")).not_to_be_visible()
    page.keyboard.press("Enter")
    expect(last.locator("table")).to_be_visible()
