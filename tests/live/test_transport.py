"""Behind uvicorn's ``send`` is what ``live.transport`` expects; other servers are sent to by plain ASGI.

A new version of uvicorn may change what stands there: then the first test fails, and frames go by plain ASGI.
"""

from __future__ import annotations

import asyncio
import socket
import subprocess
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from uvicorn import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from dialogit import servers
from tests.e2e.server import free_port
from tests.live.transport_app import BLOCK, MAX_BLOCKS
from tests.waiting import SLOWNESS
from workshops.live.close_codes import CloseCode
from workshops.live.transport import (
    MAX_WAITING_BYTES,
    AsgiTransport,
    AsyncioTransport,
    EncodedFrame,
    transport_of,
)

TRANSPORTS = {"uvicorn": "AsyncioTransport", "daphne": "AsgiTransport"}


@pytest.fixture(scope="module", params=servers.NAMES)
def served(request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """``(the server's name, its address)``."""
    port = free_port()
    words = servers.command(request.param, "127.0.0.1", port, "tests.live.transport_app:application")
    process = subprocess.Popen(words, cwd=settings.BASE_DIR)
    yield request.param, f"ws://127.0.0.1:{port}/"
    process.kill()
    process.wait(20)


def dial(address: str) -> ClientConnection:
    until = time.monotonic() + 30 * SLOWNESS
    while True:
        try:
            return connect(address, proxy=None, max_queue=1, max_size=None)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def test_transport_is_the_one_for_the_server_and_its_frames_are_heard(served):
    name, address = served
    with dial(address) as browser:
        assert browser.recv(timeout=10) == TRANSPORTS[name]


def test_transport_tells_when_a_reader_is_behind_and_when_it_reads_again(served):
    name, address = served
    if name == "daphne":
        pytest.skip("Daphne's send never waits: its own ping ends a reader that stops.")
    with dial(address) as browser:
        browser.recv(timeout=10)
        browser.send("flood")
        time.sleep(1)  # what the kernel and the client take is taken
        heard = [browser.recv(timeout=10)]
        while heard[-1] == BLOCK:
            heard.append(browser.recv(timeout=10))
    assert heard[-1] == f"{len(heard) - 1} blocks"
    assert len(heard) < MAX_BLOCKS


def test_transport_ends_a_connection(served):
    _name, address = served
    with dial(address) as browser:
        browser.recv(timeout=10)
        browser.send("abort")
        with pytest.raises(ConnectionClosed):
            browser.recv(timeout=10)


class Outlet:
    """The ``send`` of some server; what it is given waits while ``taking`` is not set."""

    def __init__(self) -> None:
        self.sent: list[Any] = []
        self.taking = asyncio.Event()
        self.taking.set()

    async def send(self, message: Any) -> None:
        await self.taking.wait()
        self.sent.append(message)


async def test_plain_asgi_is_the_transport_of_any_other_server():
    """Also of one whose ``send`` belongs to something that has a transport: it may speak another protocol."""
    outlet = Outlet()
    outlet.transport = socket
    transport = transport_of(outlet.send)
    assert isinstance(transport, AsgiTransport)
    for text in ("one", "two"):
        transport.write(EncodedFrame(text))
    await transport.writer
    assert outlet.sent == [{"type": "websocket.send", "text": text} for text in ("one", "two")]


async def test_plain_asgi_is_the_transport_of_a_uvicorn_that_has_changed():
    """Its protocol is looked at before it is used: without ``abort`` it is not the transport that we know."""
    protocol = WebSocketsSansIOProtocol(Config("tests.live.transport_app:application"), ServerState(), {})
    assert isinstance(transport_of(protocol.send), AsgiTransport)
    protocol.transport = asyncio.Transport()
    assert isinstance(transport_of(protocol.send), AsyncioTransport)
    protocol.transport = SimpleNamespace(write=print, is_closing=print, get_write_buffer_size=print)
    assert isinstance(transport_of(protocol.send), AsgiTransport)


async def test_plain_asgi_bounds_what_waits_for_a_send_that_waits():
    outlet = Outlet()
    outlet.taking.clear()
    transport = transport_of(outlet.send)
    for _frame in range(100):
        if transport.writable:
            transport.write(EncodedFrame("x" * 10_000))
        await asyncio.sleep(0)
    assert sum(map(len, transport.waiting)) < MAX_WAITING_BYTES + 10_000
    transport.abort()
    assert not transport.waiting
    outlet.taking.set()
    await transport.writer
    assert outlet.sent == [{"type": "websocket.close", "code": CloseCode.SLOW_READER}]


async def test_plain_asgi_takes_a_frame_larger_than_what_may_wait():
    """Shown to fail with what has not been tried counted as unread: a large frame had a room fetch anew."""
    transport = transport_of(Outlet().send)
    transport.write(EncodedFrame("x" * 2 * MAX_WAITING_BYTES))
    assert transport.writable


async def test_plain_asgi_survives_a_connection_that_is_gone():
    async def gone(message: Any) -> None:
        raise OSError

    transport = transport_of(gone)
    for act in (lambda: transport.write(EncodedFrame("hei")), transport.abort):
        act()
        await transport.writer


def test_frame_is_encoded_as_one_unmasked_text_frame():
    assert EncodedFrame("hei").bytes == b"\x81\x03hei"
