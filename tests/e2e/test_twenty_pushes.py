"""Focus, caret, selection, text and place survive twenty pushes, on every control of a participant's page.

The frames are what the server sent for a real write, said again with new ids: twenty within a moment, more
than people write. Then the whole region is fetched anew.
"""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.e2e.rooms import PHONE, Room

PUSHES = 20
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

# A control is known by its id, or by the id around it and its place there.
TOOLS = """() => {
  const SOME = "#region :is(button, textarea, input:not([type=hidden]), a[href], summary)";
  const owner = (e) => e.parentElement.closest("[id]");
  const nth = (e) => [...owner(e).querySelectorAll(e.tagName)].indexOf(e);
  const key = (e) => e === document.body ? "nothing"
    : e.getAttribute("id") || `${owner(e).getAttribute("id")} ${e.tagName} ${nth(e)}`;
  const seen = (e) => e.checkVisibility() && !e.closest("dialog");
  const all = () => [...document.querySelectorAll(SOME)].filter(seen);
  const is_text = (e) => e.matches("textarea, input[type=text]");
  const state = () => {
    const e = document.activeElement ?? document.body;
    const text = is_text(e) && [e.value, e.selectionStart, e.selectionEnd];
    return { key: key(e), text, top: e.getBoundingClientRect().top, at_the_top: scrollY <= 8 };
  };
  const focus = (wanted) => {
    const e = all().find((e) => key(e) === wanted);
    if (!e) return null;
    e.scrollIntoView({ block: "center", behavior: "instant" });
    e.focus({ preventScroll: true });
    if (is_text(e)) {
      e.value = "Half a thought";
      e.dispatchEvent(new Event("input", { bubbles: true }));
      e.setSelectionRange(2, 6);
    }
    return state();
  };
  window.controls = { keys: () => all().map(key), focus, state };
}"""


# No push is on its way when it is awaited: what is applied next is the region.
AWAIT_APPLIED = """() => {
  window.fetched = false;
  document.addEventListener("dialogit:applied", () => { fetched = true; }, { once: true });
}"""


@dataclass
class Line:
    """What comes from the server to one phone; ``html`` of the frames is kept, and more can be sent."""

    socket: WebSocketRoute | None = None
    html: list[str] = field(default_factory=list)

    def through(self, socket: WebSocketRoute) -> None:
        self.socket, server = socket, socket.connect_to_server()
        server.on_message(lambda message: self.pass_on(socket, message))

    def pass_on(self, socket: WebSocketRoute, message: str | bytes) -> None:
        frame = json.loads(message)
        if frame.get("html"):
            self.html.append(frame["html"])
        socket.send(message)

    def push(self, html: str) -> None:
        assert self.socket
        self.socket.send(json.dumps({"html": html}))


@dataclass
class Hand:
    room: Room
    phone: Page
    other: Page
    line: Line

    def fetch(self) -> None:
        """Another ``rev`` than the page's: it fetches its region."""
        self.phone.evaluate(AWAIT_APPLIED)
        self.line.socket.send(json.dumps({"rev": 0}))
        self.phone.wait_for_function("() => window.fetched")

    def survives(self, html: str) -> None:
        self.phone.evaluate(TOOLS)
        faults = []
        for key in self.phone.evaluate("() => controls.keys()"):
            self.fetch()
            before = self.phone.evaluate("key => controls.focus(key)", key)
            if before and before["key"] == key:
                faults += self.differences(before, html)
        assert faults == []

    def differences(self, before: dict, html: str) -> list[str]:
        for number in range(PUSHES):
            self.line.push(html if number % 5 == 4 else ID.sub(str(uuid.uuid4()), html))
        last = uuid.uuid4()
        self.line.push(
            f'<div id="status" class="hidden" role="status" data-new="0" data-last="{last}"></div>'
        )
        self.phone.wait_for_selector(f'#status[data-last="{last}"]', state="attached")
        pushed = self.phone.evaluate("() => controls.state()")
        self.fetch()
        fetched = self.phone.evaluate("() => controls.state()")
        found = [
            f"{name}: {before} became {after}"
            for name, after in (("pushed", pushed), ("fetched", fetched))
            if (after["key"], after["text"]) != (before["key"], before["text"])
        ]
        if not before["at_the_top"] and abs(pushed["top"] - before["top"]) > 1:
            found.append(f"moved: {before} became {pushed}")
        return found


@pytest.fixture
def hand(room: Room) -> Hand:
    line = Line()
    phone = room.page(room.context("en", **PHONE), "phone")
    phone.route_web_socket(re.compile("/live/"), line.through)
    phone.goto(f"/j/{room.code}/")
    phone.locator("form:has(input[name=name]) button.primary").click()
    room.is_live(phone)
    return Hand(room, phone, room.phone(), line)


def written(hand: Hand, text: str) -> str:
    """The push of what somebody else has written."""
    text = text.strip()
    hand.room.write(hand.other, text)
    hand.room.everywhere(text, hand.phone)
    return next(html for html in reversed(hand.line.html) if text in html)


def test_cafe_survives_twenty_pushes(hand):
    hand.room.go("cafe-1", hand.phone, hand.other)
    hand.room.arrive(hand.phone, hand.other)
    hand.room.write(hand.phone, "My own note " * 9)
    expect(hand.phone.locator(".outbox")).to_have_count(0)  # "saved" goes by itself, and with it a line
    hand.survives(written(hand, "From another phone " * 8))


def test_theming_survives_twenty_pushes(hand):
    hand.room.go("theming", hand.phone, hand.other)
    hand.room.write(hand.other, "To be put together " * 5)
    hand.room.everywhere("To be put together", hand.phone)
    hand.phone.locator(".note label").first.click()
    hand.phone.locator("#choose input[name=title]").fill("A group")
    hand.phone.locator("#choose button.primary").click()
    expect(hand.phone.locator(".theme-group")).to_have_count(1)
    html = written(hand, "From another phone " * 8)
    hand.survives(html)
    hand.phone.locator(".note input").last.check(force=True)
    hand.survives(html)


def test_open_space_survives_twenty_pushes(hand):
    hand.room.go("open_space", hand.phone, hand.other)
    for phone in (hand.phone, hand.other):
        phone.locator(".theme .group button").first.click()
        expect(phone.locator("#composer")).to_be_visible()
    hand.survives(written(hand, "From another phone " * 8))
    hand.phone.locator("#view label").last.click()
    hand.survives(hand.line.html[-1])


def test_feedback_survives_twenty_pushes(hand):
    hand.room.go("feedback", hand.phone, hand.other)
    clock = hand.phone.locator("#clock")
    ends = clock.get_attribute("data-ends")
    hand.room.press_key("Space")
    expect(clock).not_to_have_attribute("data-ends", ends)
    hand.survives(hand.line.html[-1])
