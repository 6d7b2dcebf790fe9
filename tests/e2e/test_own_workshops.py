"""Own workshops: put away and taken back, and deleted while a colleague has the console and the wall open."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.rooms import Room


def test_workshop_is_put_away_taken_back_and_deleted_under_open_pages(room: Room):
    room.expected = ["404"]  # what is left open when it is deleted
    room.begin()
    room.open("console", "projector")
    page = room.page(room.laptop, "own workshops")
    page.goto("/run/")
    page.locator(f"form[action='/run/{room.code}/archive/'] button").click()
    expect(page.get_by_role("status")).to_contain_text("The workshop is in the archive")
    page.goto("/run/?archive=1")
    page.locator(f"form[action='/run/{room.code}/archive/'] button").click()
    expect(page.get_by_role("status")).to_contain_text("The workshop is in the list again")
    page.get_by_role("link", name="Current (").click()
    page.locator(f"a[href^='/run/{room.code}/delete/']").click()
    expect(page.get_by_role("link", name="Keep it")).to_be_focused()
    page.get_by_role("button", name="Delete for good").click()
    page.wait_for_url(re.compile("/run/\\?.*said=deleted"))
    expect(page.get_by_role("status")).to_contain_text("The workshop has been deleted")
    expect(room.console.locator("h1")).to_have_text("This workshop is not here")
    expect(room.projector.locator(".curtain")).to_be_visible()  # and not a page that says what went wrong
