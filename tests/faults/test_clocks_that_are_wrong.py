"""A phone's clock is ten minutes off; the room's timer is not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.faults.waiting import until

pytestmark = pytest.mark.fault
SHIFT = """(() => {
  const Right = Date, off = %d * 60000;
  window.Date = class extends Right {
    constructor(...given) { if (given.length) super(...given); else super(Right.now() + off); }
    static now() { return Right.now() + off; }
  };
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
    off = phone.page.evaluate("Date.now()") / 1000 - datetime.now(UTC).timestamp()
    assert abs(off - 60 * minutes) < 5
    ends = datetime.fromisoformat(
        site.ask("SELECT ends_at FROM workshops_workshop WHERE code = 'FAULTS22'")[0][0]
    ).replace(tzinfo=UTC)

    def is_right() -> bool:
        shown = seconds_of(phone.page.locator("#clock").inner_text())
        return abs(shown - (ends - datetime.now(UTC)).total_seconds()) <= 1

    until(is_right, 2, "the timer is right to a second")
    phone.page.wait_for_timeout(1500)
    until(is_right, 1, "the timer stays right to a second")
