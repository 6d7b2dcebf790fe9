"""The web servers that Dialogit runs on, and how each is started: the one place that knows.

uvicorn is the usual one. Daphne needs a proxy in front that bounds the body of a request: it takes the whole
of it into memory before the application is asked. Both must log no address and no text, ping the browsers,
and take no large frames, since browsers send none. On Daphne the ping is also what ends a socket that nobody
reads, within 42 seconds.
"""

from __future__ import annotations

import sys

from django.core.exceptions import ImproperlyConfigured

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
SERVERS = {"uvicorn": ["dialogit.uvicorn_server"], "daphne": ["daphne", *DAPHNE]}
NAMES = tuple(SERVERS)
# Connections waiting to be taken: a whole room comes at once. Daphne's own limit is 50, uvicorn's 2048.
BACKLOG = 1024


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
