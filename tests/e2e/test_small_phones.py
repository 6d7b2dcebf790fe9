"""The smallest phone, the largest letters: nothing scrolls sideways, nothing is cut, all can be hit.
The stages of a course are looked at in ``test_every_page``."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.courses import TITLE
from tests.e2e.eyes import SMALL, misfits, with_letters
from tests.e2e.rooms import PHONE, Room

pytestmark = pytest.mark.in_order
# How much of the screen is free between the bars in the middle of the page.
READING = """() => {
  window.scrollTo(0, document.body.scrollHeight / 2);
  const bars = [...document.querySelectorAll(".top, .view, .composer")];
  const boxes = bars.map((bar) => bar.getBoundingClientRect());
  const seen = (box) => Math.max(0, Math.min(box.bottom, innerHeight) - Math.max(box.top, 0));
  return 1 - boxes.reduce((covered, box) => covered + seen(box), 0) / innerHeight;
}"""


TABS_AND_CHIP = """() => {
  const [tabs, chip] = [".view", "#arrivals"].map((name) => document.querySelector(name));
  chip.hidden = false;
  const boxes = [tabs, chip].map((e) => e.getBoundingClientRect().toJSON());
  chip.hidden = true;
  return boxes;
}"""


@pytest.fixture(scope="module")
def phone(shared_room: Room) -> Page:
    """Reads Finnish, and has joined nothing yet."""
    shared_room.begin("cafe-1", title=TITLE)
    return shared_room.page(shared_room.context("fi", **{**PHONE, "viewport": SMALL}), "small phone")


@pytest.mark.parametrize("path", ["/", "/j/{code}/", "/phone/{code}/", "/j/XXXXXXXX/"])
def test_the_way_in_fits_the_smallest_phone(shared_room: Room, phone: Page, path: str):
    shared_room.expected.append("404")
    phone.goto(path.format(code=shared_room.code))
    assert misfits(phone) == []


def test_the_join_button_is_seen_without_scrolling(shared_room: Room, phone: Page):
    for path in ("/", f"/j/{shared_room.code}/"):
        phone.goto(path)
        button = phone.locator("form.card button.primary").bounding_box()
        assert button
        assert button["y"] + button["height"] <= SMALL["height"]


def test_large_letters_leave_room_to_read(shared_room: Room, phone: Page):
    """No bar covers what the table or the group talks about, on no phone, with a keyboard or without."""
    room, little = shared_room, []
    room.join(phone)
    device = next(cookie["value"] for cookie in phone.context.cookies() if cookie["name"] == "device")
    room.cookies[phone] = device
    room.arrive(phone)
    for number in range(6):
        room.do("note", by=phone, text=f"Situation {number}, in some words that fill a line")
    room.is_current(phone)
    for step in ("cafe-1", "open_space"):
        if step == "open_space":
            room.do("go", step=step)
            room.is_at(phone, step)
            phone.locator(".theme .group button").first.click()
            expect(phone.locator(".group-page")).to_be_visible()
            for number in range(6):
                room.do("contribute", by=phone, text=f"Text {number}, in some words that fill a line")
            room.is_current(phone)
        for width, height in ((390, 844), (360, 640), (320, 568), (390, 500), (360, 340), (320, 300)):
            phone.set_viewport_size({"width": width, "height": height})
            free = with_letters(phone, READING)
            least = 0.4 if height > 500 else 1 / 3  # a keyboard lies over the rest
            little += [(step, width, height, name, share) for name, share in free.items() if share < least]
    phone.set_viewport_size(SMALL)
    assert not little, little


def test_chip_that_tells_of_news_covers_no_tab(shared_room: Room, phone: Page):
    """After the test above, in a group of Open Space."""
    tabs, chip = phone.evaluate(TABS_AND_CHIP)
    assert tabs["height"]
    assert chip["height"]
    assert chip["y"] >= 60 + tabs["height"] - 1
