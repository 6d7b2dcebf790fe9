"""What has been deleted is in no table, no file and no write-ahead log, though a server is running."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.utils import translation

from tests.waiting import until

LONG_CLOSED = "phase = 'closed', round = 0, closed_at = '2020-01-01', purge_notes_on = '2020-03-31'"
STILL_THERE = "Traces of what was deleted are in the database's files still. The next run tries again."
TEXT, NAME = "Aamuisin ehditään kysyä, mitä kuuluu", "Tuulikki von Tracename"
pytestmark = pytest.mark.fault


def files_with(folder, *texts):
    needles = [text.encode() for text in texts]
    return [
        str(path.relative_to(folder))
        for path in Path(folder).rglob("*")
        if path.is_file() and any(needle in path.read_bytes() for needle in needles)
    ]


def left_by_housekeeping(site):
    """How many traces are noted when it has run, and it says so."""
    words = [sys.executable, "manage.py", "housekeeping"]
    done = subprocess.run(words, cwd=settings.BASE_DIR, env=site.environment, check=True, capture_output=True)
    left = int(site.ask("SELECT count(*) FROM workshops_trace")[0][0])
    with translation.override(settings.LANGUAGE_CODE):
        assert (translation.gettext(STILL_THERE) in done.stdout.decode()) == bool(left)
    return left


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


CLOSE = """
from workshops.models import Workshop
from workshops.services import course
workshop = Workshop.objects.get(code="FAULTS22")
course.move(workshop=workshop, expected=workshop.step, to="closed")
"""


def close(site):
    words = [sys.executable, "manage.py", "shell", "-c", CLOSE]
    subprocess.run(words, cwd=settings.BASE_DIR, env=site.environment, check=True)


def test_closing_leaves_no_name_and_no_proof_in_any_file_of_sqlite(on_sqlite, crowd):
    """At once, not on the day of the purge."""
    site = on_sqlite(25)
    site.tell(f"UPDATE workshops_participant SET name = '{NAME}' WHERE id = 1")
    proofs = written_in(site, crowd)
    assert len(proofs) == 2
    assert files_with(site.folder, NAME, *proofs)
    close(site)
    assert files_with(site.folder, NAME, *proofs) == []
    assert site.ask("SELECT count(*) FROM workshops_trace") == [(0,)]
    assert len(site.notes()) == 2


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
    postgres.ask("ALTER SYSTEM SET wal_recycle = off")
    postgres.ask("SELECT pg_reload_conf()")

    class Place:
        site = on_postgres(25)
        folder = Path(postgres.server.pgdata)

        def tell(self, *statements):
            with psycopg.connect(self.site.database, autocommit=True) as connection:
                for statement in statements:
                    connection.execute(statement)

        def files_with(self, *texts):
            """After the checkpoints that PostgreSQL makes every few minutes by itself."""
            for _time in range(2):
                self.tell("SELECT pg_switch_wal()", "CHECKPOINT")
            found = files_with(self.folder, *texts)
            with psycopg.connect(self.site.database) as connection:
                named = "SELECT relname FROM pg_class WHERE pg_relation_filepath(oid) = %s"
                rows = [connection.execute(named, [name]).fetchone() for name in found]
            return [(name, row and row[0]) for name, row in zip(found, rows, strict=True)]

    return Place()


def test_closing_and_purging_leave_nothing_in_any_file_of_postgresql(on_a_server_of_its_own, crowd):
    """Shown to fail with VACUUM alone, and without the planner's statistics rewritten."""
    place = on_a_server_of_its_own
    site = place.site
    named = f"UPDATE workshops_participant SET name = '{NAME}' || id, home_unit = '{NAME}'"
    place.tell(f"{named} WHERE workshop_id = (SELECT id FROM workshops_workshop WHERE code = 'FAULTS22')")
    proofs = written_in(site, crowd)
    assert len(proofs) == 2
    place.tell("ANALYZE")
    assert place.files_with(NAME)
    assert place.files_with(*proofs)
    close(site)
    assert site.ask("SELECT count(*) FROM workshops_trace") == [(1,)]
    assert left_by_housekeeping(site) == 0
    assert place.files_with(NAME, *proofs) == []
    assert place.files_with(TEXT)
    place.tell(f"UPDATE workshops_workshop SET {LONG_CLOSED}")
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
        place.tell(f"UPDATE workshops_workshop SET {LONG_CLOSED}")
        assert left_by_housekeeping(place.site)
    assert left_by_housekeeping(place.site) == 0
    assert place.files_with(TEXT) == []
