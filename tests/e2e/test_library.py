"""The practice library in a browser: finding as one types, narrowing down, and the way back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.e2e.conftest import opened
from tests.e2e.rooms import DRAWN, LAPTOP, PHONE, Room, hears_of, intercept
from tests.e2e.server import Server


@pytest.fixture(scope="module")
def room(browser: Browser, server: Server) -> Iterator[Room]:
    with opened(browser, server) as room:
        server.do("fill_library")
        room.expected += [
            "htmx:afterRequest",
            "htmx:sendAbort",
        ]  # of one that is not awaited
        yield room


@pytest.fixture
def reader(room: Room) -> Page:
    page = room.page(room.context("en", **LAPTOP), "reader")
    page.goto("/practices/")
    return page


def type_in(page: Page, words: str) -> None:
    """Letter by letter, as people do."""
    page.locator("#id_q").fill("")
    page.locator("#id_q").press_sequentially(words, delay=30)


def finds(page: Page, count: str) -> None:
    expect(page.locator("#count")).to_have_text(count)


def test_it_is_found_as_one_types_and_the_address_keeps_the_search(reader: Page):
    type_in(reader, "meeting drum")
    finds(reader, "1 practice")
    expect(reader.locator(".practice h3 mark")).to_have_text(["Drumming", "meetings"])
    expect(reader).to_have_url(re.compile(r"/practices/\?q=meeting\+drum$"))
    expect(reader.locator("#id_q")).to_be_focused()
    reader.reload()
    finds(reader, "1 practice")


def test_a_slip_of_the_finger_is_forgiven_and_said(reader: Page):
    type_in(reader, "drumimng")
    finds(reader, "1 practice")
    expect(reader.locator(".results")).to_contain_text("Close to them: drumming")


def test_filters_say_how_many_each_would_leave_and_stay_open(reader: Page):
    type_in(reader, "circle")
    finds(reader, "25 practices")
    reader.locator("details.filters summary").click()
    expect(reader.locator("#id_year option[value='2025']")).to_have_text("2025 (12)")
    reader.locator("#id_year").select_option("2025")
    finds(reader, "12 practices")
    expect(reader.locator("#id_year")).to_be_visible()
    expect(reader.locator("#id_year option[value='2024']")).to_have_text("2024 (13)")
    expect(reader.locator("#id_area option").nth(1)).to_have_text("Hometown (12)")


def test_the_way_back_from_a_practice_leads_to_what_was_found(reader: Page):
    type_in(reader, "circle")
    finds(reader, "25 practices")
    reader.locator("details.filters summary").click()
    reader.locator("#id_year").select_option("2025")
    finds(reader, "12 practices")
    reader.locator(".practice h3 a").first.click()
    expect(reader.locator("h1")).to_contain_text("Morning circle")
    reader.go_back()
    finds(reader, "12 practices")
    expect(reader.locator("#id_q")).to_have_value("circle")
    expect(reader.locator("#id_year")).to_have_value("2025")


def test_an_answer_that_is_overtaken_does_not_take_the_later_one_away(reader: Page):
    """``hx-sync`` gives the earlier request up."""
    late: list[Route] = []

    def answer(route: Route) -> None:
        if "q=drumming&" in route.request.url:
            late.append(route)
        else:
            route.continue_()

    intercept(reader, "**/practices/?*", answer)
    with reader.expect_request("**/practices/?q=drumming&*"):
        reader.locator("#id_q").fill("drumming")
    hears_of(reader, lambda: late, "the request is held")
    with reader.expect_event("requestfailed", lambda given_up: "q=drumming&" in given_up.url):
        reader.locator("#id_q").fill("circle")
    finds(reader, "25 practices")
    for route in late:
        route.continue_()
    reader.evaluate(DRAWN)
    finds(reader, "25 practices")
    assert len(late) == 1


def test_without_scripts_it_is_found_narrowed_down_and_leafed_through(room: Room):
    page = room.page(room.context("en", java_script_enabled=False, **PHONE), "plain phone")
    page.goto("/practices/")
    page.locator("#id_q").fill("circle")
    page.locator("form.search button.primary").click()
    finds(page, "25 practices")
    page.locator(".pages a").click()
    expect(page.locator(".practice")).to_have_count(5)
    page.locator("details.filters summary").click()
    page.locator("#id_year").select_option("2024")
    page.locator("form.search button.primary").click()
    finds(page, "13 practices")
    page.locator("#id_q").fill("drumming")
    page.locator("form.search button.primary").click()
    expect(page.locator(".empty")).to_contain_text("Nothing was found")


def test_a_query_that_is_too_long_is_told_beside_the_field(room: Room):
    page = room.page(room.context("en", java_script_enabled=False, **PHONE), "plain phone")
    room.expected.append("422")
    page.goto("/practices/?q=" + "a" * 500)
    expect(page.locator("#id_q")).to_have_value("a" * 500)
    expect(page.locator("#id_q_error")).to_be_visible()
