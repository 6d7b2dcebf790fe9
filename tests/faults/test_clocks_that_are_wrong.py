"""A phone's clock is ten minutes off, or the phone is slow to read the time; the room's timer is right."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.faults.screens import Screen
from tests.faults.sites import Site
from tests.waiting import until

pytestmark = pytest.mark.fault
SHIFT = """(() => {
  const Right = Date, off = %d * 60000;
  window.Date = class extends Right {
    constructor(...given) { if (given.length) super(...given); else super(Right.now() + off); }
    static now() { return Right.now() + off; }
  };
})();"""

BUSY = """(() => {
  const burn = () => { const began = performance.now(); while (performance.now() - began < 3000); };
  document.addEventListener("readystatechange", burn, { once: true });
  document.addEventListener("dialogit:time", burn, { once: true, capture: true });
})();"""


def seconds_of(words: str) -> int:
    minutes, seconds = words.removeprefix("+").split(":")
    return (60 * int(minutes) + int(seconds)) * (-1 if words.startswith("+") else 1)


@pytest.mark.parametrize("minutes", [-10, pytest.param(10, marks=pytest.mark.smoke)])
def test_the_timer_is_right_to_a_second_on_a_phone_whose_clock_is_wrong(on_sqlite, screen, minutes):
    """Shown to fail with timer.js counting from the page's own Date instead of the server's time."""
    site = on_sqlite(25)
    server = site.serve()
    phone = screen(site, server.address)
    phone.page.add_init_script(SHIFT % minutes)
    phone.open()
    before = datetime.now(UTC).timestamp()
    said = phone.page.evaluate("Date.now()") / 1000 - 60 * minutes
    assert before - 1 < said < datetime.now(UTC).timestamp() + 1
    stays_right(site, phone, 60 * minutes)


def test_the_timer_is_right_to_a_second_on_a_phone_that_is_busy_when_the_time_comes(on_sqlite, screen):
    """Shown to fail with timer.js taking the last time it was told for the time of now."""
    site = on_sqlite(25)
    phone = screen(site, site.serve().address)
    phone.page.add_init_script(BUSY)
    phone.open()
    stays_right(site, phone, 0)


def stays_right(site: Site, phone: Screen, off: int) -> None:
    """``off``: by how many seconds the phone's clock is ahead."""
    ends = datetime.fromisoformat(
        site.ask("SELECT ends_at FROM workshops_workshop WHERE code = 'FAULTS22'")[0][0]
    ).replace(tzinfo=UTC)

    def said() -> str:
        return phone.page.locator("#clock").inner_text()

    def is_right() -> bool:
        """What the clock shows and when, read at one moment in the page."""
        shown, clock = phone.page.evaluate("[document.getElementById('clock').innerText, Date.now() / 1000]")
        return abs(seconds_of(shown) - (ends.timestamp() - clock + off)) <= 1

    until(is_right, 2, "the timer is right to a second")
    for _second in range(2):
        phone.page.wait_for_function(
            "said => document.getElementById('clock').innerText !== said", arg=said()
        )
    until(is_right, 1, "the timer stays right to a second")
