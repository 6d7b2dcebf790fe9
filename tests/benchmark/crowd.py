"""Many WebSocket clients in one process, each noting when a post reaches it.

A frame is only put aside with its time when it comes, and read when there is time: a thousand come at once,
and a client that is slower than the server would be what is measured.
"""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass, field

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

MARK = re.compile(rb"post-(\d+)-")
GREETING = re.compile(rb'^\{"rev": (\d+), "now"')
AT_ONCE = 50
QUIET_SECONDS = 0.5  # after which what was sent last is no longer on its way


def text_of(number: int) -> str:
    """A note of 120 characters that can be told again in a frame."""
    return f"post-{number}-".ljust(120, "x")


@dataclass(frozen=True)
class Seat:
    url: str
    headers: dict[str, str] = field(default_factory=dict)


class Client(WSListener):
    """``frames`` are those that brought a post; ``greeted`` is when the socket was told its ``rev``."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.frames = 0
        self.greeted: float | None = None

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type != WSMsgType.TEXT:
            return
        self.crowd.came.append((time.perf_counter(), self, frame.get_payload_as_bytes()))

    def read(self, now: float, payload: bytes) -> None:
        marks = set(MARK.findall(payload))  # a note's words stand in its push twice
        self.frames += bool(marks)
        for mark in marks:
            self.crowd.arrived(int(mark), now)
        if self.greeted is None and GREETING.match(payload):
            self.greeted = now


class Crowd:
    def __init__(self, seats: list[Seat], client: type[Client]) -> None:
        self.seats, self.client = seats, client
        self.came: list[tuple[float, Client, bytes]] = []
        self.sent: dict[int, float] = {}
        self.last: dict[int, float] = {}
        self.delays: list[float] = []
        self.clients: list[Client] = []

    @classmethod
    async def enter(cls, seats: list[Seat], client: type[Client] = Client, at_once: int = AT_ONCE) -> Crowd:
        crowd, gate = cls(seats, client), asyncio.Semaphore(at_once)

        async def sit(seat: Seat) -> None:
            async with gate:
                _transport, client = await ws_connect(
                    lambda: crowd.client(crowd),
                    seat.url,
                    extra_headers=seat.headers,
                    websocket_handshake_timeout=30,
                )
                crowd.clients.append(client)

        await asyncio.gather(*map(sit, seats))
        return crowd

    def leave(self) -> None:
        for client in self.clients:
            client.transport.disconnect()

    def expect(self, number: int) -> None:
        self.sent[number] = time.perf_counter()

    def read(self) -> None:
        came, self.came = self.came, []
        for now, client, payload in came:
            client.read(now, payload)

    def arrived(self, number: int, now: float) -> None:
        self.delays.append(now - self.sent[number])
        self.last[number] = now

    async def settle(self, deliveries: int, seconds: float = 15.0) -> None:
        """Waits for what is still on its way."""
        until = time.perf_counter() + seconds
        while len(self.delays) < deliveries and time.perf_counter() < until:
            await asyncio.sleep(QUIET_SECONDS)
            self.read()

    async def greeted(self, seconds: float = 30.0) -> int:
        """How many have been told where things stand, at the latest after ``seconds``."""
        until = time.perf_counter() + seconds
        while sum(c.greeted is not None for c in self.clients) < len(self.seats):
            if time.perf_counter() > until:
                break
            await asyncio.sleep(0.02)
            self.read()
        return sum(client.greeted is not None for client in self.clients)
