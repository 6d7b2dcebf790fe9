"""The server that the demo starts: its port, its beginning and its end."""

from __future__ import annotations

import asyncio
import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import httpx
from django.conf import settings
from django.core.management import CommandError
from django.utils.translation import gettext as _

from dialogit import servers
from dialogit.demo.environment import ENDING

EVERYWHERE = "0.0.0.0"  # noqa: S104 - the phones of the room come from the network
ANSWERS_WITHIN_SECONDS = 60
STOPS_WITHIN_SECONDS = 5

Server = subprocess.Popen[bytes]


def listen_for_the_end() -> None:
    """From now on each ending signal is a ``KeyboardInterrupt``."""
    for number in ENDING:
        signal.signal(number, signal.default_int_handler)


async def ended(server: Server) -> None:
    """Waits for an ending signal, or for the server to be gone."""
    ending = asyncio.Event()
    for number in ENDING:
        asyncio.get_running_loop().add_signal_handler(number, ending.set)
    while server.poll() is None and not ending.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(ending.wait(), 1)


@contextmanager
def running(port: int) -> Iterator[Server]:
    """The web server in a process of its own, until the block ends; it needs a moment before it answers."""
    # A session of its own: Ctrl-C in the terminal reaches the demo alone, which then ends the server.
    server = subprocess.Popen(  # noqa: S603 - our own server
        servers.command(settings.SERVER, EVERYWHERE, port),
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        start_new_session=True,
        preexec_fn=_end_with_the_demo if sys.platform == "linux" else None,
    )
    try:
        yield server
    finally:
        for number in ENDING:
            signal.signal(number, signal.SIG_IGN)
        _stop(server)


def _end_with_the_demo() -> None:
    """Even a demo that is killed outright leaves no server behind."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)


def wait_until_it_answers(server: Server, port: int) -> None:
    give_up = time.monotonic() + ANSWERS_WITHIN_SECONDS
    while server.poll() is None and time.monotonic() < give_up:
        try:
            httpx.get(f"http://127.0.0.1:{port}/", timeout=5, trust_env=False).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise CommandError(_("The server did not start. Its message is above."))


def _stop(server: Server) -> None:
    server.terminate()
    try:
        server.wait(STOPS_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
