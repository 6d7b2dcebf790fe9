"""Everyone connects at the same moment, as when the wireless network comes back."""

from __future__ import annotations

import pytest

from tests.waiting import until

PEOPLE = 500
MAX_CONNECTIONS = 20
TOLD_SECONDS, RIGHT_SECONDS = 10, 30


@pytest.mark.fault
@pytest.mark.alone
def test_everyones_socket_at_once_asks_no_more_than_twenty_connections_of_the_database(
    on_postgres, crowd, postgres
):
    """They opened their pages before, and the room has gone on since: all are told so within ten seconds.

    Then each reads its page anew; how long that takes is more the 500 readers' time than the server's.
    """
    site = on_postgres(PEOPLE)
    server = site.serve()
    room = crowd(site)
    room.come(PEOPLE, server.address, listening=0)
    (writer,) = room.phones[:1]
    room.write("Missed by everyone", [writer])
    room.all_is_stored(15)
    name = site.database.split("?")[0].rsplit("/", 1)[1]
    counted: list[int] = []

    def everyone(what: str) -> bool:
        counted.append(postgres.connections(name))
        return all(getattr(phone, what) == newest for phone in room.phones)

    newest = site.rev
    room.follow(room.phones)
    until(lambda: everyone("told"), TOLD_SECONDS, "everyone is told the newest rev")
    until(lambda: everyone("rev"), RIGHT_SECONDS, "everyone has read it")
    assert max(counted) <= MAX_CONNECTIONS, "database connections"
    assert [phone.faults for phone in room.phones] == [[]] * PEOPLE
    assert server.faults == []
    room.all_is_shown(30)
