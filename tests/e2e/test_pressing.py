"""What one presses never moves away under the finger: what comes meanwhile waits until it is lifted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.rooms import Room
from tests.waiting import PATIENCE

LONGEST_PRESS = 3_000


@pytest.fixture(scope="module")
def phones(shared_room: Room) -> list[Page]:
    phones = [shared_room.phone() for _ in range(2)]
    shared_room.go("cafe-1", *phones)
    shared_room.arrive(*phones)
    return phones


@pytest.fixture
def pressed(shared_room: Room, phones: list[Page]) -> Iterator[Locator]:
    """*Ours too* of a note that a push would move down, with the finger on it."""
    phone, other = phones
    shared_room.write(other, "Pressed")
    button = phone.locator(".note", has_text="Pressed").first.locator(".ours")
    expect(button).to_be_visible()
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box
    phone.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    phone.mouse.down()
    yield button
    phone.mouse.up()


def test_a_push_waits_for_the_finger_and_the_click_counts(shared_room, phones, pressed):
    """Shown to fail with frames applied at once, as they once were."""
    phone, other = phones
    shared_room.post(other, "Meanwhile")
    phone.wait_for_timeout(300)
    assert phone.locator(".note", has_text="Meanwhile").count() == 0
    phone.mouse.up()
    expect(phone.locator(".note", has_text="Meanwhile")).to_be_visible()
    expect(pressed).to_have_attribute("aria-pressed", "true")


def test_a_finger_that_is_never_lifted_does_not_stop_the_page(shared_room, phones, pressed):
    phone, other = phones
    shared_room.write(other, "In the end")
    expect(phone.locator(".note", has_text="In the end")).to_be_visible(
        timeout=LONGEST_PRESS + 2_000 * PATIENCE
    )
