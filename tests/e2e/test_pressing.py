"""What one presses never moves away under the finger: what comes meanwhile waits until it is lifted."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, WebSocket, expect

from tests.e2e.rooms import DRAWN, ENDLESS, TIMEOUT, TWO, Room

MAX_PRESS = 3_000
sockets: dict[Page, WebSocket] = {}
Press = Callable[[str], Locator]


@pytest.fixture(scope="module")
def phone(shared_room: Room) -> Page:
    shared_room.begin("cafe-1", *TWO)
    return shared_room.load(1, prepare=hear)[0]


def hear(phone: Page) -> None:
    """Keeps the line by which it comes to the phone, whatever the page does with it then."""
    phone.on("websocket", lambda socket: sockets.update({phone: socket}))


@pytest.fixture
def press(shared_room: Room, phone: Page) -> Iterator[Press]:
    """*Ours too* of a note that a push would move down, with the finger on it."""

    def on(text: str) -> Locator:
        shared_room.do("note", by=1, text=text)
        button = phone.locator(".note", has_text=text).locator(".ours")
        expect(button).to_be_visible()
        button.scroll_into_view_if_needed()
        box = button.bounding_box()
        assert box
        phone.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        phone.mouse.down()
        return button

    yield on
    phone.mouse.up()


def test_a_finger_that_is_never_lifted_does_not_stop_the_page(shared_room, phone, press):
    press("Pressed for ever")
    shared_room.do("note", by=1, text="In the end")
    expect(phone.locator(".note", has_text="In the end")).to_be_visible(timeout=MAX_PRESS + TIMEOUT)


def test_a_push_waits_for_the_finger_and_the_click_counts(shared_room, phone, press):
    """Shown to fail with frames applied at once, as they once were."""
    phone.evaluate(ENDLESS, MAX_PRESS)
    pressed = press("Pressed for a while")
    with sockets[phone].expect_event("framereceived", lambda frame: "Meanwhile" in str(frame)):
        shared_room.do("note", by=1, text="Meanwhile")
    phone.evaluate(DRAWN)
    assert phone.locator(".note", has_text="Meanwhile").count() == 0
    phone.mouse.up()
    expect(phone.locator(".note", has_text="Meanwhile")).to_be_visible()
    expect(pressed).to_have_attribute("aria-pressed", "true")
