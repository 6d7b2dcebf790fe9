"""What is too large is refused in words by either server, and is never held in uvicorn's memory."""

from __future__ import annotations

import http.client
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from django.core import signing

from dialogit import servers
from tests.e2e.server import free_port
from tests.waiting import until
from workshops.access import devices
from workshops.access.body_limit import MAX_BODY

MEGABYTE = 1024 * 1024
PICTURE = "/w/K7M2QFXA/space/pictures/"
Served = tuple[str, int, int]


@pytest.fixture(scope="module", params=servers.NAMES)
def served(request: pytest.FixtureRequest) -> Iterator[Served]:
    """``(name, port, process id)`` of a server, ready to answer."""
    port = free_port()
    words = servers.command(request.param, "127.0.0.1", port, "tests.live.measured:application")
    process = subprocess.Popen(words, cwd=settings.BASE_DIR)
    try:
        until(lambda: answers(port), 30, "the server answers")
        yield request.param, port, process.pid
    finally:
        process.kill()
        process.wait(20)


def answers(port: int) -> bool:
    try:
        return post(port, 1, announced=True)[0] == 200
    except OSError:
        return False


def a_device() -> str:
    return f"{settings.DEVICE_COOKIE}={signing.dumps([bytes(16).hex(), 'en'], salt=devices.SALT)}"


def post(
    port: int, megabytes: int, *, announced: bool, path: str = PICTURE, cookie: str | None = None
) -> tuple[int, str]:
    """Its length said at the start, or in chunks of which nobody knows how many come."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    pieces = (b"x" * MEGABYTE for _piece in range(megabytes))
    length = {"Content-Length": str(megabytes * MEGABYTE)} if announced else {"Transfer-Encoding": "chunked"}
    headers = {"Cookie": a_device() if cookie is None else cookie, **length}
    connection.request("POST", path, pieces, headers, encode_chunked=not announced)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def peak(process: int) -> int:
    """The most memory, in megabytes, that the process has had."""
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    assert found
    return int(found[1]) // 1024


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_that_is_too_large_is_refused_and_not_held_in_memory(served, announced):
    """Daphne takes all of it before it asks the application, so there a proxy has to bound it."""
    name, port, process = served
    before = peak(process)
    status, page = post(port, 120, announced=announced)
    assert status == 413
    assert "10" in page
    assert "data-line" in page
    if name == "uvicorn":
        assert peak(process) - before < 40
    assert post(port, 1, announced=True)[0] == 200


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_within_the_limit_comes_through_whole(served, announced):
    _name, port, _process = served
    megabytes = MAX_BODY // MEGABYTE - 1
    assert post(port, megabytes, announced=announced) == (200, str(megabytes * MEGABYTE))


@pytest.mark.parametrize(("path", "cookie"), [("/", None), (PICTURE, ""), (PICTURE, "device=forged")])
@pytest.mark.parametrize("announced", [True, False])
def test_only_a_picture_of_a_participant_may_be_large(served, announced, path, cookie):
    """So nobody without a cookie of ours fills the disk: what is smaller stays in memory."""
    _name, port, _process = served
    assert post(port, 2, announced=announced, path=path, cookie=cookie)[0] == 413
    assert post(port, 1, announced=announced, path=path, cookie=cookie)[0] == 200


def begun(port: int, head: str) -> socket.socket:
    """A request of which more is to come."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=30)
    connection.sendall(f"POST / HTTP/1.1\r\nHost: localhost\r\n{head}".encode())
    return connection


@pytest.mark.parametrize("length", ["99999999999", "9" * 5000])
def test_a_length_that_is_announced_too_large_is_refused_before_anything_is_read(served, length):
    name, port, _process = served
    if name != "uvicorn":
        pytest.skip("Daphne reads first: there it is the proxy's.")
    with begun(port, f"Content-Length: {length}\r\n\r\n") as connection:
        assert re.match(rb"HTTP/1.1 4(13|00) ", connection.recv(100))


@pytest.mark.thorough
def test_half_a_request_is_given_up(served):
    """Its head or its body, on uvicorn; 60 s, for this test one. Shown to fail before: for ever."""
    name, port, _process = served
    if name != "uvicorn":
        pytest.skip("Daphne gives up by itself, after 60 s.")
    heads = ("", "Content-Length: 10\r\n\r\nhalf", "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")
    with ExitStack() as stack:
        began = time.monotonic()
        for connection in [stack.enter_context(begun(port, head)) for head in heads]:
            while connection.recv(1000):
                pass
            assert time.monotonic() - began < 10
