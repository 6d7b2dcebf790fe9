"""A phone is in a tunnel or a pocket while the room goes on."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

from tests.faults.screens import Screen
from tests.waiting import until

BACK_SECONDS = 3


@pytest.mark.parametrize(
    ("away", "notes"),
    [
        pytest.param(2, 8, marks=pytest.mark.smoke),
        pytest.param(120, 50, marks=[pytest.mark.fault, pytest.mark.lasts(130)]),
    ],
)
def test_back_after_minutes_away_draft_and_unsent_note_are_kept_and_one_read_makes_the_screen_right(
    on_sqlite, crowd, proxy, screen, away, notes
):
    """Nothing passes between phone and server, and neither is told; it comes back with another address.

    The short version is away for 2 s. Shown to fail with greeting and heartbeat ignored by live.js: eight
    notes were missing from the page.
    """
    site = on_sqlite(25)
    server = site.serve()
    line = proxy(server)
    room = crowd(site)
    room.come(24, server.address, listening=0)
    phone = screen(site, line.address).open()
    mates = [mate for mate in room.phones if mate.table == phone.table]
    phone.is_right(15)
    left = time.monotonic()
    line.hold()
    phone.context.set_offline(True)
    phone.write("Unsent")
    phone.line.fill("Half a thought")
    for number in range(notes):
        room.write(f"Missed {number}", mates[number % len(mates) :][:1])
    room.all_is_stored(60)
    phone.page.wait_for_timeout(1000 * max(0, away - (time.monotonic() - left)))
    assert phone.page.locator("article.note").count() == 0
    assert phone.unsent == ["Unsent"]
    reads = len(phone.region_reads)
    phone.context.set_offline(False)
    line.cut()
    line.release()
    phone.is_right(BACK_SECONDS)
    phone.all_is_stored(BACK_SECONDS)
    assert [text for _id, text in site.notes()].count("Unsent") == 1
    expect(phone.page.locator("article.note")).to_have_count(notes + 1)
    assert phone.line.input_value() == "Half a thought"
    phone.is_live()
    assert len(phone.region_reads) - reads <= 1


@pytest.mark.fault
def test_a_slow_line_neither_loses_nor_doubles(on_sqlite, crowd, proxy, screen):
    """Half a second each way; what is written meanwhile comes in order."""
    site = on_sqlite(25)
    server = site.serve()
    line = proxy(server)
    room = crowd(site)
    room.come(8, server.address)
    phone = screen(site, line.address).open()
    line.delay = 0.3
    phone.write("From the slow phone")
    room.write("Meanwhile")
    room.all_is_stored(15)
    phone.all_is_stored(15)
    until(lambda: len(site.notes()) == 9, 5, "all are stored")
    phone.is_right(15)
    room.all_is_shown(15)


@pytest.mark.fault
@pytest.mark.parametrize("tried", ["socket", "draft"])
def test_after_a_long_outage_page_and_draft_are_right_within_fifteen_seconds(on_sqlite, screen, tried):
    """The tries are as far apart by then as they get, chance makes them as late as it can, and the server
    is back just after one. The page's clock is set forward through the outage; only its timers see that.
    Shown to fail with chance added on top of the fifteen seconds, as it once was: the draft was still in the
    outbox, and the page without a socket.
    """
    site = on_sqlite(25)
    server = site.serve()
    phone = screen(site, server.address)
    phone.page.add_init_script("Math.random = () => 0.999")
    phone.page.clock.install()
    phone.open()
    tries: list[str] = []
    phone.page.on("requestfailed", lambda asked: tries.append("draft") if "/notes/" in asked.url else None)
    phone.page.on("websocket", lambda _socket: tries.append("socket"))
    server.kill()
    phone.write("Through the outage")
    for _time in range(6):
        pass_by(phone, 24)
    before = tries.count(tried)
    while tries.count(tried) == before:
        pass_by(phone, 1)
    assert phone.unsent == ["Through the outage"]
    server.start()
    phone.page.clock.run_for(14_000)
    phone.all_is_stored(1)
    phone.is_right(1)
    phone.is_live()


def pass_by(phone: Screen, seconds: int) -> None:
    """What was tried then has failed when one more request of the page's has."""
    phone.page.clock.run_for(1000 * seconds)
    phone.page.evaluate("fetch('/healthz').catch(() => {})")
