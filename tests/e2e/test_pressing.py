"""What one presses never moves away under the finger: what comes meanwhile waits until it is lifted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.rooms import DRAWN, TWO, Room
from tests.waiting import SLOWNESS

MAX_PRESS = 3_000
heard: dict[Page, list[Any]] = {}


@pytest.fixture(scope="module")
def phone(shared_room: Room) -> Page:
    shared_room.begin("cafe-1", *TWO)
    return shared_room.load(1, prepare=hear)[0]


def hear(phone: Page) -> None:
    """Keeps what the server has sent to the phone, whatever the page has done with it by then."""
    heard[phone] = []
    phone.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard[phone].append(frame)))


@pytest.fixture
def pressed(shared_room: Room, phone: Page) -> Iterator[Locator]:
    """*Ours too* of a note that a push would move down, with the finger on it."""
    shared_room.do("note", by=1, text="Pressed")
    button = phone.locator(".note", has_text="Pressed").first.locator(".ours")
    expect(button).to_be_visible()
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box
    phone.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    phone.mouse.down()
    yield button
    phone.mouse.up()


def test_a_push_waits_for_the_finger_and_the_click_counts(shared_room, phone, pressed):
    """Shown to fail with frames applied at once, as they once were."""
    shared_room.do("note", by=1, text="Meanwhile")
    while not any("Meanwhile" in str(frame) for frame in heard[phone]):
        phone.wait_for_timeout(10)
    phone.evaluate(DRAWN)
    assert phone.locator(".note", has_text="Meanwhile").count() == 0
    phone.mouse.up()
    expect(phone.locator(".note", has_text="Meanwhile")).to_be_visible()
    expect(pressed).to_have_attribute("aria-pressed", "true")


def test_a_finger_that_is_never_lifted_does_not_stop_the_page(shared_room, phone, pressed):
    shared_room.do("note", by=1, text="In the end")
    expect(phone.locator(".note", has_text="In the end")).to_be_visible(timeout=MAX_PRESS + 2_000 * SLOWNESS)
