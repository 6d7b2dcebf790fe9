"""One setting chooses the web server."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from django.core.exceptions import ImproperlyConfigured

from dialogit import servers
from tests.e2e.server import free_port


@contextmanager
def running(name: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A server that listens, and its port."""
    port = free_port()
    process = subprocess.Popen(servers.command(name, "127.0.0.1", port, "tests.live.wired:application"))
    try:
        while not is_taken(port, 1):
            assert process.poll() is None
            time.sleep(0.05)
        yield process, port
    finally:
        process.kill()
        process.wait()


def is_taken(port: int, connections: int) -> bool:
    with ExitStack() as opened:
        for _connection in range(connections):
            try:
                opened.enter_context(socket.create_connection(("127.0.0.1", port), timeout=3))
            except OSError:
                return False
    return True


@pytest.mark.parametrize("name", servers.NAMES)
def test_a_whole_room_that_comes_at_once_is_taken_though_the_server_is_busy(name):
    with running(name) as (process, port):
        process.send_signal(signal.SIGSTOP)
        assert is_taken(port, 500)


def test_command_for_an_unknown_server_says_which_there_are():
    with pytest.raises(ImproperlyConfigured, match="daphne, uvicorn"):
        servers.command("apache", "127.0.0.1", 8123)


FROZEN = "import gc, dialogit.asgi; print(gc.get_freeze_count(), len(gc.get_objects()))"


def test_a_full_collection_passes_over_what_the_start_has_loaded():
    printed = subprocess.run([sys.executable, "-c", FROZEN], capture_output=True, check=True).stdout
    frozen, looked_through = map(int, printed.split())
    assert looked_through < frozen / 100
