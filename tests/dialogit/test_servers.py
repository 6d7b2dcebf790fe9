"""One setting chooses the web server."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from dialogit import servers
from tests.e2e.server import free_port
from tests.faults.sockets import RawSocket

APPLICATION = "tests.live.transport_app:application"


@contextmanager
def running(words: list[str], port: int, host: str = "127.0.0.1") -> Iterator[subprocess.Popen[bytes]]:
    """What ``words`` start, as soon as it listens on ``port``."""
    process = subprocess.Popen(words, cwd=settings.BASE_DIR)
    try:
        while not is_taken(port, 1, host):
            assert process.poll() is None
            time.sleep(0.05)
        yield process
    finally:
        process.kill()
        process.wait()


def is_taken(port: int, connections: int, host: str = "127.0.0.1") -> bool:
    with ExitStack() as opened:
        for _connection in range(connections):
            try:
                opened.enter_context(socket.create_connection((host, port), timeout=3))
            except OSError:
                return False
    return True


@pytest.mark.parametrize("name", servers.NAMES)
def test_a_whole_room_that_comes_at_once_is_taken_though_the_server_is_busy(name):
    port = free_port()
    with running(servers.command(name, "127.0.0.1", port, APPLICATION), port) as process:
        process.send_signal(signal.SIGSTOP)
        assert is_taken(port, 500)


@pytest.mark.parametrize("name", servers.NAMES)
def test_an_address_of_ipv6_is_listened_at(name):
    if not socket.has_ipv6:
        pytest.skip("No IPv6 here.")
    port = free_port()
    with running(servers.command(name, "::1", port, APPLICATION), port, "::1"):
        pass


def test_runserver_serves_the_sockets_too():
    """Shown to fail without Daphne among the apps: Django's own answers 404."""
    port = free_port()
    with running([sys.executable, "manage.py", "runserver", "--noreload", str(port)], port):
        stranger = RawSocket(port, "")
    assert stranger.status == 403
    stranger.close()


@pytest.mark.parametrize("name", servers.NAMES)
def test_a_server_passes_on_whom_it_is_asked_by_and_not_what_a_browser_says(name):
    """Who asks is read in one place. Shown to fail with uvicorn's reading, which believes this machine."""
    port = free_port()
    with running(servers.command(name, "127.0.0.1", port, "tests.live.measured:application"), port):
        headers = {"X-Forwarded-For": "203.0.113.9", "Forwarded": "for=203.0.113.9"}
        answer = httpx.get(f"http://127.0.0.1:{port}/client", headers=headers, trust_env=False)
    assert answer.text == "127.0.0.1"


def test_a_server_process_loads_no_other_server():
    """Twisted alone would cost each process 27 MB."""
    words = "import sys, dialogit.asgi; print({'twisted', 'daphne', 'uvicorn'} & set(sys.modules))"
    printed = subprocess.run([sys.executable, "-c", words], capture_output=True, check=True, text=True).stdout
    assert printed == "set()\n"


def test_command_for_an_unknown_server_says_which_there_are():
    with pytest.raises(ImproperlyConfigured, match="uvicorn, daphne"):
        servers.command("apache", "127.0.0.1", 8123)


FROZEN = "import gc, dialogit.asgi; print(gc.get_freeze_count(), len(gc.get_objects()))"


def test_a_full_collection_passes_over_what_the_start_has_loaded():
    printed = subprocess.run([sys.executable, "-c", FROZEN], capture_output=True, check=True).stdout
    frozen, looked_through = map(int, printed.split())
    assert looked_through < frozen / 100
