"""WebKit, the engine of Safari and of every iPhone: two phones, a console and a projector. Things come to
each without a reload. The tests follow the course in order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest

from tests.e2e.rooms import Room
from tests.e2e.server import Server
from tests.engines import webkit
from tests.engines.conftest import SHARE
from tests.engines.webkit import Screen
from tests.faults.proxy import Proxy

pytestmark = [
    pytest.mark.filterwarnings("ignore:setting remote_server_addr"),  # Selenium's own
    pytest.mark.in_order,
]
PHONE, LAPTOP, WALL = (390, 844), (1440, 900), (1280, 720)
CLOCK = "return document.getElementById('clock').textContent"
LOADED_AT = "return performance.timeOrigin"
WALK = "dialog[data-walk][open]"
MARGINS = """const dialog = document.querySelector(arguments[0]), whole = dialog.getBoundingClientRect();
const first = dialog.firstElementChild.getBoundingClientRect();
const last = dialog.lastElementChild.getBoundingClientRect();
return [first.top - whole.top, whole.bottom - last.bottom];"""
COMPOSER = "form.composer[data-composer]"


@dataclass
class Hall:
    """Who is there; what nobody looks at is done through ``room``, which has no browser."""

    room: Room
    first: Screen
    second: Screen
    console: Screen
    projector: Screen
    loaded: list[float] = field(default_factory=list)

    @property
    def screens(self) -> tuple[Screen, ...]:
        return self.first, self.second, self.console, self.projector

    def open(self) -> None:
        for phone, (_, cookie) in zip(self.screens, self.room.people, strict=False):
            phone.open(f"/w/{self.room.code}/", device=cookie)
        session = self.room.server.do("sign_in")
        self.console.open(f"/run/{self.room.code}/", sessionid=session)
        self.projector.open(f"/run/{self.room.code}/projector/", sessionid=session)
        self.loaded = self.loads

    @property
    def loads(self) -> list[float]:
        return [screen.ask(LOADED_AT) for screen in self.screens]

    def next(self, step: str) -> None:
        self.console.press("[data-key=ArrowRight]")
        for screen in self.screens:
            screen.comes_to(step)


@pytest.fixture(scope="module")
def opened(server: Server, line: Proxy) -> Iterator[Hall]:
    room = Room(None, server)  # type: ignore[arg-type]
    room.begin("welcome", ("fi", "Aino"), ("en", ""))
    with webkit.display() as display, ExitStack() as stack:
        screens = []
        for size in (PHONE, PHONE, LAPTOP, WALL):
            screens.append(Screen(webkit.today(display, *size), line.address))
            stack.callback(screens[-1].browser.quit)
        hall = Hall(room, *screens)
        hall.open()
        yield hall


@pytest.fixture
def hall(opened: Hall) -> Iterator[Hall]:
    yield opened
    assert opened.loads == opened.loaded
    assert opened.room.server.faults == []


def post(phone: Screen, text: str) -> None:
    phone.write(f"{COMPOSER} textarea", text)
    phone.press(f"{COMPOSER} button.primary")


def test_next_moves_every_screen_and_the_clock_runs(hall):
    hall.next("cafe-1")
    for phone in (hall.first, hall.second):
        phone.find(f"{WALK} button")
        above, below = phone.ask(MARGINS, WALK)
        assert abs(above - below) < 2  # in the middle of the screen
        phone.press(f"{WALK} button")
    for screen in (hall.console, hall.projector):
        told = screen.ask(CLOCK)
        screen.wait(lambda screen=screen, told=told: screen.ask(CLOCK) != told, "another second")


def test_a_note_of_one_phone_is_on_the_other_and_on_the_console(hall):
    post(hall.first, "Kysytään ajoissa")
    for screen in (hall.first, hall.second, hall.console):
        screen.find("#region .note", "Kysytään ajoissa")
    hall.second.press(".note .ours")
    hall.second.find(".note .ours[aria-pressed=true]")


def test_dialogs_do_not_fill_the_screen(hall):
    for screen, opens, closes in (
        (hall.first, "#menu-button", "#menu .close"),
        (hall.first, "[data-edit-note]", "dialog[open] .close"),
        (hall.console, "button.go:not([aria-current])", "#ask button[value='']"),
    ):
        screen.press(opens)
        screen.find("dialog[open]")
        assert screen.ask(f"return ({SHARE})()") < 0.75
        screen.press(closes)


def test_open_space_is_walked_and_written_in(hall):
    hall.room.do("jump", step="open_space")
    hall.room.do("open_theme", by=0, title="Yhteinen aamu")
    for screen in hall.screens:
        screen.comes_to("open_space")
    hall.second.press(".theme .group button", "Move here")
    for screen in (hall.console, hall.projector):
        screen.find(".theme .heads", "2")
    post(hall.second, "We ring home")
    for screen in (hall.first, hall.console):
        screen.find("#region", "We ring home")


def test_a_line_that_is_cut_loses_nothing(hall, line):
    line.hold()
    post(hall.second, "Sent while away")
    line.cut()
    hall.second.find(".outbox [data-state=waiting]")
    hall.room.do("contribute", by=0, text="Came while away")
    line.release()
    for screen in (hall.first, hall.second, hall.console):
        screen.find("#region", "Came while away")
        screen.find("#region .list", "Sent while away")
