"""No slide cuts anything: hundreds of made-up ones, laid out by the script that lays out the real ones."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.e2e import made_up_slides as made_up
from tests.e2e.eyes import LEAST, UNREAD
from tests.e2e.rooms import DRAWN, SCREEN, TIMEOUT

LEAVE_EVERY_OTHER = "document.querySelectorAll('.projector:nth-child(2n)').forEach((slide) => slide.remove())"


def test_no_slide_cuts_anything_on_any_screen(browser: Browser):
    """All in Finnish, whose words are the longest, and as usual in the others. What is as wide for its height
    as the screen before is laid out alike, so of those half are enough."""
    slides = made_up.regions(("fi",)) | made_up.regions(("sv", "en"), made_up.KINDS[:1])
    names, found = list(slides), []
    page = browser.new_page(viewport={"width": 1024, "height": 768}, reduced_motion="reduce")
    page.set_default_timeout(12 * TIMEOUT)
    page.set_content(made_up.page(slides.values()))
    for width, height in ((1024, 768), (1280, 720), (1920, 1080), (3840, 2160)):
        if width == 1920:
            page.evaluate(LEAVE_EVERY_OTHER)
            names = names[::2]
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(DRAWN)
        least = LEAST * min(width / 1280, height / 720)
        cut = page.evaluate(UNREAD, [names, least, 0.8 * least])
        found += [f"{width}×{height}, {what}" for what in cut]
    page.close()
    assert len(slides) > 300
    assert found == [], "\n".join(found[:30])


def test_pages_turn_by_themselves_but_not_where_less_movement_is_asked_for(browser: Browser):
    heard = made_up.regions(("en",), made_up.KINDS[3:4])["en: heard, many"]
    for motion, later in (("no-preference", "2/2"), ("reduce", "1/2")):
        page = browser.new_page(viewport=SCREEN, reduced_motion=motion)  # type: ignore[arg-type]
        page.clock.install()
        page.set_content(made_up.page([heard]))
        number = page.locator(".page-of")
        expect(number).to_have_text("1/2")
        page.clock.fast_forward("01:00")
        expect(number).to_have_text(later)
        page.close()
