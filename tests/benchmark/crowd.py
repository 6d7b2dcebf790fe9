"""Many WebSocket clients in one process, each noting when a post reaches it."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass, field

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

MARK = re.compile(rb"post-(\d+)-")
AT_ONCE = 50


def text_of(number: int) -> str:
    """A note of 120 characters that can be told again in a frame."""
    return f"post-{number}-".ljust(120, "x")


@dataclass(frozen=True)
class Seat:
    url: str
    headers: dict[str, str] = field(default_factory=dict)


class Client(WSListener):
    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.TEXT:
            now = time.perf_counter()
            for mark in MARK.finditer(frame.get_payload_as_bytes()):
                self.crowd.arrived(int(mark[1]), now)


class Crowd:
    def __init__(self) -> None:
        self.sent: dict[int, float] = {}
        self.delays: list[float] = []
        self.clients: list[Client] = []

    @classmethod
    async def enter(cls, seats: list[Seat]) -> Crowd:
        crowd, gate = cls(), asyncio.Semaphore(AT_ONCE)

        async def sit(seat: Seat) -> None:
            async with gate:
                _transport, client = await ws_connect(
                    lambda: Client(crowd), seat.url, extra_headers=seat.headers
                )
                crowd.clients.append(client)

        await asyncio.gather(*map(sit, seats))
        return crowd

    def expect(self, number: int) -> None:
        self.sent[number] = time.perf_counter()

    def arrived(self, number: int, now: float) -> None:
        self.delays.append(now - self.sent[number])

    async def settle(self, posts: int, seconds: float = 10.0) -> None:
        """Waits for what is still on its way."""
        until = time.perf_counter() + seconds
        while len(self.delays) < posts * len(self.clients) and time.perf_counter() < until:
            await asyncio.sleep(0.05)

    def delays_ms(self) -> list[float]:
        return [1000 * delay for delay in self.delays]
