"""The phone's bar keeps its height: nothing below it jumps when the step, the clock or the line changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.e2e.rooms import Room
from workshops.course.phases import STEPS

PHONES = ({"width": 390, "height": 844}, {"width": 360, "height": 640}, {"width": 320, "height": 568})
LANGUAGES = ("fi", "sv", "en")
HEIGHT = "() => document.getElementById('top').getBoundingClientRect().height"
LONGEST_CLOCK = """() => {
  document.getElementById("clock").textContent = "+120:00"; // until the next second
  return document.getElementById("top").getBoundingClientRect().height;
}"""

SAY = """(state) => {
  const pill = document.querySelector("#top [data-link]");
  pill.dataset.state = state;
  pill.querySelector("[data-words]").textContent = pill.dataset[state];
}"""


def heights(phone: Page) -> Iterator[tuple[int, str, float]]:
    """Of the bar as it is, and with a clock that nobody has stopped, by the width of the phone."""
    for size in PHONES:
        phone.set_viewport_size(size)  # type: ignore[arg-type]
        for clock, look in (("as it is", HEIGHT), ("run over", LONGEST_CLOCK)):
            yield size["width"], clock, phone.evaluate(look)
    phone.set_viewport_size(PHONES[0])  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def phones(shared_room: Room) -> dict[str, Page]:
    """One in each language, in a workshop that begins."""
    shared_room.begin("welcome", *[(language, "") for language in LANGUAGES])
    return dict(zip(LANGUAGES, shared_room.load(), strict=True))


def test_bar_is_as_high_without_a_line_as_with_one(phones: dict[str, Page]):
    """In whatever words the pill tells of the line, which are those that its script would take."""
    found = defaultdict(set)
    for phone in phones.values():
        for state in ("live", "waiting", "lost"):
            phone.evaluate(SAY, state)
            for width, _clock, height in heights(phone):
                found[width].add(height)
        phone.evaluate(SAY, "live")
    assert {width: len(each) for width, each in found.items()} == {390: 1, 360: 1, 320: 1}, found


def test_bar_is_as_high_at_every_step_in_every_language(shared_room: Room, phones: dict[str, Page]):
    """After the test above. Shown to fail before: long steps' names made it a line higher."""
    found = defaultdict(lambda: defaultdict(list))
    for step in STEPS[STEPS.index("welcome") + 1 :]:
        shared_room.jump(step, *phones.values())
        shared_room.arrive(*phones.values())
        for language, phone in phones.items():
            for width, clock, height in heights(phone):
                found[width][height].append(f"{step} {language}, clock {clock}")
    assert {width: len(each) for width, each in found.items()} == {390: 1, 360: 1, 320: 1}, found
