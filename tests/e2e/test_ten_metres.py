"""The projector reads from ten metres where no course leads: held, blank, and with a room of three cafés.
Every page of a course is looked at in ``test_every_page``."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.eyes import LastRow
from tests.e2e.rooms import Room


@pytest.mark.parametrize(("to", "shown"), [("held", "#held"), ("blank", "#screen")])
def test_held_and_blank_screens_show_nothing_small(room: Room, to: str, shown: str):
    room.begin("welcome")
    room.open("projector")
    room.do("turn_screen", to=to)
    expect(room.projector.locator(shown)).to_be_visible()
    eye = LastRow()
    eye.look(to, room.projector)
    assert eye.unread == [], "\n".join(eye.unread)


def test_a_clock_that_stands_takes_no_more_room(room: Room):
    """Its mark on a line of its own pushed the question off the picture."""
    room.begin("cafe-1", ("fi", ""), language="fi")
    room.open("projector", language="fi")
    clock = room.projector.locator(".clock .timer")
    room.projector.evaluate("document.querySelector('[data-walk-for]').hidden = true")
    height = clock.bounding_box()["height"]
    clock.evaluate("clock => clock.dataset.paused = '1'")
    assert clock.bounding_box()["height"] == height
    assert clock.evaluate("clock => clock.scrollWidth - clock.clientWidth") <= 0


# The names of zones that reach over the edge of their disc.
OVER_THE_EDGE = """() => [...document.querySelectorAll("#rotation .place")].flatMap((place) => {
  const disc = place.querySelector(".disc");
  const [x, y, r] = ["cx", "cy", "r"].map((name) => Number(disc.getAttribute(name)));
  return [...place.querySelectorAll(".zone")].filter((text) => {
    const box = text.getBBox(), middle = box.y + box.height / 2;
    return Math.hypot(Math.max(x - box.x, box.x + box.width - x), middle - y) > r - 2;
  }).map((text) => text.textContent);
})"""


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_name_of_a_zone_stands_within_its_disc(room: Room, language: str):
    room.begin("cafe-1", (language, ""), language=language)
    room.open("projector", language=language)
    expect(room.projector.locator("#rotation .zone")).to_have_count(8)
    assert room.projector.evaluate(OVER_THE_EDGE) == []


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_a_room_of_three_cafes_reads_from_ten_metres(room: Room, language: str):
    """Finnish words are long, Swedish sentences too."""
    eye = LastRow()
    room.begin("welcome", language=language)
    room.do("crowd", people=70)
    room.open("projector", language=language)
    expect(room.projector.locator("#arrived")).to_have_attribute("data-people", "70")
    eye.look("welcome", room.projector)
    for step in ("cafe-1", "cafe-2", "cafe-3"):
        room.go(step)
        eye.look(f"{step}, walking", room.projector)
        room.projector.evaluate("document.querySelector('[data-walk-for]').hidden = true")
        eye.look(step, room.projector)
    for step in ("theming", "sharing"):
        room.go(step)
        eye.look(step, room.projector)
    assert eye.unread == [], "\n".join(eye.unread)
