"""The web servers that Dialogit runs on, and how each is started: the one place that knows.

uvicorn is the usual one. Daphne needs a proxy in front that bounds the body of a request: it takes the whole
of it into memory before the application is asked. Both must log no address and no text, ping the browsers,
and take no large frames, since browsers send none. On Daphne the ping is also what ends a socket that nobody
reads, within 42 seconds.
"""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
from contextlib import suppress

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from dialogit.worker_supervisor import END_WITH_INPUT

APPLICATION = "dialogit.asgi:application"
MAX_FRAME_BYTES = 4096
MAX_MESSAGE_BYTES = 8 * 1024 * 1024  # Daphne's one limit for what comes in pieces and what goes out
PING_INTERVAL = 20  # seconds

# Verbosity 0 writes no access log, so no address of a visitor is written anywhere.
DAPHNE = [
    *("-v", "0", "--no-server-name"),
    *("--ping-interval", str(PING_INTERVAL), "--ping-timeout", str(PING_INTERVAL)),
    # Of a room that comes back at once the last wait longer than five seconds for their turn.
    *("--websocket_connect_timeout", "30"),
    *("--websocket-max-frame-size", str(MAX_FRAME_BYTES)),
    *("--websocket-max-message-size", str(MAX_MESSAGE_BYTES)),
]
# What `python -m` starts, and its options. uvicorn's stand in `uvicorn_server`.
SERVERS = {"uvicorn": ["dialogit.uvicorn_server"], "daphne": ["dialogit.daphne_server", *DAPHNE]}
NAMES = tuple(SERVERS)
# Connections waiting to be taken: a whole room comes at once. Daphne's own limit is 50, uvicorn's 2048.
BACKLOG = 1024
READY_MESSAGE_ENV = "DIALOGIT_READY_MESSAGE"  # in the environment: what a server prints once it listens


def command(name: str, host: str, port: int, application: str = APPLICATION) -> list[str]:
    """The words that start the server ``name``, one of ``NAMES``. Raises ``ImproperlyConfigured``."""
    if name not in NAMES:
        raise ImproperlyConfigured(f"SERVER is {name!r}; it can be one of: {', '.join(NAMES)}.")
    return [sys.executable, "-m", *SERVERS[name], *_at(name, host, port), application]


def _at(name: str, host: str, port: int) -> list[str]:
    if name == "uvicorn":
        return ["--host", host, "--port", str(port)]
    interface = host.replace(":", r"\:")  # in Twisted's description of an endpoint a colon ends a word
    return ["-e", f"tcp:{port}:interface={interface}:backlog={BACKLOG}"]


def announce_ready() -> None:
    """Called by the servers as soon as they listen."""
    if words := os.environ.get(READY_MESSAGE_ENV):
        print(words, flush=True)


def is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.errno != errno.EADDRINUSE  # of anything else the server itself can tell
    return True


def refuse_taken(host: str, port: int) -> None:
    if not is_free(host, port):
        words = _("Port %(port)s is taken. Choose another one, such as --port %(other)s.")
        raise CommandError(words % {"port": port, "other": 8001 if port != 8001 else 8002})


def refuse_unmigrated() -> None:
    """Without this version's tables every page would be an error, and a worker would fail again and again.

    A database that is away may come back: of that the servers and the worker tell by themselves.
    """
    with suppress(OperationalError):
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        connection.close()
        if missing:
            words = _("The database is not ready for this version. Run: python manage.py migrate")
            raise CommandError(words)


def worker() -> list[str]:
    """The words that start the worker, which does what takes long."""
    return [sys.executable, "-m", "dialogit.worker_supervisor"]


def start_worker() -> None:
    """As a child of this process, which it does not outlive, even when it is killed.

    Its standard input is a pipe of which this process, or the server that it becomes, holds the other end.
    """
    ours, held = os.pipe()
    os.set_inheritable(held, True)  # noqa: FBT003 - an `execv` keeps it; any child started later closes it
    subprocess.Popen([*worker(), END_WITH_INPUT], cwd=settings.BASE_DIR, stdin=ours, start_new_session=True)  # noqa: S603
    os.close(ours)
