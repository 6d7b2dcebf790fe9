"""Simulated participants. They come in through the same doors as everybody: HTTP and the WebSocket.

Each has their own cookies, reads their stage, does something with what is on it now and then, and
follows the facilitator from phase to phase. Nothing here knows the database.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
from django.conf import settings
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from dialogit.demo import acts
from dialogit.demo.acts import Data, Hand
from dialogit.demo.page import Page
from dialogit.demo.texts.spoken import FINNISH, Spoken
from workshops.live.close_codes import CloseCode

# What passes by itself: a server that restarts, a request that is refused, a line that drops.
PASSING = (httpx.HTTPError, WebSocketException, OSError, TimeoutError)
ONE_WRITE_EVERY_SECONDS = 3
MIN_PAUSE, MAX_PAUSE = 20, 75
Through = tuple[str, int]


@dataclass(frozen=True)
class Door:
    """``base`` is the site's address, such as ``http://127.0.0.1:8000``.

    ``through`` is the host and port that connections go to, when that is not where the address leads.
    """

    base: str
    code: str
    language: str
    transport: httpx.AsyncBaseTransport
    said: set[str]
    through: Through | None = None

    @property
    def stage(self) -> str:
        return f"{self.base}/w/{self.code}/"

    @property
    def socket(self) -> str:
        """Where sockets open: behind a detour nothing is encrypted, as behind the proxy it stands for."""
        scheme, _slashes, host = self.base.partition("://")
        return f"{'ws' if self.through or scheme == 'http' else 'wss'}://{host}"

    @property
    def detour(self) -> dict[str, Any]:
        return {"host": self.through[0], "port": self.through[1]} if self.through else {}


class Detour(httpx.AsyncBaseTransport):
    """Requests for the site's address go straight to the server behind its proxy, and say what it would."""

    def __init__(self, direct: httpx.AsyncBaseTransport, host: str, port: int) -> None:
        self.direct, self.host, self.port = direct, host, port

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """As another request: the client keeps cookies for the address that it asked."""
        headers = httpx.Headers(request.headers)
        headers["X-Forwarded-Proto"] = request.url.scheme
        url = request.url.copy_with(scheme="http", host=self.host, port=self.port)
        stream, extensions = request.stream, request.extensions
        return await self.direct.handle_async_request(
            httpx.Request(request.method, url, headers=headers, stream=stream, extensions=extensions)
        )


class Left(Exception):
    """There is nothing here for this person any more: removed, closed or gone."""


@dataclass
class Person:
    """``cookie`` is the device cookie of one who has joined before; ``comes_after`` is in seconds."""

    name: str = ""
    home_unit: str = ""
    cookie: str = ""
    comes_after: float = 0
    pause: float = MIN_PAUSE
    spoken: Spoken = FINNISH
    chance: random.Random = field(default_factory=random.Random)

    async def take_part(self, door: Door) -> None:
        """From coming in until the workshop closes, the facilitator takes them off, or cancellation."""
        await asyncio.sleep(self.comes_after)
        visit = Visit(self, door)
        with contextlib.suppress(Left):
            while True:
                with contextlib.suppress(*PASSING):
                    await visit.enter()
                    await visit.stay()
                await asyncio.sleep(self.chance.uniform(1, 4))

    def next_pause(self) -> float:
        return min(max(2.0, self.chance.expovariate(1 / self.pause)), 3 * self.pause)


class Visit:
    """One person's browser: its cookies, the page it shows, the newest ``rev`` it has heard of."""

    def __init__(self, person: Person, door: Door) -> None:
        self.person, self.door = person, door
        self.client = httpx.AsyncClient(
            transport=door.transport,
            trust_env=False,
            timeout=20,
            headers={"Accept-Language": door.language, "Origin": door.base, "Referer": door.stage},
            cookies={settings.DEVICE_COOKIE: person.cookie} if person.cookie else None,
        )
        self.hand = Hand(person.chance, door.said, person.spoken)
        self.page = Page()
        self.rev = 0

    async def enter(self) -> None:
        """The stage, by way of the join form for a device that is new here."""
        answer = await self.client.get(self.door.stage, follow_redirects=True)
        if answer.is_success and "/j/" in answer.url.path:
            await self.post(answer.url.path, {"name": self.person.name, "home_unit": self.person.home_unit})
            answer = await self.client.get(self.door.stage)
        self.show(answer)
        if not self.page.live:
            raise Left

    async def read(self) -> None:
        """The region alone, as the page asks for it when it has missed something."""
        self.show(await self.client.get(self.door.stage, headers={"Dialogit-Region": "1"}))

    def show(self, answer: httpx.Response) -> None:
        if answer.status_code in (403, 404):
            raise Left
        answer.raise_for_status()
        self.page = Page.of(answer.text)
        self.rev = self.page.rev

    async def post(self, path: str, data: Data) -> None:
        token = self.client.cookies.get(settings.CSRF_COOKIE_NAME) or ""
        headers = {"X-CSRFToken": token, "HX-Request": "true"}
        await self.client.post(self.door.base + path, data=data, headers=headers)

    async def stay(self) -> None:
        """Follows the socket, and does something now and then, until the line drops."""
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.client.cookies.jar)
        async with connect(
            self.door.socket + self.page.live,
            **self.door.detour,
            origin=self.door.base,  # type: ignore[arg-type]
            additional_headers={"Cookie": cookies},
            compression=None,
            proxy=None,
            open_timeout=20,
            close_timeout=1,
        ) as socket:
            acting = asyncio.create_task(self.act_now_and_then())
            try:
                async for message in socket:
                    await self.hear(json.loads(message))
            finally:
                acting.cancel()
        if socket.close_code in (CloseCode.FORBIDDEN, CloseCode.OVER):
            raise Left

    async def hear(self, frame: dict[str, object]) -> None:
        """The browser's rule: a frame from where we are on is applied, after a gap the region is read."""
        rev, since = frame.get("rev"), frame.get("since", self.rev)
        if not isinstance(rev, int) or not isinstance(since, int) or rev <= self.rev:
            return
        missed = since > self.rev or "html" not in frame
        self.rev = rev
        if missed:
            await self.read()
            if not self.page.live:
                raise Left

    async def act_now_and_then(self) -> None:
        while True:
            await asyncio.sleep(self.person.next_pause())
            with contextlib.suppress(Left, *PASSING):  # who has left hears it from the socket
                await self.act()

    async def act(self) -> None:
        """Looks at the page as it is now and does one thing on it, if there is something to do."""
        if self.page.rev < self.rev:
            await self.read()
        chosen = acts.choose(self.page, self.hand)
        if chosen:
            control, data = chosen
            await self.post(control.path, data)


def pause_in(people: int) -> float:
    """How long each waits on average, so that a usual room writes something every few seconds."""
    return min(max(MIN_PAUSE, ONE_WRITE_EVERY_SECONDS * people), MAX_PAUSE)


async def take_part_together(
    people: Sequence[Person],
    base: str,
    code: str,
    language: str,
    said: set[str],
    through: Through | None = None,
) -> None:
    """Everybody at once, until all have left or this is cancelled. ``said`` is what nobody says again."""
    limits = httpx.Limits(max_connections=40, max_keepalive_connections=40, keepalive_expiry=30)
    async with httpx.AsyncHTTPTransport(limits=limits, trust_env=False) as direct:
        transport = Detour(direct, *through) if through else direct
        door = Door(base, code, language, transport, said, through)
        # One person's fault is theirs alone; the room goes on.
        await asyncio.gather(*(person.take_part(door) for person in people), return_exceptions=True)
