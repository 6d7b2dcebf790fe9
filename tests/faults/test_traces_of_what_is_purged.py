"""What has been deleted is in no table, no file and no write-ahead log, though a server is running."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import psycopg
import pytest

from tests.faults.traces import (
    close,
    files_of_postgres_with,
    files_with,
    left_by_housekeeping,
    use_no_segment_again,
)
from tests.waiting import until

LONG_CLOSED = "phase = 'closed', round = 0, closed_at = '2020-01-01', purge_notes_on = '2020-03-31'"
TEXT, NAME = "Aamuisin ehditään kysyä, mitä kuuluu", "Tuulikki von Tracename"
pytestmark = pytest.mark.fault


def written_in(site, crowd):
    """Two write, one of whom said their name; what must be gone one day."""
    room = crowd(site)
    room.come(2, site.serve().address, listening=0)
    room.write(TEXT)
    room.all_is_stored(15)
    return [proof for (proof,) in site.ask("SELECT proof FROM worryzones_note")]


@pytest.mark.smoke
def test_purged_notes_are_in_no_file_of_sqlite(on_sqlite, crowd):
    """Shown to fail without the checkpoint: the log still held them."""
    site = on_sqlite(25)
    site.tell(f"UPDATE workshops_participant SET name = '{NAME}' WHERE id = 1")
    proofs = written_in(site, crowd)
    assert files_with(site.folder, TEXT)
    site.tell(f"UPDATE workshops_workshop SET {LONG_CLOSED}")
    assert left_by_housekeeping(site) == 0
    assert site.notes() == []
    assert files_with(site.folder, TEXT, *proofs) == []


def test_trace_that_a_reader_holds_on_to_is_tried_again(on_sqlite, crowd):
    """Shown to fail when nobody looked at the checkpoint's answer: the next run did nothing more."""
    site = on_sqlite(25)
    written_in(site, crowd)
    reader = sqlite3.connect(site.database.removeprefix("sqlite:///"))
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM worryzones_note").fetchall()
    site.tell(f"UPDATE workshops_workshop SET {LONG_CLOSED}")
    assert left_by_housekeeping(site)
    assert files_with(site.folder, TEXT)
    reader.close()
    assert left_by_housekeeping(site) == 0
    assert files_with(site.folder, TEXT) == []


def test_closing_leaves_no_name_and_no_proof_in_any_file_of_sqlite(on_sqlite, crowd):
    """At once, not on the day of the purge."""
    site = on_sqlite(25)
    site.tell(f"UPDATE workshops_participant SET name = '{NAME}' WHERE id = 1")
    proofs = written_in(site, crowd)
    assert len(proofs) == 2
    assert files_with(site.folder, NAME, *proofs)
    close(site)
    assert files_with(site.folder, NAME, *proofs) == []
    assert site.ask("SELECT count(*) FROM workshops_pendingerasure") == [(0,)]
    assert len(site.notes()) == 2


def test_closing_while_a_reader_holds_on_is_made_good_by_the_next_housekeeping(on_sqlite, crowd):
    site = on_sqlite(25)
    proofs = written_in(site, crowd)
    reader = sqlite3.connect(site.database.removeprefix("sqlite:///"))
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM worryzones_note").fetchall()
    close(site)
    assert site.ask("SELECT count(*) FROM workshops_pendingerasure") == [(1,)]
    assert left_by_housekeeping(site) == 1
    assert files_with(site.folder, *proofs)  # not before: it takes this process's locks on the files away
    reader.close()
    assert left_by_housekeeping(site) == 0
    assert files_with(site.folder, *proofs) == []


def test_rows_of_sqlite_do_not_lie_in_the_order_of_writing_after_closing(on_sqlite, crowd):
    site = on_sqlite(25)
    room = crowd(site)
    (phone,) = room.come(1, site.serve().address, listening=0)
    for number in range(12):
        room.write(f"{number:02}")
        until(lambda: not phone.unsent, 15, "it is stored")
    lying = "SELECT text FROM worryzones_note ORDER BY rowid"
    before = site.ask(lying)
    assert before == sorted(before)
    close(site)
    assert site.ask(lying) != before
    assert sorted(site.ask(lying)) == before


@pytest.fixture
def on_a_server_of_its_own(on_postgres, postgres):
    """A site and what PostgreSQL keeps in files, set up as the README advises: no segment is used again."""
    use_no_segment_again(postgres)

    class Place:
        site = on_postgres(25)

        def files_with(self, *texts):
            return files_of_postgres_with(self.site, Path(postgres.server.pgdata), *texts)

    return Place()


def test_closing_and_purging_leave_nothing_in_any_file_of_postgresql(on_a_server_of_its_own, crowd):
    """Shown to fail with VACUUM alone, and without the planner's statistics rewritten."""
    place = on_a_server_of_its_own
    site = place.site
    named = f"UPDATE workshops_participant SET name = '{NAME}' || id, home_unit = '{NAME}'"
    place.site.tell(
        f"{named} WHERE workshop_id = (SELECT id FROM workshops_workshop WHERE code = 'FAULTS22')"
    )
    proofs = written_in(site, crowd)
    assert len(proofs) == 2
    place.site.tell("ANALYZE")
    assert place.files_with(NAME)
    assert place.files_with(*proofs)
    close(site)
    assert site.ask("SELECT count(*) FROM workshops_pendingerasure") == [(1,)]
    assert left_by_housekeeping(site) == 0
    assert place.files_with(NAME, *proofs) == []
    assert place.files_with(TEXT)
    place.site.tell(f"UPDATE workshops_workshop SET {LONG_CLOSED}")
    assert left_by_housekeeping(site) == 0
    assert site.notes() == []
    assert place.files_with(TEXT) == []


@pytest.mark.parametrize("looks_at", ["worryzones_note", "django_session"])
def test_trace_that_somebody_holds_on_to_in_postgresql_is_tried_again(
    on_a_server_of_its_own, crowd, looks_at
):
    """Whoever has read the notes locks them; an old snapshot keeps what it could still see.

    Shown to fail when nobody looked for old snapshots: all was written anew, with the notes in it.
    """
    place = on_a_server_of_its_own
    written_in(place.site, crowd)
    with psycopg.connect(place.site.database) as reader:
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        reader.execute(f"SELECT count(*) FROM {looks_at}")
        place.site.tell(f"UPDATE workshops_workshop SET {LONG_CLOSED}")
        assert left_by_housekeeping(place.site)
    assert left_by_housekeeping(place.site) == 0
    assert place.files_with(TEXT) == []
