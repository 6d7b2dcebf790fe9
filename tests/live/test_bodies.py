"""What is too large is refused in words by either server, and is never held in uvicorn's memory."""

from __future__ import annotations

import http.client
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from dialogit import servers
from tests.e2e.server import free_port
from tests.waiting import until
from workshops.access.body_limit import MAX_BODY

MEGABYTE = 1024 * 1024
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


def post(port: int, megabytes: int, *, announced: bool) -> tuple[int, str]:
    """Its length said at the start, or in chunks of which nobody knows how many come."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    pieces = (b"x" * MEGABYTE for _piece in range(megabytes))
    length = {"Content-Length": str(megabytes * MEGABYTE)} if announced else {"Transfer-Encoding": "chunked"}
    connection.request("POST", "/", pieces, length, encode_chunked=not announced)
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
