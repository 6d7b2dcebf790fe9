"""The smallest phone, the largest letters: nothing scrolls sideways, nothing is cut, all can be hit.
The stages of a course are looked at in ``test_every_page``."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.e2e.courses import TITLE
from tests.e2e.eyes import SMALL, misfits, with_letters
from tests.e2e.rooms import PHONE, Room

# How much of the screen is free between the two bars when the question has been scrolled to.
READING = """() => {
  document.querySelector(".where").scrollIntoView();
  const boxes = [...document.querySelectorAll(".top, .composer")].map((bar) => bar.getBoundingClientRect());
  const seen = (box) => Math.max(0, Math.min(box.bottom, innerHeight) - Math.max(box.top, 0));
  return 1 - boxes.reduce((covered, box) => covered + seen(box), 0) / innerHeight;
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
    """Neither bar covers the question that the table talks about."""
    shared_room.join(phone)
    shared_room.arrive(phone)
    free = with_letters(phone, READING)
    assert {letters: share for letters, share in free.items() if share < 0.4} == {}
