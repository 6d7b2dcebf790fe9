"""The product as it runs in earnest, in a process and on a database of its own, for browsers to open."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings

from dialogit import servers

EMAIL, PASSWORD = "facilitator@example.org", "correct horse battery"
SECOND = "second@example.org"
SEED = f"""
from workshops.models import Membership, Municipality, Organisation, User
organisation = Organisation.objects.create(name="Family Centre")
user = User.objects.create_user("{EMAIL}", "{PASSWORD}", first_name="Fia", last_name="Leader")
Membership.objects.create(user=user, organisation=organisation)
second = User.objects.create_user("{SECOND}", "{PASSWORD}", first_name="Sam", last_name="Second")
Membership.objects.create(user=second, organisation=organisation)
Municipality.objects.create(name="Lempäälä")
"""


@dataclass
class Server:
    """``faults`` are the lines of its log that tell of one: none when all is well."""

    address: str
    process: subprocess.Popen[bytes]
    log_file: Path

    @property
    def faults(self) -> list[str]:
        lines = self.log_file.read_text().splitlines()
        return [line for line in lines if "Error" in line or "Traceback" in line]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(folder: Path, *, collected: bool = False) -> Server:
    """Migrates, seeds one facilitator and serves; the caller ends ``process``.

    ``collected``: with static files named by their content and compressed, as a site has them.
    """
    environment = {**os.environ, "DIALOGIT_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "dialogit.settings"}
    for outside in ("DATABASE_URL", "REDIS_URL"):
        environment.pop(outside, None)
    if collected:
        manage({**environment, "STATIC_MANIFEST": "1"}, "collectstatic", "-v", "0", "--no-input")
    manage(environment, "migrate", "-v", "0")
    manage(environment, "shell", "-v", "0", "-c", SEED)
    port = free_port()
    log_file = folder / "server.log"
    process = subprocess.Popen(
        servers.command(settings.SERVER, "127.0.0.1", port),
        cwd=settings.BASE_DIR,
        env=environment,
        stderr=log_file.open("wb"),
    )
    server = Server(f"http://127.0.0.1:{port}", process, log_file)
    wait_until_it_answers(server)
    return server


def manage(environment: dict[str, str], *command: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *command], cwd=settings.BASE_DIR, env=environment, check=True
    )


def wait_until_it_answers(server: Server, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.process.poll() is None:
        try:
            urlopen(server.address, timeout=5).close()
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The server does not answer: {server.log_file.read_text()}")
