"""A backup that was taken while a room writes, and restored elsewhere, by the lines of the README."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import uuid

import pytest
from django.conf import settings

from tests.faults.sites import Site
from tests.waiting import until

pytestmark = pytest.mark.fault
TABLES = ("workshops_participant", "worryzones_seat", "worryzones_cafe", "workshops_user")


def line_of_readme(beginning):
    readme = (settings.BASE_DIR / "README.md").read_text()
    (line,) = re.findall(rf"^{re.escape(beginning)}.*$", readme, re.MULTILINE)
    return line.replace("uv run --no-dev", sys.executable)


def run(line, site, copy, **more):
    """In a shell, as somebody types it; ``/backups/monday`` is the README's example of a folder."""
    line = line.replace("/backups/monday", str(copy))
    environment = {**site.environment, **more}
    subprocess.run(line, shell=True, cwd=settings.BASE_DIR, env=environment, check=True)


def the_room_goes_on(site, restored, crowd, stored):
    """What had been acknowledged is there, phones keep their seats and may change what they wrote."""
    for table in TABLES:
        count = f"SELECT count(*) FROM {table}"
        assert restored.ask(count) == site.ask(count) != [(0,)]
    assert {draft.id.hex for draft in stored} <= {key for key, _text in restored.notes()}
    room = crowd(restored)
    (phone,) = room.come(1, restored.serve().address, listening=0)
    path = f"notes/{stored[0].id}/edit/"
    edited = room.loop.run(phone.answer_to(path, {"text": "Edited after restoring"}))
    restored.close()
    assert edited.status_code == 204


def write_on(room):
    """A first text of each phone is stored, more are on their way."""
    stored = room.write("Before the backup")
    until(lambda: all(draft.acknowledged for draft in stored), 15, "all are stored")
    for number in range(3):
        room.write(f"Meanwhile {number}")
    return stored


@pytest.mark.smoke
def test_backup_of_sqlite_under_load_is_whole_when_it_is_restored(on_sqlite, crowd, tmp_path):
    """Shown to fail with a copy of the one file: the notes were in the log beside it."""
    site = on_sqlite(25)
    room = crowd(site)
    room.come(5, site.serve().address, listening=0)
    stored, copy = write_on(room), tmp_path / "copy"
    run(line_of_readme("uv run --no-dev manage.py backup"), site, copy)
    room.all_is_stored(15)
    restored = tmp_path / "restored"
    shutil.copytree(copy, restored)
    database = f"sqlite:///{restored / 'dialogit.sqlite3'}"
    the_room_goes_on(site, Site(restored, database, site.cast), crowd, stored)


def test_backup_of_postgresql_under_load_is_whole_when_it_is_restored(on_postgres, postgres, crowd, tmp_path):
    site = on_postgres(25)
    room = crowd(site)
    room.come(5, site.serve().address, listening=0)
    stored, copy = write_on(room), tmp_path / "copy"
    path = f"{postgres.server.bin_path}{os.pathsep}{os.environ['PATH']}"
    run(line_of_readme("pg_dump"), site, copy, PATH=path)
    run(line_of_readme("uv run --no-dev manage.py backup"), site, copy)
    room.all_is_stored(15)
    name = f"restored_{uuid.uuid4().hex}"
    postgres.ask(f"CREATE DATABASE {name}")
    restored = Site(copy, postgres.address(name), site.cast)
    run(line_of_readme("pg_restore"), restored, copy, PATH=path)
    the_room_goes_on(site, restored, crowd, stored)
