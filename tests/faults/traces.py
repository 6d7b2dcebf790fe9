"""Looks for words where they should not be: in a database's own files, in folders, in open files."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import psycopg
from django.conf import settings
from django.utils import translation

from tests.faults.services import Postgres
from tests.faults.sites import Server, Site

STILL_THERE = "Traces of what was deleted are in the database's files still. The next run tries again."
CLOSE = """
from workshops.models import Workshop
from workshops.services import course
workshop = Workshop.objects.get(code="FAULTS22")
course.move(workshop=workshop, expected=workshop.step, to="closed")
"""


def files_with(folder: Path | str, *texts: str) -> list[str]:
    """Their paths inside ``folder``."""
    files = [path for path in Path(folder).rglob("*") if path.is_file()]
    return [str(path.relative_to(folder)) for path in files if words_in(path, texts)]


def words_in(file: Path, texts: Iterable[str]) -> set[str]:
    try:
        content = file.read_bytes()
    except FileNotFoundError:  # the server replaces some of its own while it runs
        return set()
    return {text for text in texts if text.encode() in content}


def without_a_name(server: Server) -> list[Path]:
    """Files that the server has open and that no folder names: what is spooled, mostly."""
    files = Path(f"/proc/{server.process.pid}/fd").iterdir() if server.process else ()
    return [file for file in files if file.readlink().name.endswith("(deleted)")]


def manage(site: Site, *words: str) -> str:
    """What it says and logs."""
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env=site.environment,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return done.stdout.decode()


def left_by_housekeeping(site: Site) -> int:
    """How many traces are noted when it has run, and it says so."""
    said = manage(site, "housekeeping")
    left = int(site.ask("SELECT count(*) FROM workshops_pendingerasure")[0][0])
    with translation.override(settings.LANGUAGE_CODE):
        assert (translation.gettext(STILL_THERE) in said) == bool(left)
    return left


def close(site: Site) -> None:
    manage(site, "shell", "-c", CLOSE)


def use_no_segment_again(postgres: Postgres) -> None:
    """As the README advises: what is deleted leaves the write-ahead log with the next checkpoint."""
    postgres.ask("ALTER SYSTEM SET wal_recycle = off")
    postgres.ask("SELECT pg_reload_conf()")


def files_of_postgres_with(site: Site, folder: Path, *texts: str) -> list[tuple[str, str | None]]:
    """And the table of each, after the checkpoints that PostgreSQL makes every few minutes by itself."""
    for _time in range(2):
        for statement in ("SELECT pg_switch_wal()", "CHECKPOINT"):
            site.tell(statement)
    found = files_with(folder, *texts)
    with psycopg.connect(site.database) as connection:
        named = "SELECT relname FROM pg_class WHERE pg_relation_filepath(oid) = %s"
        rows = [connection.execute(named, [name]).fetchone() for name in found]
    return [(name, row[0] if row else None) for name, row in zip(found, rows, strict=True)]
