"""The projector reads from ten metres: no visible text under 24 px at 1280 × 720, and none of it is cut off,
in any phase, on any slide. What is written is long, as it is in earnest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.courses import walk_everything
from tests.e2e.rooms import Room
from tests.e2e.server import Server
from tests.waiting import until

LEAST = 24

# Every text node that is seen: its words, its size in CSS px (SVG scaled), and whether it is off the screen.
TEXTS = """() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement, words = node.textContent.trim();
    if (!words || !element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true })) continue;
    if (element.closest(".hidden, .skip, title, noscript, script, #problem")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    const svg = element.closest("svg")?.getScreenCTM().a ?? 1;
    found.push({
      words, size: parseFloat(getComputedStyle(element).fontSize) * (element.closest("svg") ? svg : 1),
      out: box.bottom > innerHeight + 1 || box.right > innerWidth + 1 || box.top < -1,
    });
  }
  return found;
}"""


@dataclass
class Eye:
    """Somebody in the last row. What they cannot read is kept, phase by phase."""

    room: Room
    unread: list[str] = field(default_factory=list)

    def look(self) -> None:
        texts = self.room.projector.evaluate(TEXTS)
        assert texts
        small = [f"{t['size']:.1f} px: {t['words']}" for t in texts if t["size"] < LEAST]
        out = [f"off the screen: {t['words']}" for t in texts if t["out"]]
        below = self.room.projector.evaluate(
            """() => Math.max(...[document.querySelectorAll("#main, #main .told")].flatMap((all) => [...all])
              .map((e) => e.scrollHeight - e.clientHeight))"""
        )
        cut = [f"cut by {below} px"] if below > 1 else []
        slide = self.room.projector.locator("#main").inner_text()[:40]
        self.unread += [f"{self.room.step}, {slide!r}: {words}" for words in (*small, *out, *cut)]

    def wait_for_both_screens(self) -> None:
        """Until the projector shows what the console does."""
        pages = (self.room.console, self.room.projector)
        until(
            lambda: len({page.locator("#region").get_attribute("data-rev") for page in pages}) == 1,
            5,
            "both screens show the same",
        )

    def look_at_every_slide(self) -> None:
        self.wait_for_both_screens()
        self.look()
        following = self.room.console.locator("[data-key=PageDown][hx-post]")
        while following.count():
            before = self.room.projector.locator("#main").inner_html()
            self.room.press_key("PageDown")
            self.room.projector.wait_for_function(
                "before => document.getElementById('main').innerHTML !== before", arg=before
            )
            self.wait_for_both_screens()
            self.look()


@pytest.fixture(params=["en", "fi", "sv"])
def eye(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Eye]:
    """Looks at a room in each language: Finnish words are long, Swedish sentences too."""
    room = Room(browser, server)
    room.open(language=request.param)
    yield Eye(room)
    room.close()


def test_every_text_of_every_phase_reads_from_ten_metres(eye: Eye):
    walk_everything(eye, [eye.room.phone(name="Aino") for _ in range(2)])
    assert eye.unread == [], "\n".join(eye.unread)


@pytest.mark.parametrize("screen", ["f", "b"])
def test_held_and_blank_screens_show_nothing_small(room: Room, screen: str):
    room.go("welcome")
    room.press_key(screen)
    expect(room.projector.locator("#held:visible, #screen:visible")).not_to_have_count(0)
    texts = room.projector.evaluate(TEXTS)
    assert [t for t in texts if t["size"] < LEAST] == []


def come_in(eye: Eye, people: int) -> None:
    """Joins by the form of the page, without a browser for each."""
    for _ in range(people):
        guest = eye.room.context().request
        page = guest.get(f"/j/{eye.room.code}/").text()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token
        guest.post(
            f"/j/{eye.room.code}/", form={"csrfmiddlewaretoken": token[1], "name": "", "home_unit": ""}
        )


def test_a_room_of_three_cafes_reads_from_ten_metres(eye: Eye):
    room = eye.room
    room.go("welcome")
    come_in(eye, 70)
    expect(room.projector.locator("#arrived")).to_have_attribute("data-people", "70")
    eye.look()
    for step in ("cafe-1", "cafe-2", "cafe-3"):
        room.go(step)
        eye.look()
        room.projector.evaluate("document.querySelector('[data-walk-for]').hidden = true")
        eye.look()
    for step in ("theming", "sharing"):
        room.go(step)
        eye.look()
    assert eye.unread == [], "\n".join(eye.unread)
