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
from dataclasses import dataclass, field
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
    """``cast`` holds the cookies of the people in it; ``database`` is the address of the database."""

    folder: Path
    database: str
    cast: dict[str, Any]
    redis: str = ""
    servers: list[Server] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return environment(self.folder, self.database, self.redis)

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
        """Writes to an SQLite database itself."""
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


class Templates:
    """Databases that have been seeded once, to be copied for each test that wants one like it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.casts: dict[str, dict[str, Any]] = {}

    def on_sqlite(self, people: int, folder: Path) -> Site:
        template = self.folder / f"sqlite-{people}"
        if template.name not in self.casts:
            template.mkdir()
            self.casts[template.name] = seeded(template, f"sqlite:///{template / 'd.sqlite3'}", people)
        for piece in template.glob("d.sqlite3*"):
            shutil.copy(piece, folder)
        return Site(folder, f"sqlite:///{folder / 'd.sqlite3'}", self.casts[template.name])

    def on_postgres(self, people: int, folder: Path, postgres: Postgres, redis: str = "") -> Site:
        template = f"template_{people}"
        if template not in self.casts:
            postgres.ask(f"CREATE DATABASE {template}")
            self.casts[template] = seeded(self.folder, postgres.address(template), people)
        name = f"site_{uuid.uuid4().hex}"
        postgres.ask(f"CREATE DATABASE {name} TEMPLATE {template}")
        return Site(folder, postgres.address(name), self.casts[template], redis)
