"""A phone without JavaScript: joining, reading and writing by plain forms alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import opened
from tests.e2e.rooms import PHONE, Room
from tests.e2e.server import Server

TOO_LONG = "Aamut alkavat yhdessä." * 40


@pytest.fixture(scope="module")
def room(browser: Browser, server: Server) -> Iterator[Room]:
    """With a phone that runs scripts among them, whose notes the plain one reads."""
    with opened(browser, server) as room:
        room.expected.append("422")
        room.begin_with("welcome", ("en", "Eve"))
        room.open("console")
        yield room


@pytest.fixture(scope="module")
def plain(room: Room) -> Page:
    """Joins from the code on, without scripts."""
    page = room.page(room.context("en", java_script_enabled=False, **PHONE), "plain phone")
    page.goto("/")
    page.fill("input[name=code]", f" {room.code[:4].lower()}-{room.code[4:].lower()} ")
    page.locator("form.join button.primary").click()
    page.wait_for_url(f"**/j/{room.code}/")
    page.fill("input[name=name]", "Plain")
    page.locator("form:has(input[name=name]) button.primary").click()
    page.wait_for_url(f"**/w/{room.code}/")
    return page


def at(room: Room, plain: Page, step: str) -> Page:
    if room.step != step:
        room.go(step)
    plain.goto(f"/w/{room.code}/")
    room.is_at(plain, step)
    return plain


def refused_beside(field: Locator, text: str) -> None:
    """An error stands beside the field, the field names it, and what was typed is still there."""
    expect(field).to_have_value(text)
    expect(field).to_have_attribute("aria-invalid", "true")
    described = (field.get_attribute("aria-describedby") or "").split()
    error = field.page.locator(f"#{described[-1]}.error")
    expect(error).to_be_visible()


def write(page: Page, text: str) -> None:
    form = page.locator("form.composer")
    form.locator("textarea").fill(text)
    form.locator("button.primary").click()


def test_a_wrong_code_is_told_beside_the_field(room: Room):
    page = room.page(room.context("en", java_script_enabled=False, **PHONE), "plain phone at the door")
    page.goto("/")
    page.fill("input[name=code]", "K7M2-0FXA")
    page.locator("form.join button.primary").click()
    refused_beside(page.locator("input[name=code]"), "K7M2-0FXA")


def test_principles_are_read_and_nothing_is_offered_that_does_not_work(room: Room, plain: Page):
    at(room, plain, "welcome")
    expect(plain.locator(".principles")).to_be_visible()
    expect(plain.locator("[data-link]")).to_be_hidden()
    expect(plain.locator("#menu-button")).to_be_hidden()
    expect(plain.locator("noscript")).to_be_visible()


def test_a_note_is_read_posted_and_refused_in_the_cafe(room: Room, plain: Page):
    room.go("cafe-1")
    room.do("note", by=0, text="We ask before we judge")
    at(room, plain, "cafe-1")
    expect(plain.locator(".note")).to_contain_text("We ask before we judge")
    expect(plain.locator("[data-prompt]").nth(1)).to_be_visible()
    write(plain, "Written without scripts")
    plain.wait_for_url(f"**/w/{room.code}/")
    expect(plain.locator(".note", has_text="Written without scripts")).to_be_visible()
    room.everywhere("Written without scripts", *room.open_pages)
    write(plain, TOO_LONG)
    refused_beside(plain.locator(".composer textarea"), TOO_LONG)
    expect(plain.locator(".note", has_text="Written without scripts")).to_be_visible()
    plain.locator("noscript a").click()
    room.is_at(plain, "cafe-1")


def test_notes_are_put_together_in_theming(room: Room, plain: Page):
    at(room, plain, "theming")
    write(plain, "What was still missing")
    plain.locator(".pick", has_text="What was still missing").locator("input").check()
    plain.locator("#choose .btn.primary").click()
    refused_beside(plain.locator("#choose input[name=title]"), "")
    expect(plain.locator(".pick", has_text="What was still missing").locator("input")).to_be_checked()
    plain.fill("#choose input[name=title]", "What do we still miss?")
    plain.locator("#choose .btn.primary").click()
    expect(plain.locator(".theme-group h2")).to_have_text("What do we still miss?")


def test_a_group_is_chosen_and_written_to_in_open_space(room: Room, plain: Page):
    at(room, plain, "open_space")
    plain.locator("button[form=move][name=group]:not([value=''])").first.click()
    write(plain, "It worked when we began early")
    expect(plain.locator(".contribution")).to_contain_text("It worked when we began early")
    write(plain, TOO_LONG)
    refused_beside(plain.locator(".composer textarea"), TOO_LONG)


def test_the_language_changes_after_an_error_too(room: Room, plain: Page):
    at(room, plain, "open_space")
    write(plain, TOO_LONG)
    plain.locator("#menu .languages button[value=fi]").click()
    expect(plain.locator("html")).to_have_attribute("lang", "fi")
    room.is_at(plain, "open_space")
    plain.locator("#menu .languages button[value=en]").click()
    expect(plain.locator("html")).to_have_attribute("lang", "en")


def test_feedback_is_given_and_an_empty_one_told_so(room: Room, plain: Page):
    at(room, plain, "feedback")
    plain.locator("#feedback-form button.primary").click()
    expect(plain.locator("#feedback-form .error")).to_contain_text("at least one sentence")
    plain.locator("#feedback-form fieldset").first.locator("label").nth(3).click()
    plain.fill("#feedback-form textarea", TOO_LONG)
    plain.locator("#feedback-form button.primary").click()
    refused_beside(plain.locator("#feedback-form textarea"), TOO_LONG)
    expect(plain.locator("#feedback-form fieldset").first.locator("input").nth(3)).to_be_checked()
    plain.fill("#feedback-form textarea", "Good to hear each other")
    plain.locator("#feedback-form button.primary").click()
    expect(plain.locator("#thanks")).to_be_visible()


def test_the_thank_you_page_leads_to_the_report(room: Room, plain: Page):
    at(room, plain, "closed")
    expect(plain.locator("h1")).to_have_text("Thank you for thinking together")
