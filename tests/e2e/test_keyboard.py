"""A whole workshop by keyboard alone: the facilitator's laptop and a participant's, and no pointer at all."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.rooms import LAPTOP, Room, has_arrived, is_answered

FARTHEST = 120  # presses of the tab key until one has been everywhere
SEEN = """(selector) => {
  const at = document.activeElement;
  if (!at?.matches(selector)) return null;
  const drawn = at.closest("label") ?? at;
  const outlined = [at, drawn].some((e) => getComputedStyle(e).outlineStyle !== "none");
  return (outlined || at.matches("textarea, input, select")) && at.getBoundingClientRect().height > 0;
}"""


@dataclass
class Hands:
    """Two hands on a keyboard. What has the focus must be seen to have it."""

    page: Page

    def to(self, selector: str) -> None:
        """Tabs until ``selector`` has the focus. It may have to come first, as may what answers do."""
        expect(self.page.locator(selector).first).to_be_attached()
        is_answered(self.page)
        for _press in range(FARTHEST):
            seen = self.page.evaluate(SEEN, selector)
            if seen is not None:
                assert seen, f"{selector} has the focus, and nobody sees it"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"No way to {selector} by the tab key")

    def press(self, selector: str, key: str = "Enter") -> None:
        self.to(selector)
        self.page.keyboard.press(key)

    def write(self, selector: str, text: str, key: str = "Enter") -> None:
        self.to(selector)
        self.page.keyboard.type(text)
        self.page.keyboard.press(key)

    def post(self, text: str) -> None:
        """By the composer; returns when the server has it."""
        self.write(".composer textarea", text, "Control+Enter")
        expect(self.page.locator(".composer textarea")).to_have_value("")
        expect(self.page.locator("[data-outbox]")).to_have_count(0)

    def arrive(self) -> None:
        """*We are here* has the focus by itself."""
        walk = self.page.locator("dialog[data-walk][open]")
        if walk.count():
            self.page.keyboard.press("Enter")
            has_arrived(self.page)


@pytest.fixture
def participant(room: Room) -> Hands:
    room.begin()
    room.open("console")
    page = room.page(room.context("en", **LAPTOP), "participant")
    page.goto("/")
    Hands(page).write("input[name=code]", room.code)
    page.wait_for_url(f"**/j/{room.code}/")
    Hands(page).write("input[name=name]", "Aino")
    page.wait_for_url(f"**/w/{room.code}/")
    return Hands(page)


def go(room: Room, hands: Hands, step: str) -> None:
    """By → on the console, from wherever its focus is not in a field."""
    room.console.keyboard.press("Escape")
    while room.step != step:
        before = room.step
        is_answered(room.console)
        room.console.evaluate("document.activeElement.blur()")
        room.console.keyboard.press("ArrowRight")
        expect(room.console.locator("#region")).not_to_have_attribute("data-step", before)
    room.is_at(hands.page, step)
    hands.arrive()
    room.server.do("rest")


def test_a_whole_workshop_is_led_and_taken_part_in_without_a_pointer(room: Room, participant: Hands):
    page, lead = participant.page, Hands(room.console)
    first_dialogue(room, participant, lead)
    second_dialogue(room, participant, lead)
    go(room, participant, "feedback")
    participant.press(".scale input", "ArrowRight")
    participant.press("#feedback-form button.primary")
    expect(page.locator("#thanks")).to_be_visible()


def first_dialogue(room: Room, participant: Hands, lead: Hands) -> None:
    page = participant.page
    go(room, participant, "cafe-1")
    participant.press("[data-next-prompt]")
    participant.post("Nobody asks in time")
    note = page.locator(".note", has_text="Nobody asks in time")
    expect(note).to_have_count(1)
    participant.press("button.edit")
    participant.to("#edit textarea")
    page.keyboard.press("Control+a")
    page.keyboard.type("Nobody asked in time")
    participant.press("#edit button.primary")
    expect(page.locator(".note", has_text="Nobody asked in time")).to_have_count(1)
    expect(page.locator("#edit")).to_be_hidden()
    participant.press("button.ours")
    expect(page.locator("button.ours")).to_have_attribute("aria-pressed", "true")
    go(room, participant, "theming")
    participant.post("Still missing")
    participant.press(".pick input", "Space")
    page.keyboard.press("Enter")
    page.keyboard.type("How do we ask?")
    page.keyboard.press("Enter")
    expect(page.locator(".theme-group", has_text="How do we ask?")).to_have_count(1)
    go(room, participant, "sharing")
    lead.write("#main-point [name=text]", "Ask while it is small")
    room.everywhere("Ask while it is small", page)
    go(room, participant, "choosing")
    participant.press(".vote", "Space")
    expect(page.locator(".vote")).to_have_attribute("aria-pressed", "true")
    lead.press("#voting-head button")
    expect(page.locator(".result")).to_be_visible()


def second_dialogue(room: Room, participant: Hands, lead: Hands) -> None:
    page = participant.page
    go(room, participant, "opening")
    participant.post("Rest between meetings")
    lead.press("#topics .note button.small")
    expect(page.locator("#joker-head h2")).to_have_text("Rest between meetings")
    go(room, participant, "open_space")
    participant.press(".theme .group button")
    expect(page.locator(".group-page")).to_be_visible()
    participant.post("We ask at the door")
    go(room, participant, "pearls")
    participant.press(".contribution .to-pearl")
    expect(page.locator(".contribution .to-pearl")).to_have_attribute("aria-pressed", "true")
    go(room, participant, "agreement")
    participant.post("We all carry the same worry")
    lead.write("#task-form [name=what]", "Invite the school", "Tab")
    lead.write("#task-form [name=responsible]", "Head of unit")
    room.everywhere("Invite the school", room.console)
    expect(room.console.locator("#task_what")).to_have_value("")
