"""PostgreSQL is restarted in immediate mode under a room that writes and listens."""

from __future__ import annotations

import time

import psycopg
import pytest

from tests.faults.crowd import nothing_lost_nothing_twice
from tests.waiting import until

smoke, fault = pytest.mark.smoke, pytest.mark.fault


@pytest.fixture(scope="module")
def served(templates, running_postgres, tmp_path_factory):
    """One server, which gets over each of these."""
    running_postgres.start()
    site = templates.on_postgres(25, tmp_path_factory.mktemp("site"), running_postgres)
    yield site, site.serve()
    site.close()


@pytest.mark.parametrize("people", [pytest.param(6, marks=smoke), pytest.param(24, marks=fault)])
def test_a_restart_is_answered_with_503_keeps_the_sockets_and_is_over_in_ten_seconds(
    served, postgres, crowd, people
):
    """Shown to fail without the answer for database faults: 500 and no Retry-After; and without the pool's
    health check (CONN_HEALTH_CHECKS): drafts were not stored ten seconds after it was back.
    """
    site, server = served
    before = len(site.notes())
    room = crowd(site)
    phones = room.come(people, server.address)
    room.write(f"Before, {people} people")
    room.all_is_stored(15)
    room.all_is_shown(15)  # a phone that is still reading would close its socket by itself
    postgres.stop()
    drafts = room.write(f"Meanwhile, {people} people")
    answer = room.loop.run(phones[0].client.get(phones[0].door.stage))
    assert (answer.status_code, int(answer.headers["Retry-After"]) > 0) == (503, True)
    until(lambda: all(draft.answers for draft in drafts), 20, "every post has been answered")
    assert {status for draft in drafts for status in draft.answers} == {503}
    postgres.start()
    back = time.monotonic()
    room.all_is_stored(10)
    room.all_is_shown(max(1, 10 - (time.monotonic() - back)))
    assert [phone.opened for phone in phones] == [1] * people, "a socket was lost"
    nothing_lost_nothing_twice(site, room.drafts)
    assert len(site.notes()) - before == 2 * people


@smoke
@fault
def test_a_full_disk_of_postgres_is_answered_with_503_and_reading_works(served, crowd):
    """The server itself raises what it raises when a disk is full (53100), at the first note.

    Shown to fail without the answer for database faults: 500 instead of 503.
    """
    site, server = served
    before = site.notes()
    room = crowd(site)
    (phone,) = room.come(1, server.address)
    with psycopg.connect(site.database, autocommit=True) as connection:
        connection.execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
            " $$BEGIN RAISE 'could not extend file' USING ERRCODE = 'disk_full'; END$$"
        )
        connection.execute(
            "CREATE TRIGGER full_disk BEFORE INSERT ON worryzones_note EXECUTE FUNCTION full_disk()"
        )
        (draft,) = room.write("No room for this")
        until(lambda: draft.answers, 10, "the post has been answered")
        room.loop.run(phone.read())
        assert (draft.answers[0], phone.faults, site.notes()) == (503, [], before)
        connection.execute("DROP TRIGGER full_disk ON worryzones_note")
    room.all_is_stored(15)
    assert sorted(site.notes()) == sorted([*before, (draft.id.hex, draft.text)])
