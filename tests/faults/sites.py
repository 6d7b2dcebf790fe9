"""An installation of its own for one test: a database with people in it, and server processes to kill."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any

import httpx
import psycopg
from django.conf import settings

from dialogit import servers
from tests.e2e.server import free_port
from tests.faults.services import Postgres

NOTES = "SELECT id, text FROM worryzones_note"


@dataclass
class Server:
    """One process. ``start`` again after ``kill`` listens on the same port."""

    environment: dict[str, str]
    folder: Path
    kind: str = settings.SERVER
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return self.log_file.read_text()

    @property
    def faults(self) -> list[str]:
        """Our places that tracebacks name; uvicorn has one of its own for a text that is not UTF-8."""
        places = [line for line in self.log.splitlines() if f'File "{settings.BASE_DIR}/' in line]
        return [place for place in places if "/.venv/" not in place]

    @property
    def log_file(self) -> Path:
        return self.folder / f"server-{self.port}.log"

    def start(self) -> None:
        """Returns when it listens."""
        words = servers.command(self.kind, "127.0.0.1", self.port)
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                words, cwd=settings.BASE_DIR, env=self.environment, stderr=log, stdout=log
            )
        began = time.monotonic()
        while not self.listens():
            assert self.process.poll() is None, f"The server ended by itself: {self.log}"
            assert time.monotonic() - began < 60, f"The server does not listen: {self.log}"
            time.sleep(0.02)

    def listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def terminate(self) -> float:
        """As an upgrade does it; the seconds it took."""
        began = time.monotonic()
        self._end(signal.SIGTERM)
        return time.monotonic() - began

    def _end(self, how: signal.Signals) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                raise

    def sockets(self) -> int:
        """How many participants' sockets it holds, by its own count."""
        return self.counted('dialogit_sockets{role="participant"}')

    def counted(self, what: str) -> int:
        """A figure of its ``/metrics``; 0 while it has not come up."""
        said = httpx.get(f"{self.address}/metrics", timeout=30, trust_env=False).text
        found = re.search(rf"^{re.escape(what)} (\d+)", said, re.MULTILINE)
        return int(found[1]) if found else 0

    def memory(self) -> int:
        """Resident bytes."""
        assert self.process
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")


@dataclass
class Site:
    """``cast`` holds the cookies of the people in it, ``told`` what else its servers are told."""

    folder: Path
    database: str
    cast: dict[str, Any]
    redis: str = ""
    told: dict[str, str] = field(default_factory=dict)
    servers: list[Server] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return environment(self.folder, self.database, self.redis) | self.told

    def serve(self, kind: str = settings.SERVER) -> Server:
        server = Server(self.environment, self.folder, kind)
        self.servers.append(server)
        server.start()
        return server

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Reads the database itself."""
        if self.database.startswith("sqlite"):
            connection = sqlite3.connect(self.database.removeprefix("sqlite:///"))
            try:
                return connection.execute(query).fetchall()
            finally:
                connection.close()
        with psycopg.connect(self.database) as connection:
            return connection.execute(query).fetchall()  # type: ignore[arg-type]

    def tell(self, statement: str) -> None:
        """Writes to the database itself."""
        if not self.database.startswith("sqlite"):
            with psycopg.connect(self.database, autocommit=True) as connection:
                connection.execute(statement)  # type: ignore[arg-type]
            return
        connection = sqlite3.connect(self.database.removeprefix("sqlite:///"))
        with connection:
            connection.execute(statement)
        connection.close()

    def notes(self) -> list[tuple[str, str]]:
        """``(id, text)`` of each row, the id as 32 hexadecimal digits."""
        return [(str(key).replace("-", ""), text) for key, text in self.ask(NOTES)]

    @property
    def rev(self) -> int:
        return int(self.ask("SELECT rev FROM workshops_workshop WHERE code = 'FAULTS22'")[0][0])

    def close(self) -> None:
        for server in self.servers:
            server.kill()


def environment(folder: Path, database: str, redis: str = "") -> dict[str, str]:
    return {
        **os.environ,
        "DIALOGIT_VAR": str(folder),
        "DJANGO_SETTINGS_MODULE": "dialogit.settings",
        "SECRET_KEY": "the same for seed and server, and of no other use",
        "DATABASE_URL": database,
        "REDIS_URL": redis,
    }


def seeded(folder: Path, database: str, people: int) -> dict[str, Any]:
    """Migrates ``database`` and puts ``people`` into it; the cast's cookies."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.seed", str(people)],
        cwd=settings.BASE_DIR,
        env=environment(folder, database),
        check=True,
        stdout=subprocess.PIPE,
    )
    return dict(json.loads(done.stdout))


def migrated(folder: Path) -> dict[str, Any]:
    """With nobody in it: migrating takes longer than making all the people there are."""
    words = [sys.executable, "manage.py", "migrate", "-v", "0"]
    own = environment(folder, f"sqlite:///{folder / 'd.sqlite3'}")
    subprocess.run(words, cwd=settings.BASE_DIR, env=own, check=True)
    return {}


def copy(template: Path, folder: Path) -> None:
    for piece in template.glob("d.sqlite3*"):
        shutil.copy(piece, folder)


class Templates:
    """Databases that have been seeded once in a run, to be copied for each test that wants one like it.

    Workers share the folder: whoever wants one first makes it, the others wait for it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _once(self, name: str, make: Callable[[Path], dict[str, Any]]) -> tuple[Path, dict[str, Any]]:
        """The folder of a template and its cast."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        cast = folder / "cast.json"
        with (folder / "lock").open("w") as lock:
            flock(lock, LOCK_EX)
            if not cast.exists():
                cast.write_text(json.dumps(make(folder)))
        return folder, json.loads(cast.read_text())

    def on_sqlite(self, people: int, folder: Path) -> Site:
        def make(made: Path) -> dict[str, Any]:
            empty, _nobody = self._once("sqlite", migrated)
            copy(empty, made)
            return seeded(made, f"sqlite:///{made / 'd.sqlite3'}", people)

        template, cast = self._once(f"sqlite-{people}", make)
        copy(template, folder)
        return Site(folder, f"sqlite:///{folder / 'd.sqlite3'}", cast)

    def on_postgres(self, people: int, folder: Path, postgres: Postgres, redis: str = "") -> Site:
        """A worker's own PostgreSQL makes its template from what another one may have dumped."""
        name = f"template_{people}"

        def make(made: Path) -> dict[str, Any]:
            postgres.ask(f"CREATE DATABASE {name}")
            cast = seeded(made, postgres.address(name), people)
            postgres.dump(name, made / "d.sql")
            return cast

        template, cast = self._once(f"postgres-{people}", make)
        if not postgres.has(name):
            postgres.ask(f"CREATE DATABASE {name}")
            postgres.restore(name, template / "d.sql")
        site = f"site_{uuid.uuid4().hex}"
        postgres.ask(f"CREATE DATABASE {site} TEMPLATE {name}")
        return Site(folder, postgres.address(site), cast, redis)
