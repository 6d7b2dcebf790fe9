"""The product as it runs in earnest, in a process and on a database of its own, for browsers to open."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from django.conf import settings

from dialogit import servers

APPLICATION = "tests.e2e.served:application"
DOOR = "/door-for-tests/"
EMAIL, PASSWORD = "facilitator@example.org", "correct horse battery"
SECOND = "second@example.org"


@dataclass
class Server:
    """``faults`` are the lines of its log that tell of one: none when all is well."""

    address: str
    process: subprocess.Popen[bytes]
    log_file: Path
    web: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.web = httpx.Client(base_url=self.address, trust_env=False, timeout=60)

    def do(self, act: str, **fields: Any) -> Any:
        """Has the services do one of ``tests.e2e.acts``, in the server's process."""
        answer = self.web.post(DOOR, json={"act": act, **fields})
        assert answer.status_code == 200, f"{act}: {answer.text}\n{self.log_file.read_text()}"
        return answer.json()

    @property
    def faults(self) -> list[str]:
        lines = self.log_file.read_text().splitlines()
        return [line for line in lines if "Error" in line or "Traceback" in line]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(folder: Path, *, collected: bool = False) -> Iterator[Server]:
    """Serves from a new database, see ``served``.

    ``collected``: with static files named by their content and compressed, as a site has them.
    """
    environment = {**os.environ, "DIALOGIT_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "dialogit.settings"}
    for outside in ("DATABASE_URL", "REDIS_URL"):
        environment.pop(outside, None)
    if collected:
        collect(environment)
    port = free_port()
    log_file = folder / "server.log"
    with log_file.open("wb") as log:
        command = servers.command(settings.SERVER, "127.0.0.1", port, APPLICATION)
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stderr=log)
    server = Server(f"http://127.0.0.1:{port}", process, log_file)
    wait_until_it_answers(server)
    yield server
    server.web.close()
    process.terminate()
    process.wait(30)  # or it does not end when it is asked to


def collect(environment: dict[str, str]) -> None:
    """All but the files of the admin, which no participant fetches."""
    words = ("manage.py", "collectstatic", "-v", "0", "--no-input", "--ignore", "admin")
    subprocess.run([sys.executable, *words], cwd=settings.BASE_DIR, env=environment, check=True)


def wait_until_it_answers(server: Server, seconds: float = 180) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.process.poll() is None:
        try:
            server.web.get("/healthz")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The server does not answer: {server.log_file.read_text()}")
