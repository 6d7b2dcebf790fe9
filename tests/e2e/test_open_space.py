"""Dialogue 2 in real browsers: the joker's topic, walking with one tap, writing, and telling pearls."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.rooms import PHONE, TWO, Room, is_beside


def open_theme(phone: Page, title: str) -> None:
    """From the marketplace; the phone is in the theme's group then."""
    look_at(phone, "Marketplace")
    phone.locator("#one-more-theme summary").click()
    phone.fill("#open-theme [name=title]", title)
    phone.locator("#open-theme button.primary").click()
    expect(phone.locator(".group-page h1")).to_have_text(title)


def look_at(phone: Page, part: str) -> None:
    if phone.locator("#view").count():
        phone.locator("#view label", has_text=part).click()


def walk_to(phone: Page, title: str) -> None:
    look_at(phone, "Marketplace")
    phone.locator(".theme", has_text=title).locator("button", has_text="Move here").first.click()
    expect(phone.locator(".group-page h1")).to_have_text(title)


@pytest.fixture
def two(room: Room) -> list[Page]:
    """Two phones when groups are at work; the first has opened a theme and is in its group."""
    room.begin("open_space", *TWO, jump=True)
    room.do("open_theme", by=0, title="Phones at school")
    return room.load()


def test_joker_is_proposed_supported_and_chosen(room):
    writer, other = room.begin_with("preparation", *TWO)
    room.open("console")
    room.jump_by_run_sheet("Opening", writer, other)
    room.write(writer, "The new school")
    room.everywhere("The new school", other, room.console)
    other.locator("#topics .note", has_text="The new school").locator(".ours").click()
    expect(writer.locator("#topics .ours")).to_contain_text("some")
    expect(other.locator("#topics .ours")).to_have_attribute("aria-pressed", "true")
    expect(writer.locator("#topics .ours")).to_have_attribute("aria-pressed", "false")
    room.console.locator("#topics .note", has_text="The new school").locator(
        "button", has_text="Choose"
    ).click()
    expect(writer.locator("#joker h2")).to_have_text("The new school")
    room.next()
    expect(other.locator("#themes .theme h2").last).to_have_text("The new school")


def test_one_tap_moves_and_every_page_counts_it(room, two):
    first, second = two
    room.open("console")
    expect(second.locator(".theme", has_text="Phones at school").locator(".heads i")).to_have_count(1)
    walk_to(second, "Phones at school")
    expect(second.locator(".group-page .where")).to_contain_text("2 people")
    expect(first.locator(".group-page .where")).to_contain_text("2 people")
    expect(room.console.locator(".theme", has_text="Phones at school").locator(".heads b")).to_have_text("2")
    look_at(second, "Marketplace")
    second.get_by_text("Wander without a group").click()
    expect(second.locator("#feet")).to_contain_text("You are between groups")
    expect(second.locator("#view")).to_have_count(0)
    expect(first.locator(".group-page .where")).to_contain_text("1 person")


def test_draft_and_view_survive_what_others_do(room, two):
    first, second = two
    walk_to(second, "Phones at school")
    first.locator(".chips label", has_text="Success").click()
    first.fill("#composer textarea", "Half a thou")
    first.evaluate("document.querySelector('#composer textarea').setSelectionRange(4, 4)")
    for number in range(5):
        room.do("contribute", by=second, text=f"Text {number}")
    open_theme(second, "Another theme")
    walk_to(second, "Phones at school")
    expect(first.locator("#themes .theme h2", has_text="Another theme")).to_have_count(1)
    room.is_current(first)
    expect(first.locator("#composer textarea")).to_have_value("Half a thou")
    assert first.evaluate("document.activeElement.name + document.activeElement.selectionStart") == "text4"
    expect(first.locator(".chips label", has_text="Success").locator("input")).to_be_checked()
    look_at(second, "Marketplace")
    room.write(first, "A whole thought")
    expect(second.locator(".group-page .list")).to_contain_text("A whole thought")
    expect(second.locator("#market")).to_be_visible()
    expect(second.locator(".group-page")).to_be_hidden()


def test_group_ends_itself_is_read_and_opens_again(room, two):
    first, second = two
    room.post(first, "We ring home")
    first.get_by_text("End our group").click()
    expect(first.locator("#composer")).to_have_count(0)
    expect(first.locator(".group-page .list")).to_contain_text("We ring home")
    second.locator(".theme", has_text="Phones at school").get_by_text("Read").click()
    expect(second.locator("main")).to_contain_text("We ring home")
    second.get_by_text("Back to the marketplace").click()
    first.get_by_text("Open the group again").click()
    expect(first.locator("#composer")).to_be_visible()
    walk_to(second, "Phones at school")


def test_pearls_are_marked_up_to_the_limit_and_told(room, two):
    first, second = two
    room.expected.append("409")
    for number in range(4):
        room.do("contribute", by=first, text=f"Pearl {number}")
    room.jump("pearls")
    room.open()
    for number in range(4):
        first.locator(".contribution", has_text=f"Pearl {number}").locator(".to-pearl").click()
        if number < 3:
            expect(first.locator(".to-pearl[aria-pressed=true]")).to_have_count(number + 1)
    expect(first.locator("#problem")).to_contain_text("Unmark one")
    is_beside(first.locator("#problem"), first.locator(".contribution", has_text="Pearl 3"))
    expect(first.locator(".to-pearl[aria-pressed=true]")).to_have_count(3)
    expect(room.projector.locator("#slide .marked .pearl")).to_have_count(3)
    room.press_key("PageDown")
    told = room.projector.locator("#slide blockquote")
    expect(told).to_have_text(re.compile("Pearl [0-2]"))  # in no order that would tell who wrote first
    room.everywhere(told.inner_text(), second)
    expect(room.console.locator("#telling")).to_have_attribute("data-slide", "1")
    room.console.fill("#main-point [name=text]", "Say it early")
    room.console.press("#main-point [name=text]", "Enter")
    expect(room.console.locator(".points")).to_contain_text("Say it early")


def test_walking_and_writing_need_no_script(room, two):
    plain = room.page(room.context(java_script_enabled=False, **PHONE), "plain")
    plain.goto(f"/j/{room.code}/")
    plain.locator("form:has(input[name=name]) button.primary").click()
    plain.locator(".theme", has_text="Phones at school").locator("button", has_text="Move here").click()
    plain.fill("#composer textarea", "Written plainly")
    plain.locator("#composer button.primary").click()
    expect(plain.locator(".group-page .list")).to_contain_text("Written plainly")
    room.everywhere("Written plainly", two[0])
    plain.locator("#view label", has_text="Marketplace").click()
    expect(plain.locator("#market")).to_be_visible()


def test_the_kind_that_is_chosen_is_in_sight(two):
    phone = two[0]
    row, keyword = phone.locator(".chips"), phone.locator(".chips label", has_text="Keyword")
    expect(row.locator("label").first).to_have_text("Practice")
    keyword.click()
    row.evaluate("row => row.scrollTo({ left: 0 })")
    phone.fill("#composer textarea", "Trust")
    phone.locator("#composer button.primary").click()
    expect(keyword).to_be_in_viewport(ratio=1)
    expect(phone.locator(".outbox [data-state=waiting]")).to_have_count(0)
    phone.fill("#composer textarea", "Time")
    phone.reload()
    expect(keyword).to_be_in_viewport(ratio=1)
