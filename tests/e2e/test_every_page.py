"""Every page of a whole course, after live updates, in each language: what WCAG asks for, what the last row
can read, what fits the smallest phone. One walk, and several eyes."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser

from tests.e2e.conftest import opened
from tests.e2e.courses import Course
from tests.e2e.eyes import LAPTOP_LOW, Axe22, Desk, LastRow, SmallestPhone
from tests.e2e.server import Server


@dataclass
class Eyes:
    axe: Axe22
    last_row: LastRow = field(default_factory=LastRow)
    small: SmallestPhone = field(default_factory=SmallestPhone)
    desk: Desk = field(default_factory=Desk)


@pytest.fixture(scope="module", params=["fi", "sv", "en"])
def seen(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Eyes:
    """What the eyes have seen on the way."""
    eyes = Eyes(Axe22(colours=request.param == "fi"))
    with opened(browser, server) as room:
        course = Course(room, request.param)
        room.console.set_viewport_size(LAPTOP_LOW)
        for stop in course.stops():
            eyes.last_row.look(stop, room.projector)
            if "slide" not in stop:
                eyes.axe.look(stop, *room.open_pages)
            if request.param == "fi":
                eyes.desk.look(stop, room.console)
            if request.param == "fi" and "slide" not in stop and "drawing" not in stop:
                eyes.small.look(stop, course.phone)
    return eyes


def test_axe_finds_nothing_on_any_page_of_the_course(seen: Eyes):
    assert seen.axe.found == [], "\n".join(seen.axe.found)


def test_every_text_of_every_phase_reads_from_ten_metres(seen: Eyes):
    assert seen.last_row.unread == [], "\n".join(seen.last_row.unread)


@pytest.mark.parametrize("seen", ["fi"], indirect=True)
def test_every_phase_fits_the_smallest_phone(seen: Eyes):
    assert seen.small.found == [], "\n".join(seen.small.found)


@pytest.mark.parametrize("seen", ["fi"], indirect=True)
def test_no_console_slides_off_is_cramped_or_wider_than_its_screen(seen: Eyes):
    assert seen.desk.found == [], "\n".join(seen.desk.found)
