"""A phone's socket is open, and nobody reads what comes."""

from __future__ import annotations

import time

import pytest

from dialogit import servers
from tests.faults.crowd import nothing_lost_nothing_twice
from tests.faults.sockets import RawSocket
from tests.waiting import until

LARGE = "\N{GRINNING FACE}" * 400  # 4.8 kB in a frame
ROUNDS = 3
READERS = 100  # so many that what a server grows by for other reasons (up to 25 MB) decides nothing
# Each. On uvicorn a reader that is behind gets no frames; Daphne keeps a copy of all 300 for it (1.8 MB)
# until its ping has not been answered. The design allows 5 MB.
MAX_MEMORY = {"uvicorn": 500_000, "daphne": 5_000_000}
CLOSED_SECONDS = 60


@pytest.mark.fault
@pytest.mark.lasts(70)
@pytest.mark.parametrize("kind", servers.NAMES)
def test_readers_that_stop_cost_little_harm_nobody_and_are_closed(on_sqlite, crowd, kind):
    """100 phones post three times a text that is large in a frame: 300 updates."""
    site = on_sqlite(100 + READERS)
    server = site.serve(kind)
    room = crowd(site)
    room.come(100, server.address, listening=6)

    def updates(title: str) -> None:
        for number in range(ROUNDS):
            room.write(f"{title} {number} {LARGE}")
            room.all_is_stored(30)
        room.all_is_shown(5)

    for time_ in range(2):  # so that what the server keeps for any update is there
        updates(f"Everyone reads {time_}")
    before = server.memory()
    cookies = [f"device={cookie}" for cookie in site.cast["phones"][100:]]
    readers = [RawSocket(server.port, cookie, small=True) for cookie in cookies]
    assert [reader.status for reader in readers] == [101] * READERS
    stopped = time.monotonic()
    updates("One has stopped")
    assert server.memory() - before < READERS * MAX_MEMORY[kind]
    until(
        lambda: server.sockets() == 6,
        max(1, CLOSED_SECONDS - (time.monotonic() - stopped)),
        "the readers are closed",
    )
    assert [phone.opened for phone in room.phones[:6]] == [1] * 6, "somebody else was closed"
    nothing_lost_nothing_twice(site, room.drafts)
    for reader in readers:
        reader.close()
