"""What a group shares: marked on a phone, confirmed as the workshop closes, read by everyone."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.rooms import TWO, Room


def test_what_a_group_marks_is_in_the_library_when_the_workshop_has_closed(room: Room):
    room.begin("open_space", *TWO)
    room.do("allow_sharing", level="everyone")
    room.do("open_theme", by=0, title="Mornings")
    room.do("walk", by=1, title="Mornings")
    room.do("contribute", by=0, text="We ring every home")
    room.do("go", step="pearls")
    one, two = room.load()
    room.open("console")
    one.locator("#pearls .share-line select").select_option("area")
    expect(two.locator("#pearls .share-line select")).to_have_value("area")
    two.locator("#pearls .share-line select").select_option("everyone")
    expect(one.locator("#pearls .share-line select")).to_have_value("everyone")
    room.everywhere("0 of 1 confirmed", room.console)
    room.console.locator("#to-library-list button[aria-pressed]").click()
    room.everywhere("1 of 1 confirmed", room.console)
    room.go("feedback")
    room.press_key("ArrowRight")
    question = room.console.locator(".to-library-question")
    expect(question.locator("input[name=share]")).to_be_checked()
    room.console.locator("#closing-asked form").first.locator("button").last.click()
    room.is_at(room.console, "closed")
    link = one.locator("#in-library a", has_text="We ring every home")
    link.click()
    expect(one.locator("h1")).to_contain_text("We ring every home")
