"""Behind each server that we run on stands what ``workshops.live.wire`` expects; a new one may change it."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator

import pytest
from django.conf import settings
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from dialogit import servers
from tests.live.wired import BLOCK, MOST_BLOCKS
from workshops.live.wire import MOST_WAITING_BYTES, Encoded, PlainWire, wire_of

WIRES = {"daphne": "DaphneWire", "uvicorn": "UvicornWire"}


@pytest.fixture(scope="module", params=servers.NAMES)
def served(request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """``(the wire expected there, the server's address)``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = servers.command(request.param, "127.0.0.1", port, "tests.live.wired:application")
    process = subprocess.Popen(words, cwd=settings.BASE_DIR)
    yield WIRES[request.param], f"ws://127.0.0.1:{port}/"
    process.terminate()
    process.wait(20)


def dial(address: str) -> ClientConnection:
    until = time.monotonic() + 30
    while True:
        try:
            return connect(address, proxy=None, max_queue=1, max_size=None)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def test_wire_is_the_servers_own_and_its_frames_are_heard(served):
    expected, address = served
    with dial(address) as browser:
        assert browser.recv(timeout=10) == expected


def test_wire_tells_when_a_reader_is_behind_and_when_it_reads_again(served):
    _expected, address = served
    with dial(address) as browser:
        browser.recv(timeout=10)
        browser.send("flood")
        time.sleep(1)  # what the kernel and the client take is taken
        heard = [browser.recv(timeout=10)]
        while heard[-1] == BLOCK:
            heard.append(browser.recv(timeout=10))
    assert heard[-1] == f"{len(heard) - 1} blocks"
    assert len(heard) < MOST_BLOCKS


def test_wire_aborts_at_once(served):
    _expected, address = served
    with dial(address) as browser:
        browser.recv(timeout=10)
        browser.send("abort")
        with pytest.raises(ConnectionClosed):
            browser.recv(timeout=10)


async def test_plain_send_is_the_wire_of_any_other_server():
    sent = []

    async def send(message):
        sent.append(message)

    wire = wire_of(send)
    assert isinstance(wire, PlainWire)
    for text in ("one", "two"):
        wire.write(Encoded(text))
    await wire.writer
    assert sent == [{"type": "websocket.send", "text": text} for text in ("one", "two")]
    wire.waiting.append("x" * MOST_WAITING_BYTES)
    assert wire.flowing is False


def test_frame_is_encoded_as_one_unmasked_text_frame():
    assert Encoded("hei").bytes == b"\x81\x03hei"
