"""A phone is lost in mid-round: the facilitator's code brings its seat over to another one."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.rooms import PHONE, Room


def code_for(room: Room, name: str) -> str:
    room.console.locator("#people-list summary").click()
    line = room.console.locator("#people-list li", has_text=name)
    line.get_by_role("button", name="New phone").click()
    shown = room.console.locator("#phone-code .once")
    expect(shown).to_be_visible()
    code = shown.inner_text()
    room.console.locator("#tool .close").click()
    return code


def come_back(room: Room, code: str) -> Page:
    """By way of the join page, as somebody does who has no camera at hand."""
    phone = room.page(room.context("en", **PHONE), "new phone")
    phone.goto(f"/j/{room.code}/")
    phone.get_by_role("link", name="I changed my phone").click()
    phone.fill("input[name=code]", code)
    phone.get_by_role("button", name="Go on with this phone").click()
    return phone


def test_new_phone_goes_on_at_the_same_table_and_the_old_one_is_out(room: Room):
    room.begin("welcome")
    room.do("crowd", people=19)
    old = room.phone("en", "Aino")
    room.go("cafe-2")
    room.open()
    room.arrive(old)
    table = old.locator(".where h1").inner_text()
    code = code_for(room, "Aino")
    assert code not in room.projector.content()
    new = come_back(room, code)
    new.wait_for_url(f"**/w/{room.code}/")
    room.is_live(new)
    expect(new.locator(".where h1")).to_have_text(table)
    old.wait_for_url(f"**/j/{room.code}/")
    expect(room.console.locator("#connected")).to_contain_text("1 of 20")
    room.write(new, "Written on the new phone")
    room.everywhere("Written on the new phone", room.console)


def test_a_wrong_code_is_told_beside_its_field(room: Room):
    room.begin("welcome")
    room.expected.append("422")
    phone = come_back(room, "XXX-XXX")
    field = phone.locator("input[name=code]")
    expect(field).to_have_value("XXX-XXX")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(phone.locator("#id_code_error")).to_be_visible()
