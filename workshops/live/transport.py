"""From one encoded frame into many sockets.

On uvicorn a frame is encoded once and its bytes are written to the asyncio transport of each socket, which
also tells when nobody reads. ASGI offers neither, so this reaches behind uvicorn's ``send``;
``tests/live/test_transport.py`` fails when a new version of it has something else there. Every other server,
and a uvicorn that has changed, is sent to by plain ASGI.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Protocol

from websockets.frames import Frame, Opcode

from workshops.live.close_codes import CloseCode

Send = Callable[[Any], Awaitable[None]]
MAX_WAITING_BYTES = 64 * 1024
TRANSPORT_METHODS = ("write", "is_closing", "get_write_buffer_size", "abort")
logger = logging.getLogger(__name__)


class EncodedFrame:
    """A text and its bytes on the line: one unmasked, uncompressed text frame (RFC 6455)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.bytes = Frame(Opcode.TEXT, text.encode()).serialize(mask=False)


class SocketTransport(Protocol):
    """``writable`` is False while more is waiting to be read than the transport wants to hold."""

    @property
    def writable(self) -> bool: ...

    def write(self, frame: EncodedFrame) -> None: ...

    def abort(self) -> None:
        """Ends the connection without waiting for what nobody reads."""


class AsyncioTransport:
    """Writes to the asyncio transport that uvicorn's protocol holds; with TLS that transport encrypts."""

    __slots__ = ("transport",)

    def __init__(self, transport: asyncio.WriteTransport) -> None:
        self.transport = transport

    @property
    def writable(self) -> bool:
        return self.transport.get_write_buffer_size() < MAX_WAITING_BYTES

    def write(self, frame: EncodedFrame) -> None:
        """A transport that is closing takes nothing more; uvloop's raises when it has closed."""
        if not self.transport.is_closing():
            self.transport.write(frame.bytes)

    def abort(self) -> None:
        self.transport.abort()


class AsgiTransport:
    """Plain ASGI. What waits for a ``send`` that waits is bounded here.

    A server whose ``send`` never waits, such as Daphne, keeps what nobody reads by itself, and closes the
    socket by itself when its ping is not answered (``dialogit/servers.py``).
    """

    def __init__(self, send: Send) -> None:
        self.send = send
        self.waiting: deque[str] = deque()
        self.writer: asyncio.Task[None] | None = None
        self.is_stuck = False

    @property
    def writable(self) -> bool:
        """What has only just been written has not been tried, and says nothing about the reader."""
        return not self.is_stuck or sum(map(len, self.waiting)) < MAX_WAITING_BYTES

    def write(self, frame: EncodedFrame) -> None:
        self.waiting.append(frame.text)
        if self.writer is None or self.writer.done():
            self.writer = asyncio.create_task(self._drain())

    async def _drain(self) -> None:
        """What a server does not take is made good by the next heartbeat."""
        try:
            while self.waiting:
                self.is_stuck = True
                await self.send({"type": "websocket.send", "text": self.waiting[0]})
                self.is_stuck = False
                self.waiting.popleft()
        except Exception as problem:  # mostly: the connection is gone, which ``receive`` tells the socket
            self.is_stuck = False
            self.waiting.clear()
            logger.warning("A frame was not taken: %s", type(problem).__name__)

    def abort(self) -> None:
        """ASGI only offers to close in the usual way; a reader that has stopped is cut off by the ping."""
        if self.writer:
            self.writer.cancel()
        self.waiting.clear()
        self.writer = asyncio.create_task(self._close())

    async def _close(self) -> None:
        with suppress(Exception):
            await self.send({"type": "websocket.close", "code": int(CloseCode.SLOW_READER)})


def transport_of(send: Send) -> SocketTransport:
    """The transport of an accepted socket."""
    transport = _uvicorn_transport(send)
    return AsyncioTransport(transport) if transport else AsgiTransport(send)


def _uvicorn_transport(send: Send) -> asyncio.WriteTransport | None:
    """What uvicorn's protocol, whose method ``send`` is, writes to; None if it is not as we know it."""
    protocol = getattr(send, "__self__", None)
    transport = getattr(protocol, "transport", None)
    known = type(protocol).__module__.startswith("uvicorn.protocols.websockets.")
    usable = all(callable(getattr(transport, name, None)) for name in TRANSPORT_METHODS)
    return transport if known and usable else None
