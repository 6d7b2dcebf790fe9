"""From one encoded frame into many sockets: a frame is encoded once and its bytes handed to each transport.

ASGI has no word for this, and none for a reader that does not read. So each server that we run on is known
by what stands behind its ASGI ``send``; ``tests/live/test_wire.py`` fails when a new version changes that.
Any other server gets the plain ASGI ``send``.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Protocol

from websockets.frames import Frame, Opcode

Send = Callable[[Any], Awaitable[None]]
MOST_WAITING_BYTES = 64 * 1024
TRY_AGAIN_LATER = 1013


class Encoded:
    """A text and its bytes on the wire: one unmasked, uncompressed text frame (RFC 6455)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.bytes = Frame(Opcode.TEXT, text.encode()).serialize(mask=False)


class Wire(Protocol):
    """``flowing`` is False while more is waiting to be read than the transport wants to hold."""

    @property
    def flowing(self) -> bool: ...

    def write(self, frame: Encoded) -> None: ...

    def abort(self) -> None:
        """Ends the connection without waiting for what nobody reads."""


class DaphneWire:
    """Daphne's ``send`` is a partial that holds Autobahn's protocol, and that one a Twisted transport."""

    def __init__(self, protocol: Any) -> None:
        self.flowing = True
        self.transport = protocol.transport
        # In place of the HTTP channel, which has had its say when the socket was opened.
        protocol.unregisterProducer()
        protocol.registerProducer(self, streaming=True)

    def write(self, frame: Encoded) -> None:
        """At once, when nothing waits before it: Twisted would arm its poller first, which costs more."""
        left, transport = frame.bytes, self.transport
        if transport.connected and not (transport.dataBuffer or transport._tempDataLen):
            taken = transport.writeSomeData(left)
            if isinstance(taken, int):  # else the connection is lost, which Twisted finds out when it writes
                left = left[taken:]
        if left:
            transport.write(left)

    def abort(self) -> None:
        self.transport.abortConnection()

    def pauseProducing(self) -> None:
        self.flowing = False

    def resumeProducing(self) -> None:
        self.flowing = True

    def stopProducing(self) -> None:
        """The connection is gone; the socket hears of it by itself."""


class UvicornWire:
    """Uvicorn's ``send`` is a method of its protocol, which holds an asyncio transport."""

    __slots__ = ("transport",)

    def __init__(self, protocol: Any) -> None:
        self.transport: asyncio.WriteTransport = protocol.transport

    @property
    def flowing(self) -> bool:
        return self.transport.get_write_buffer_size() < MOST_WAITING_BYTES

    def write(self, frame: Encoded) -> None:
        self.transport.write(frame.bytes)

    def abort(self) -> None:
        self.transport.abort()


class PlainWire:
    """Any ASGI ``send``: what it does not take at once waits here, up to a limit."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.waiting: deque[str] = deque()
        self.writer: asyncio.Task[None] | None = None

    @property
    def flowing(self) -> bool:
        return sum(map(len, self.waiting)) < MOST_WAITING_BYTES

    def write(self, frame: Encoded) -> None:
        self.waiting.append(frame.text)
        if self.writer is None or self.writer.done():
            self.writer = asyncio.create_task(self._drain())

    async def _drain(self) -> None:
        while self.waiting:
            await self.send({"type": "websocket.send", "text": self.waiting[0]})
            self.waiting.popleft()

    def abort(self) -> None:
        if self.writer:
            self.writer.cancel()
        self.writer = asyncio.create_task(self._close())

    async def _close(self) -> None:
        await self.send({"type": "websocket.close", "code": TRY_AGAIN_LATER})


def wire_of(send: Send) -> Wire:
    """The wire of an accepted socket."""
    if isinstance(send, partial) and hasattr(send.args[0], "registerProducer"):
        return DaphneWire(send.args[0])
    owner = getattr(send, "__self__", None)
    if hasattr(getattr(owner, "transport", None), "get_write_buffer_size"):
        return UvicornWire(owner)
    return PlainWire(send)
