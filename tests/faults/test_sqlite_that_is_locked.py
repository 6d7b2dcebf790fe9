"""Another process holds SQLite's only pen."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.crowd import nothing_lost_nothing_twice
from tests.waiting import until

smoke, fault = pytest.mark.smoke, pytest.mark.fault


@pytest.fixture
def lock() -> Iterator[Callable[[str, float], threading.Thread]]:
    """``lock(database, seconds)`` returns when the database is locked for that long."""
    holding: list[threading.Thread] = []

    def hold(path: Path, seconds: float, locked: threading.Event) -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        locked.set()
        time.sleep(seconds)
        connection.execute("ROLLBACK")
        connection.close()

    def start(database: str, seconds: float) -> threading.Thread:
        locked = threading.Event()
        path = Path(database.removeprefix("sqlite:///"))
        holding.append(threading.Thread(target=hold, args=(path, seconds, locked)))
        holding[-1].start()
        assert locked.wait(5)
        return holding[-1]

    yield start
    for thread in holding:
        thread.join()


@smoke
@fault
def test_locked_for_three_seconds_a_post_is_acknowledged_within_five(on_sqlite, crowd, lock):
    """Shown to fail with a busy timeout of one second: 503, 503 and only then 204."""
    site = on_sqlite(25)
    server = site.serve()
    room = crowd(site)
    (phone,) = room.come(1, server.address)
    holding = lock(site.database, 3)
    (draft,) = room.write("Patience")
    room.loop.run(phone.read())
    assert holding.is_alive(), "reading waited for the lock"
    room.all_is_stored(5)
    assert draft.answers == [204]
    assert site.notes() == [(draft.id.hex, draft.text)]


@fault
@pytest.mark.lasts(40)
def test_locked_for_thirty_seconds_a_post_is_answered_with_503_and_its_text_stays(
    on_sqlite, crowd, screen, lock
):
    site = on_sqlite(25)
    server = site.serve()
    room = crowd(site)
    room.come(2, server.address, listening=0)
    phone = screen(site, server.address).open()
    answers: list[int] = []
    phone.page.on("response", lambda answer: "/notes/" in answer.url and answers.append(answer.status))
    holding = lock(site.database, 30)
    drafts = room.write("Patience")
    phone.write("Patience in Chromium")
    phone.line.fill("The next thought")

    def answered() -> bool:
        phone.page.evaluate("true")  # while it is asked, Playwright tells of answers
        return bool(answers) and all(draft.answers for draft in drafts)

    until(answered, 9, "every post has been answered")
    assert answers == [503]
    assert [draft.answers for draft in drafts] == [[503], [503]]
    assert phone.unsent == ["Patience in Chromium"]
    holding.join()
    room.all_is_stored(15)
    phone.all_is_stored(15)
    assert phone.line.input_value() == "The next thought"
    nothing_lost_nothing_twice(site, room.drafts)
    assert len(site.notes()) == 3
