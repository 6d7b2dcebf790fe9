"""Whatever happens to the frames, the screen is right in the end.

People and facilitators do things at random while the frames to three browsers are lost, doubled and held back
until later ones have overtaken them. Then the line drops and comes back, and each page must equal what the
server would send now. With the check of ``rev`` taken out of live.js (``since`` ignored) it fails at once.
"""

from __future__ import annotations

import random
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import unified_diff

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from tests.e2e.conftest import opened
from tests.e2e.rooms import DRAWN, Room, hears_of
from tests.e2e.server import Server
from tests.waiting import SLOWNESS, until

FATES = ("pass", "pass", "pass", "lose", "double", "hold")
ACTIONS = (
    "write",
    "write",
    "write",
    "change",
    "withdraw",
    "ours",
    "hide",
    "pause",
    "resume",
    "next",
    "back",
    "join",
)

# The page without what the browser adds by itself, the clock changes or who is connected does.
SEEN = """(html) => {
  const holder = document.createElement("template");
  holder.innerHTML = html ?? document.getElementById("region").outerHTML;
  const root = holder.content, passing = "#clock, #ends-about, #alerts, #undo, [id^=walk-now], ";
  const laidOut = ["data-setting", "data-page", "data-pages", "style"];
  const own = ".outbox, [data-link], [name=id], [name=csrfmiddlewaretoken]";
  for (const e of root.querySelectorAll(passing + own)) e.remove();
  for (const e of root.querySelectorAll("*")) {
    for (const name of ["data-mine", "aria-pressed", "data-awake", "data-place", "open", ...laidOut])
      e.removeAttribute(name);
    e.classList.remove("fresh", "alive", "on");
    if (!e.classList.length) e.removeAttribute("class");
    for (const { name, value } of [...e.attributes]) e.setAttribute(name, value.trim().replace(/\\s+/g, " "));
  }
  return root.querySelector("#region").outerHTML.replace(/\\s+/g, " ").replace(/ ?([<>]) ?/g, "$1");
}"""

FRESH = (
    """() => fetch(location.href, { headers: { "Dialogit-Region": "1" } }).then((answer) => answer.text())"""
)


@dataclass
class Line:
    """The line to one browser: ``fates`` decides what becomes of the next frame, ``calm`` lets all pass."""

    chance: random.Random = field(default_factory=random.Random)
    calm: bool = True
    lost: int = 0
    held: list[str | bytes] = field(default_factory=list)
    page: WebSocketRoute | None = None
    server: WebSocketRoute | None = None

    def lead(self, page: Page) -> None:
        page.route_web_socket(re.compile("/live/"), self.through)

    def through(self, route: WebSocketRoute) -> None:
        self.page, self.server = route, route.connect_to_server()
        self.server.on_message(lambda frame: self.carry(route, frame))

    def carry(self, route: WebSocketRoute, frame: str | bytes) -> None:
        fate = "pass" if self.calm else self.chance.choice(FATES)
        if fate == "hold":
            self.held.append(frame)
        elif fate == "lose":
            self.lost += 1
        else:
            for each in (frame,) * (2 if fate == "double" else 1) + tuple(self.held):
                route.send(each)
            self.held.clear()

    def drop(self) -> None:
        """The line is cut and good again: the browser connects anew by itself."""
        self.calm = True
        self.held.clear()
        self.server.close()
        self.page.close(code=1001)


@dataclass
class Person:
    """Someone else in the room, without a browser of their own."""

    web: httpx.Client
    code: str
    written: list[str] = field(default_factory=list)

    @classmethod
    def join(cls, room: Room) -> Person:
        web = httpx.Client(
            base_url=room.server.address, headers={"Accept-Language": "en"}, trust_env=False, timeout=30
        )
        web.get(f"/j/{room.code}/")
        web.post(f"/j/{room.code}/", data={"csrfmiddlewaretoken": web.cookies["csrftoken"]})
        return cls(web, room.code)

    def post(self, path: str, **fields: str) -> None:
        """What is refused, because the moment is another one by now, changes nothing."""
        token = {"X-CSRFToken": self.web.cookies["csrftoken"], "HX-Request": "true"}
        answer = self.web.post(f"/w/{self.code}/{path}", data=fields, headers=token)
        assert answer.status_code < 500, answer.text

    def stage(self) -> str:
        return self.web.get(f"/w/{self.code}/").text

    def write(self, chance: random.Random) -> None:
        table = re.search(r'name="table" value="(\d+)"', self.stage())
        if table:
            fields = {"kind": chance.choice(("situation", "helps")), "text": f"Note {chance.random()}"}
            self.written.append(str(uuid.uuid4()))
            self.post("notes/", id=self.written[-1], table=table[1], **fields)

    def own(self, chance: random.Random, act: str, **fields: str) -> None:
        if self.written:
            self.post(f"notes/{chance.choice(self.written)}/{act}/", **fields)

    def say_ours(self, chance: random.Random) -> None:
        seen = re.findall(r'id="note-([0-9a-f-]{36})"', self.stage())
        if seen:
            self.post(f"notes/{chance.choice(seen)}/ours/", on=chance.choice(("0", "1")))


