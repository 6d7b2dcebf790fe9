"""Firefox: the course as Chromium walks it, a line that is cut, dialogs, and what is printed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.e2e.conftest import opened
from tests.e2e.rooms import TWO, Room
from tests.e2e.server import Server
from tests.e2e.test_whole_course import *  # noqa: F403 - its tests run here once more, in Firefox
from tests.engines.conftest import SHARE
from tests.faults.proxy import Proxy


@pytest.fixture
def cut_off(browser: Browser, server: Server, line: Proxy) -> Iterator[Room]:
    """A room whose browsers are at the other end of the line."""
    far = replace(server, address=line.address)
    far.web = server.web
    with opened(browser, far) as room:
        yield room


def test_a_line_that_is_cut_loses_nothing(cut_off, line):
    first, second = cut_off.begin_with("cafe-1", *TWO)
    line.hold()
    cut_off.write(first, "Sent while away")
    line.cut()
    expect(first.locator(".outbox [data-state=waiting]")).to_have_count(1)
    cut_off.do("note", by=second, text="Came while away")
    line.release()
    for text in ("Sent while away", "Came while away"):
        cut_off.everywhere(text, first, second)


def test_dialogs_do_not_fill_the_screen(room):
    [phone] = room.begin_with("cafe-1", ("fi", ""))
    room.post(phone, "Kysytään ajoissa")
    room.open("console")
    for page, opens in (
        (phone, "#menu-button"),
        (phone, "[data-edit-note]"),
        (room.console, "button.go:not([aria-current])"),
    ):
        page.locator(opens).first.click()
        expect(page.locator("dialog[open]")).to_be_visible()
        assert page.evaluate(SHARE) < 0.75
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)


def test_what_is_typed_is_saved_when_one_goes_on(room):
    room.begin("agreement", jump=True)
    room.open("console")
    room.console.locator("#results_how_results").click()
    room.console.keyboard.type("To all units")
    room.console.keyboard.press("Tab")
    expect(room.console.locator("#part-results .saved")).to_have_text("✓ Saved")


COMPOUND = "Lastensuojeluilmoituksentekovelvollisuudesta"
SYLLABLES = "Las-ten-suo-je-lu-il-moi-tuk-sen-te-ko-vel-vol-li-suu-des-ta"
# Where the lines of an element's words begin, counted in letters.
LINE_STARTS = """(element) => {
  const words = element.firstChild, starts = [];
  let last = null;
  for (let at = 0; at < words.length; at++) {
    const range = document.createRange();
    range.setStart(words, at);
    range.setEnd(words, at + 1);
    const { top } = range.getBoundingClientRect();
    if (last !== null && top > last + 5) starts.push(at);
    last = top;
  }
  return starts;
}"""


def test_a_long_word_breaks_between_its_syllables(room):
    room.begin("cafe-1", ("fi", ""), language="fi")
    [phone] = room.load()
    room.post(phone, COMPOUND)
    room.open("console")
    ends = {len("".join(SYLLABLES.split("-")[:count])) for count in range(1, SYLLABLES.count("-") + 1)}
    phone.set_viewport_size({"width": 320, "height": 700})
    for page in (phone, room.console):
        starts = page.locator("[id^=words-]", has_text=COMPOUND).first.evaluate(LINE_STARTS)
        assert starts
        assert set(starts) <= ends


def printed(page: Page) -> list[str]:
    """The words of each sheet of paper."""
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]


def test_papers_are_printed_without_empty_sheets(room, server):
    room.code = server.do("hold_earlier")
    page = room.page(room.sign_in("fi"), "papers")
    for path in ("/w/{}/report/", "/run/{}/print/"):
        page.goto(path.format(room.code))
        sheets = printed(page)
        assert len(sheets) > 5
        assert [number for number, words in enumerate(sheets, 1) if len(words) < 20] == []
    page.goto(f"/w/{room.code}/report/")
    words = " ".join(" ".join(printed(page)).split())
    assert "Kenen vastuulla" in words  # as a table, however narrow the paper is
