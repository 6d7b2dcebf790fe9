"""The web servers that Dialogit runs on, and how each is started: the one place that knows.

Both have to keep what people write unlogged, ping what may have gone, and take no large frames, since
browsers send none.
"""

from __future__ import annotations

import sys

from daphne.endpoints import build_endpoint_description_strings
from django.core.exceptions import ImproperlyConfigured

APPLICATION = "dialogit.asgi:application"
LARGEST_FRAME = "4096"
PING_SECONDS = "20"

OPTIONS: dict[str, list[str]] = {
    # Verbosity 0 writes no access log, so no address of a visitor is written anywhere.
    "daphne": [
        *("-v", "0", "--no-server-name"),
        *("--ping-interval", PING_SECONDS, "--ping-timeout", PING_SECONDS),
        # Of a room that comes back at once the last wait longer than five seconds for their turn.
        *("--websocket_connect_timeout", "30"),
        *("--websocket-max-message-size", LARGEST_FRAME, "--websocket-max-frame-size", LARGEST_FRAME),
    ],
    # Frames this small cost more compressed than they save.
    "uvicorn": [
        *("--loop", "uvloop", "--http", "httptools", "--ws", "websockets-sansio", "--lifespan", "off"),
        *("--log-level", "warning", "--no-access-log", "--no-server-header"),
        *("--ws-ping-interval", PING_SECONDS, "--ws-ping-timeout", PING_SECONDS),
        *("--ws-max-size", LARGEST_FRAME, "--ws-per-message-deflate", "false"),
        *("--timeout-graceful-shutdown", "5"),
    ],
}
NAMES = tuple(OPTIONS)
MODULES = {"daphne": "dialogit.daphne_bounded", "uvicorn": "uvicorn"}
MOST_UNTAKEN = 1024  # connections waiting to be taken: a whole room comes at once; Daphne's own limit is 50


def command(name: str, host: str, port: int, application: str = APPLICATION) -> list[str]:
    """The words that start the server ``name``, one of ``NAMES``. Raises ``ImproperlyConfigured``."""
    if name not in NAMES:
        raise ImproperlyConfigured(f"SERVER is {name!r}; it can be one of: {', '.join(NAMES)}.")
    return [sys.executable, "-m", MODULES[name], *OPTIONS[name], *_at(name, host, port), application]


def _at(name: str, host: str, port: int) -> list[str]:
    if name == "uvicorn":
        return ["--host", host, "--port", str(port)]
    (endpoint,) = build_endpoint_description_strings(host=host, port=port)
    return ["-e", f"{endpoint}:backlog={MOST_UNTAKEN}"]
