"""The demo's own environment, set by ``manage.py`` before any setting is read. Knows nothing of Django."""

from __future__ import annotations

import os
import secrets
import signal
import socket
from pathlib import Path

DEFAULT_PORT = 8000
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
HERE = Path(__file__).resolve().parent.parent.parent


def enter(arguments: list[str]) -> None:
    """Each port has a folder of its own, so two demos side by side never share a database."""
    for number in ENDING:
        signal.signal(number, lambda *_: os._exit(0))  # nothing has begun yet that would need an end
    place = Path(os.environ.get("DIALOGIT_VAR") or HERE / "var")
    os.environ.update(
        DIALOGIT_DEMO_TOKEN=secrets.token_urlsafe(24),
        DIALOGIT_VAR=str(place / "demo" / _port_in(arguments)),
        ALLOWED_HOSTS=f"{lan_address()},localhost,127.0.0.1,[::1]",
        SECRET_KEY=secrets.token_urlsafe(50),
        EMAIL_URL="dummymail://",
        DEBUG="0",
        HTTPS="0",
    )


def _port_in(arguments: list[str]) -> str:
    """The command itself refuses what is no port; here it only names a folder."""
    for place, argument in enumerate(arguments):
        name, _equals, value = argument.partition("=")
        if name == "--port":
            value = value or "".join(arguments[place + 1 : place + 2])
            return value if value.isdecimal() else str(DEFAULT_PORT)
    return str(DEFAULT_PORT)


def lan_address() -> str:
    """This machine as a phone on the same network reaches it. Sends nothing: UDP only picks a route."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
