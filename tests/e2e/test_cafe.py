"""A round of the café in real browsers: everything comes by itself, nothing is reloaded."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.rooms import ENDLESS, LISTEN, Room

SOME = re.compile("some|jokunen|några")  # under five, in each language of the room
LOOKS_EVERY = 30_000  # ms: the console by itself, if its timers were not taken away
LOADED_AT = "() => performance.timeOrigin"


@pytest.fixture(scope="module")
def phones(shared_room: Room) -> list[Page]:
    """Three people, who sit at one table because three are one group."""
    phones = shared_room.begin_with("cafe-1", ("fi", "Aino"), ("sv", ""), ("en", "Eve"))
    shared_room.open(prepare=lambda page: page.add_init_script(f"({ENDLESS})({LOOKS_EVERY})"))
    shared_room.arrive(*phones)
    return phones


@pytest.fixture
def cafe(shared_room: Room, phones: list[Page]) -> Iterator[Room]:
    yield shared_room
    assert shared_room.problems == []


def note(page: Page, text: str) -> Locator:
    return page.locator(".note", has_text=text)


def test_note_of_one_phone_is_on_the_others_and_on_the_console(cafe, phones):
    finn, _swede, english = phones
    everyone = (*phones, cafe.console, cafe.projector)
    loaded = [page.evaluate(LOADED_AT) for page in everyone]
    cafe.write(finn, "Aamut alkavat yhdessä")
    cafe.write(english, "We ask before we judge")
    for text in ("Aamut alkavat yhdessä", "We ask before we judge"):
        cafe.everywhere(text, *phones, cafe.console)
        cafe.is_current()
        assert text not in cafe.projector.content()
    assert [page.evaluate(LOADED_AT) for page in everyone] == loaded


def test_ones_own_note_is_marked_on_ones_own_phone_alone(cafe, phones):
    finn, swede, _english = phones
    cafe.write(finn, "Minun lappuni")
    mine, seen = note(finn, "Minun lappuni"), note(swede, "Minun lappuni")
    expect(mine).to_have_attribute("data-mine", "")
    expect(seen).to_be_attached()
    expect(seen).not_to_have_attribute("data-mine", "")
    expect(mine.locator(".edit")).to_be_visible()
    expect(seen.locator(".edit")).to_be_hidden()


def test_ours_too_is_seen_on_every_phone_and_is_marked_on_ones_own(cafe, phones):
    """The push often replaces the button before the answer comes; the mark must not be lost by it."""
    finn, swede, english = phones
    cafe.write(finn, "Yhteinen tilanne")
    for phone in (swede, english):
        note(phone, "Yhteinen tilanne").locator(".ours").click()
    for phone in phones:
        expect(note(phone, "Yhteinen tilanne").locator(".ours")).to_contain_text(SOME)
    for phone, pressed in ((finn, "false"), (swede, "true"), (english, "true")):
        expect(note(phone, "Yhteinen tilanne").locator(".ours")).to_have_attribute("aria-pressed", pressed)


def test_draft_and_caret_survive_what_others_post(cafe, phones):
    finn, swede, _english = phones
    area = finn.locator("form[data-composer] textarea").first
    area.fill("Tämä on kesken")
    area.evaluate("area => area.setSelectionRange(4, 4)")
    for number in range(5):
        cafe.write(swede, f"Situation {number}")
    cafe.everywhere("Situation 4", finn)
    expect(area).to_have_value("Tämä on kesken")
    assert area.evaluate("area => [area === document.activeElement, area.selectionStart]") == [True, 4]
    area.fill("")


def test_note_can_be_changed_and_withdrawn_from_ones_own_phone(cafe, phones):
    finn, swede, _english = phones
    cafe.write(finn, "Ensin näin")
    note(finn, "Ensin näin").locator(".edit").click()
    finn.locator("#edit textarea").fill("Sitten näin")
    finn.locator("#edit button.primary").click()
    cafe.everywhere("Sitten näin", *phones, cafe.console)
    note(finn, "Sitten näin").locator(".edit").click()
    finn.locator("#edit [data-withdraw-note]").click()
    for page in (finn, swede, cafe.console):
        expect(note(page, "Sitten näin")).to_have_count(0)


def test_hidden_note_leaves_the_phones_and_comes_back(cafe, phones):
    cafe.write(phones[0], "Piiloon hetkeksi")
    cafe.everywhere("Piiloon hetkeksi", *phones)
    hide = note(cafe.console, "Piiloon hetkeksi").locator("button.hide")
    hide.click()
    for phone in phones[1:]:
        expect(note(phone, "Piiloon hetkeksi")).to_have_count(0)
    hidden = phones[0].locator("#hidden-own .note", has_text="Piiloon hetkeksi")
    expect(hidden).to_contain_text("Vetäjä on piilottanut tämän")
    cafe.console.locator(".why select").select_option("hurts")
    expect(hidden).to_contain_text("Se voisi loukata jotakuta")
    counts_are_of_what_is_shown(cafe, phones)
    hide.click()
    cafe.everywhere("Piiloon hetkeksi", *phones)
    counts_are_of_what_is_shown(cafe, phones)


def counts_are_of_what_is_shown(cafe: Room, phones: list[Page]) -> None:
    """As the page says it now, and as the server would."""
    *_, english = phones
    cafe.is_current()
    shown = english.locator(".notes > .list > .note").count()
    words = f"{shown} note" if shown == 1 else f"{shown} notes"
    for page in (english, cafe.console):
        expect(page.locator("[data-count]", has_text=words).first).to_have_text(words)
    english.reload()
    cafe.is_live(english)
    expect(english.locator(".notes > p [data-count]")).to_have_text(words)


SERVER_SAYS_LEFT = """(seconds) => {
  const now = Date.parse(document.getElementById("clock").dataset.ends) - 1000 * seconds;
  document.dispatchEvent(new CustomEvent("dialogit:time", { detail: now }));
}"""


@pytest.mark.thorough
def test_the_clock_speaks_at_five_minutes_at_one_and_at_the_end(cafe, phones):
    for page in (phones[2], cafe.console):
        page.evaluate(LISTEN)
        for seconds, words in ((300, "5 minutes left"), (60, "1 minute left"), (0, "The time is up.")):
            page.evaluate(SERVER_SAYS_LEFT, seconds + 3)
            page.evaluate(SERVER_SAYS_LEFT, seconds)
            page.wait_for_function("words => said.some((each) => each.includes(words))", arg=words)
        assert page.locator("#clock").get_attribute("aria-live") in (None, "off")


def test_clock_pauses_on_every_screen(cafe, phones):
    for paused in ("1", ""):
        cafe.press_key("Space")
        for page in (cafe.console, cafe.projector, *phones):
            expect(page.locator("#clock")).to_have_attribute("data-paused", paused)


def test_next_round_tells_everyone_where_to_walk(cafe, phones):
    tables = {phone.locator(".where h1").inner_text() for phone in phones}
    cafe.next()
    for phone in phones:
        expect(phone.locator("dialog[data-walk][open]")).to_be_visible()
    cafe.arrive(*phones)
    assert {phone.locator(".where h1").inner_text() for phone in phones}.isdisjoint(tables)


def test_removed_phone_is_told_so_and_the_others_go_on(cafe, phones):
    """Although the list of people comes anew while the facilitator is asked. Shown to fail without."""
    cafe.expected.append("403")
    leaver = cafe.phone("en", "Leaver")
    expect(cafe.console.locator("#people-list li", has_text="Leaver")).to_be_attached()
    cafe.console.locator("#people-list summary").click()
    cafe.console.locator("#people-list li", has_text="Leaver").get_by_role("button", name="Remove").click()
    cafe.phone("en", "Latecomer")
    expect(cafe.console.locator("#people-list li", has_text="Latecomer")).to_be_attached()
    cafe.console.locator("#ask button[value=yes]").click()
    expect(leaver.locator("#region")).to_have_count(0)
    expect(leaver.locator("h1")).to_be_visible()
    cafe.write(phones[0], "Me jatkamme")
    cafe.everywhere("Me jatkamme", *phones, cafe.console)


def test_console_tells_at_once_who_is_not_connected_any_more(cafe, phones):
    look = cafe.console.locator("#alerts")
    expect(look).not_to_contain_text("Not connected")
    phones[1].close()
    expect(look).to_contain_text("Not connected")
