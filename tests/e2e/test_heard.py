"""What a page says to those who hear it, and where their focus is: nothing of it is seen on a picture."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.rooms import LISTEN, TIMEOUT, TWO, Room

FOCUSED = "() => document.activeElement.id || document.activeElement.tagName"
# What may come in one instant on a phone that wakes: five minutes left, one minute left, and the bell.
ALL_AT_ONCE = """() => {
  const clock = document.getElementById("clock");
  for (const seconds of [303, 299, 59]) {
    const detail = Date.parse(clock.dataset.ends) - 1000 * seconds;
    document.dispatchEvent(new CustomEvent("dialogit:time", { detail }));
  }
  const rung = clock.cloneNode(true);
  rung.dataset.rings = Number(clock.dataset.rings) + 1;
  clock.replaceWith(rung);
  document.dispatchEvent(new CustomEvent("dialogit:applied", { detail: { arrived: [] } }));
}"""


@pytest.fixture
def phone(room: Room) -> Page:
    room.begin("cafe-4", *TWO)
    phone = room.load(1)[0]
    phone.evaluate(LISTEN)
    return phone


def write(phone: Page, text: str) -> None:
    phone.locator("#composer textarea").fill(text)
    phone.locator("#composer .btn.primary").click()


def test_a_move_is_in_the_title_and_said_and_focus_is_not_lost(room, phone):
    room.open("console")
    for step in ("theming", "sharing", "choosing"):
        phone.locator("button:visible").last.focus()
        room.go(step)
        title = f"{phone.locator('#step-label').text_content()} · Early support"
        for page in (phone, room.console):
            expect(page).to_have_title(title)
        phone.wait_for_function("() => said.includes(document.title)")
        phone.wait_for_function(f"() => ({FOCUSED})() !== 'BODY'")


def test_what_is_said_in_one_instant_is_heard_one_after_the_other_and_the_bell_first(room, phone):
    phone.evaluate(ALL_AT_ONCE)
    phone.wait_for_function("() => said.length === 3")
    assert phone.evaluate("said") == ["5 minutes left", "The bell rings", "1 minute left"]


def test_focus_goes_on_when_the_walk_is_over(room):
    room.begin("cafe-1", *TWO)
    phone = room.load(1)[0]
    room.go("cafe-2")
    phone.get_by_role("button", name="We are here").press("Enter")
    expect(phone.locator("#main")).to_be_focused()


def test_what_became_of_a_text_is_said(room, phone):
    write(phone, "Told to ears")
    phone.wait_for_function("() => said.includes('saved')")
    room.expected.append("ERR_INTERNET_DISCONNECTED")
    phone.context.set_offline(True)
    write(phone, "Not yet")
    phone.wait_for_function("() => said.includes('not saved yet')", timeout=2 * TIMEOUT)  # after some tries
    phone.get_by_role("button", name="Try again").focus()
    phone.evaluate(
        "() => document.dispatchEvent(new CustomEvent('dialogit:applied', {detail: {arrived: []}}))"
    )
    expect(phone.get_by_role("button", name="Try again")).to_be_focused()
    phone.context.set_offline(False)
    phone.wait_for_function("() => said.filter((words) => words === 'saved').length === 2")


def test_the_editor_and_a_refusal_belong_to_their_field(room, phone):
    write(phone, "Mine")
    phone.get_by_role("button", name="Change").click()
    expect(phone.locator("#id_edit_text")).to_be_focused()
    field = phone.get_by_role("textbox", name="Your note").locator("visible=true").last
    field.fill("Kalle 131052-308T")
    phone.get_by_role("button", name="Save").click()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("^This holds a personal identity code"))


def test_letters_can_be_turned_off_as_keys(room):
    room.begin("cafe-1", *TWO)
    room.open("console")
    held = room.console.locator("[data-key=f]")
    room.console.get_by_role("button", name="Keys").click()
    room.console.get_by_role("checkbox", name="Letters are keys in this browser").uncheck()
    room.console.keyboard.press("Escape")
    room.console.evaluate("() => document.activeElement.blur()")
    room.console.keyboard.press("f")
    room.console.keyboard.press(" ")
    expect(room.console.locator(".timer")).to_have_attribute("data-paused", "1")
    expect(held).to_have_attribute("aria-pressed", "false")


def test_hiding_by_keyboard_keeps_the_focus(room, phone):
    room.open("console")
    write(phone, "Off")
    note = room.console.locator(".note", has_text="Off")
    note.get_by_role("button", name="Hide").press("Enter")
    expect(note.get_by_role("button", name="Show")).to_be_focused()
