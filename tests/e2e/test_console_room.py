"""The console has room for what matters: a low head on a phone, buttons in line, proposals in sight."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.rooms import DRAWN, Room

LONG = "Varhaiskasvatuksen ja lastensuojelun yhteistyöpäivä, toinen kerta"
LINES = """bar => {
  const boxes = [...bar.children].map((e) => e.getBoundingClientRect()).filter((box) => box.width);
  return new Set(boxes.map(({ top, bottom }) => Math.round((top + bottom) / 24))).size;
}"""
BOXES = "all => all.map((e) => { const { y, height } = e.getBoundingClientRect(); return [y, height]; })"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_head_of_the_console_leaves_the_phone_to_the_work(room: Room, language: str):
    room.begin("cafe-1", (language, ""), title=LONG, language=language)
    room.open("console", language=language)
    console = room.console
    console.set_viewport_size({"width": 390, "height": 844})
    console.evaluate(DRAWN)
    assert console.locator("#bar").evaluate(LINES) <= 3
    assert console.locator("#bar").evaluate("bar => bar.offsetHeight") <= 844 / 5
    for thing in ("#title", "#connected", "#code", "#show-qr", "#open-projector", "#show-keys"):
        expect(console.locator(thing)).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_buttons_of_the_projector_stand_in_line(room: Room, language: str):
    room.begin("welcome", language=language)
    room.open("console", language=language)
    for width in (1440, 1280, 1024, 390):
        room.console.set_viewport_size({"width": width, "height": 900})
        room.console.evaluate(DRAWN)
        first, second = room.console.locator("#screen .btn").evaluate_all(BOXES)
        assert first == second


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_first_proposal_for_the_joker_is_in_sight_on_a_laptop(room: Room, language: str):
    room.begin("opening", *[(language, "")] * 3, language=language)
    for number in range(3):
        room.do("propose", by=number, text=f"Ammatillinen yksinäisyys {number}")
    room.open("console", language=language)
    choose = room.console.locator("#topics .note button.small")
    expect(choose).to_have_count(3)
    expect(choose.first).to_be_in_viewport(ratio=1)