@dataclass
class Unruly:
    room: Room
    pages: list[Page]
    lines: list[Line]
    people: list[Person]

    def act(self, action: str, chance: random.Random) -> None:
        person = chance.choice(self.people)
        acts: dict[str, Callable[[], None]] = {
            "write": lambda: person.write(chance),
            "change": lambda: person.own(chance, "edit", text=f"Changed {chance.random()}"),
            "withdraw": lambda: person.own(chance, "withdraw"),
            "ours": lambda: person.say_ours(chance),
            "hide": lambda: self.lead_a_note(chance),
            "pause": lambda: self.lead("clock/pause/"),
            "resume": lambda: self.lead("clock/resume/"),
            "next": lambda: self.move(+1),
            "back": lambda: self.move(-1),
            "join": lambda: self.people.append(Person.join(self.room)),
        }
        acts[action]()

    def lead(self, path: str, **fields: str) -> None:
        cookies = {cookie["name"]: cookie["value"] for cookie in self.room.laptop.cookies()}
        answer = self.room.laptop.request.post(
            f"/run/{self.room.code}/{path}",
            form=fields,
            headers={"X-CSRFToken": cookies["csrftoken"], "HX-Request": "true"},
        )
        assert answer.status < 500

    def lead_a_note(self, chance: random.Random) -> None:
        page = self.room.laptop.request.get(f"/run/{self.room.code}/").text()
        notes = re.findall(r"/notes/([0-9a-f-]{36})/hide/", page)
        if notes:
            self.lead(f"notes/{chance.choice(notes)}/hide/", hidden=chance.choice(("0", "1")))

    def move(self, way: int) -> None:
        steps = ["cafe-1", "cafe-2", "cafe-3"]
        page = self.room.laptop.request.get(f"/run/{self.room.code}/").text()
        here = re.search(r'data-step="([a-z0-9-]+)"', page)[1]
        place = steps.index(here) + way
        if 0 <= place < len(steps):
            self.lead("move/", expected=here, to=steps[place])

    def fresh(self, page: Page) -> str:
        return page.evaluate(SEEN, page.evaluate(FRESH))

    def all_right(self) -> None:
        """What a missed frame leaves behind is made good by the next heartbeat, within fifteen seconds."""
        for page in self.pages:
            try:
                until(lambda page=page: page.evaluate(SEEN) == self.fresh(page), 30, "it is right", every=0.1)
            except AssertionError:
                shown, wanted = lines_of(page.evaluate(SEEN)), lines_of(self.fresh(page))
                pytest.fail("\n".join(unified_diff(shown, wanted, "shown", "wanted")))


def lines_of(html: str) -> list[str]:
    return html.replace("><", ">\n<").splitlines()


@pytest.fixture(scope="module")
def unruly(browser: Browser, server: Server) -> Iterator[Unruly]:
    with opened(browser, server) as room:
        room.begin("welcome", ("en", ""))
        people = [Person.join(room) for _person in range(6)]
        room.do("go", step="cafe-1")
        lines = [Line() for _browser in range(3)]
        phone = room.load(prepare=lines[0].lead)[0]
        room.open(prepare=lambda page: lines[1 + bool(room.console)].lead(page))
        room.expected += ["429", "409"]
        yield Unruly(room, [phone, room.console, room.projector], lines, people)


@given(seed=st.integers(0, 2**32), actions=st.lists(st.sampled_from(ACTIONS), min_size=4, max_size=12))
@settings(
    max_examples=8,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_screens_equal_a_fresh_page_after_any_loss_doubling_and_overtaking(unruly, seed, actions):
    chance = random.Random(seed)
    for line in unruly.lines:
        line.chance, line.calm = random.Random(chance.random()), False
    for action in actions:
        unruly.act(action, chance)
        for _frame in range(chance.choice((0, 0, 4))):
            unruly.pages[0].evaluate(DRAWN)
    for line in unruly.lines:
        line.drop()
    unruly.all_right()


def test_last_frame_that_is_lost_is_made_good_by_the_heartbeat(unruly):
    """Nothing follows it, and the line stays open: within 15 seconds and a little the screens are right."""
    chance = random.Random(1)
    unruly.act("write", chance)
    unruly.all_right()
    for line in unruly.lines:
        line.calm, line.chance = False, random.Random()
        line.chance.choice = lambda _fates: "lose"
    before = [line.lost for line in unruly.lines]
    unruly.act("write", chance)
    are_lost = lambda: all(line.lost > lost for line, lost in zip(unruly.lines, before, strict=True))  # noqa: E731
    hears_of(unruly.pages[0], are_lost, "every screen's frame is lost")
    for line in unruly.lines:
        line.calm = True
    expect(unruly.pages[0].locator("#region")).to_have_attribute(
        "data-rev",
        re.search(r'data-rev="(\d+)"', unruly.fresh(unruly.pages[0]))[1],
        timeout=15_000 + 5_000 * SLOWNESS,
    )
    unruly.all_right()


def test_rev_from_the_future_ends_in_the_right_screen(unruly):
    """A page may not believe itself newer than the server: the next greeting sets it right."""
    for page in unruly.pages:
        page.evaluate("document.getElementById('region').dataset.rev = 1_000_000")
    unruly.act("write", random.Random(2))
    for line in unruly.lines:
        line.drop()
    unruly.all_right()
