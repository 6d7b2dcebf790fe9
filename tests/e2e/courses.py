"""A whole workshop in which everything happens that a page can show, looked at on the way."""

from __future__ import annotations

from typing import Protocol

from playwright.sync_api import Page, expect

from tests.e2e.rooms import Room

LONG = "Kolme palvelua tapaa saman perheen eikä kukaan tiedä toisista"  # as it is in earnest


class Eye(Protocol):
    """Whoever goes along; what they think of it is theirs."""

    room: Room

    def look(self) -> None: ...

    def look_at_every_slide(self) -> None: ...


def walk_everything(eye: Eye, phones: list[Page]) -> None:
    """From the room that waits to the closed workshop. The first phone writes, at least one more looks on."""
    eye.look()
    walk_the_first_dialogue(eye, phones)
    walk_the_second_dialogue(eye, phones)
    eye.room.next(*phones)
    eye.look()


def walk_the_first_dialogue(eye: Eye, phones: list[Page]) -> None:
    room = eye.room
    room.go("welcome", *phones)
    eye.look()
    for step in ("cafe-1", "cafe-2", "cafe-3", "cafe-4"):
        room.go(step, *phones)
        eye.look()  # walk now
        room.projector.evaluate("document.querySelector('[data-walk-for]').hidden = true")
        eye.look()
        room.post(phones[0], f"{LONG} {step}")
    room.go("theming", *phones)
    phones[0].locator(".note input").first.check()
    phones[0].locator("#choose input[name=title]").fill(f"{LONG[:90]}?")
    phones[0].locator("#choose button.primary").click()
    expect(phones[0].locator(".theme-group")).to_have_count(1)
    eye.look()
    room.go("sharing", *phones)
    room.console.locator("#main-point [name=text]").fill(LONG)
    room.console.locator("#main-point button.btn").click()
    expect(room.console.locator("#writing .points li")).to_have_count(1)
    eye.look_at_every_slide()
    room.go("choosing", *phones)
    eye.look()
    room.console.locator("#voting-head button").click()
    expect(room.projector.locator("#result-slide")).to_be_visible()
    eye.look()
    room.console.locator("#standings .pick-theme").first.click()


def walk_the_second_dialogue(eye: Eye, phones: list[Page]) -> None:
    room = eye.room
    room.go("interlude", *phones)
    eye.look()
    room.go("opening", *phones)
    room.post(phones[0], LONG)
    eye.look_at_every_slide()
    room.go("open_space", *phones)
    phones[0].locator(".theme .group button").first.click()
    room.post(phones[0], f"{LONG}, ja silti joku soittaa aina takaisin ennen kuin päivä päättyy")
    phones[1].locator(".theme .group button").first.click()
    phones[1].locator("#add-picture summary").click()
    expect(phones[1].locator("form[data-picture][data-awake]")).to_be_visible()
    phones[1].locator("[data-draw]").click()
    eye.look()
    room.go("pearls", *phones)
    phones[0].locator(".contribution .to-pearl").first.click()
    expect(room.console.locator("#pearl-list li")).to_have_count(1)
    eye.look_at_every_slide()
    for number in range(3):
        room.console.locator("#main-point [name=text]").fill(f"{number}: {LONG}")
        room.console.locator("#main-point button.btn").click()
        expect(room.console.locator("#writing .points li")).to_have_count(number + 1)
        expect(room.console.locator("#main-point [name=text]")).to_have_value("")
    eye.look_at_every_slide()
    room.go("agreement", *phones)
    room.post(phones[0], LONG)
    agree(room)
    eye.look_at_every_slide()
    room.go("feedback", *phones)
    eye.look()


def agree(room: Room) -> None:
    console = room.console
    for name in ("how_themes", "how_results"):
        console.locator(f"[name={name}]").fill(f"{LONG}. " * 12)
        console.locator(f"[name={name}]").blur()
    console.locator("[name=decision]").first.check()
    console.locator("#need-form [name=text]").fill(LONG)
    console.locator("#need-form button").last.click()
    expect(console.locator("#needs li")).to_have_count(1)
    console.locator("#task-form [name=what]").fill(LONG)
    console.locator("#task-form [name=responsible]").fill("Head of unit")
    console.locator("#task-form button").last.click()
    expect(console.locator("#tasks .task")).to_have_count(1)
    expect(console.locator("#task_what")).to_have_value("")
    expect(console.locator("[data-dirty]")).to_have_count(0)
