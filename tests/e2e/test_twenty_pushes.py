"""Focus, caret, selection, text and place survive twenty pushes, on every control of a participant's page.

The frames are what the server sent for a real write, said again with new ids: twenty within a moment, more
than people write. Then the whole region is fetched anew.
"""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.e2e.rooms import TWO, Room

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

    def lead(self, phone: Page) -> None:
        phone.route_web_socket(re.compile("/live/"), self.through)

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
    line: Line
    phone: Any = None

    def begin(self, step: str) -> None:
        self.room.begin(step, *TWO)

    def load(self) -> Page:
        """Their phone, with what has been written by then."""
        self.phone = self.room.load(1, prepare=self.line.lead)[0]
        return self.phone

    def fetch(self) -> None:
        """Another ``rev`` than the page's: it fetches its region."""
        self.phone.evaluate(AWAIT_APPLIED)
        self.line.socket.send(json.dumps({"rev": 0}))
        self.phone.wait_for_function("() => window.fetched")

    def survives(self, html: str) -> None:
        self.phone.evaluate(TOOLS)
        faults = []
        self.fetch()
        for key in self.phone.evaluate("() => controls.keys()"):  # each leaves the region as it was fetched
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
    """The first of two people at a table; the second has no page."""
    return Hand(room, Line())


def written(hand: Hand, text: str, act: str = "note") -> str:
    """The push of what somebody else has written."""
    text = text.strip()
    hand.room.do(act, by=1, text=text)
    hand.room.everywhere(text, hand.phone)
    return next(html for html in reversed(hand.line.html) if text in html)


def test_cafe_survives_twenty_pushes(hand):
    hand.begin("cafe-1")
    hand.room.do("note", by=0, text="My own note " * 9)
    hand.load()
    hand.survives(written(hand, "From another phone " * 8))


def test_theming_survives_twenty_pushes(hand):
    hand.begin("theming")
    hand.room.do("note", by=1, text="To be put together")
    hand.room.do("group", by=1, texts=["To be put together"], title="A group")
    hand.load()
    html = written(hand, "From another phone " * 8)
    hand.survives(html)
    hand.phone.locator(".note input").last.check(force=True)
    hand.survives(html)


def test_open_space_survives_twenty_pushes(hand):
    hand.begin("open_space")
    for person in (0, 1):
        hand.room.do("walk", by=person, title="What matters right now")
    hand.load()
    hand.survives(written(hand, "From another phone " * 8, act="contribute"))
    hand.phone.locator("#view label").last.click()
    hand.survives(hand.line.html[-1])


def test_feedback_survives_twenty_pushes(hand):
    hand.begin("feedback")
    clock = hand.load().locator("#clock")
    ends = clock.get_attribute("data-ends")
    hand.room.do("pause")
    expect(clock).not_to_have_attribute("data-ends", ends)
    hand.survives(hand.line.html[-1])
