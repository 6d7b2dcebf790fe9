"""The socket of a page that follows a workshop: it is let in, subscribes to its audience and forwards frames.

A message costs no query and renders nothing.

A plain ASGI application on Channels' routing: its consumers would subscribe each socket to the layer and
go through a thread for each message, and neither is needed here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db import Error

from workshops import metrics, presence
from workshops.access import sockets
from workshops.access.permissions import Role, Viewer
from workshops.live import frames
from workshops.live.close_codes import CloseCode
from workshops.live.hub import hub
from workshops.live.threads import in_thread
from workshops.live.transport import SocketTransport, transport_of
from workshops.pushes import people

PRESENCE_DELAY = 1.0
CLOSE_TIMEOUT = 2.0
MAX_FRAME_BYTES = 4096
MAX_FRAMES = 100  # from one browser, as long as its socket is open: ours sends none
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[Any], Awaitable[None]]


async def live_socket(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
    """The application of ``/w/<code>/live/<role>/<language>``."""
    await receive()  # the wish to connect
    asked = _asked(**scope["url_route"]["kwargs"])
    viewer = asked and await _enter(scope, *asked)
    if not (asked and viewer):
        metrics.refused.labels("socket").inc()
        await send({"type": "websocket.close", "code": int(CloseCode.NORMAL)})
        return
    await LiveSocket(viewer, *asked[1:], send=send).serve(receive)


async def refuse(_scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
    """Any other address: refused as a stage that is not there."""
    await receive()
    metrics.refused.labels("socket").inc()
    await send({"type": "websocket.close", "code": int(CloseCode.NORMAL)})


def _asked(code: str, role: str, language: str) -> tuple[str, Role, str] | None:
    known = role in set(Role) and language in dict(settings.LANGUAGES)
    return (code, Role(role), language) if known else None


async def _enter(scope: MutableMapping[str, Any], code: str, role: Role, _language: str) -> Viewer | None:
    """None too while the database is away: the browser comes again."""
    try:
        return await in_thread(sockets.enter_socket)(scope, code, role)
    except Error:
        return None


class LiveSocket:
    __slots__ = (
        "audience",
        "closing",
        "heard",
        "participant_id",
        "role",
        "send",
        "transport",
        "user_id",
        "workshop_id",
    )

    def __init__(self, viewer: Viewer, role: Role, language: str, *, send: Send) -> None:
        self.workshop_id = viewer.workshop.pk
        self.participant_id = viewer.participant.pk if viewer.participant else None
        self.user_id = viewer.user.pk if viewer.user else None
        self.role = role
        self.audience = frames.audience(self.workshop_id, role, language)
        self.send = send
        self.transport: SocketTransport | None = None
        self.closing: asyncio.Task[None] | None = None
        self.heard = 0

    async def serve(self, receive: Receive) -> None:
        """Subscribes before it accepts, so a page fetched after ``open`` is never older than this."""
        try:
            await hub().join(self.audience, self.workshop_id, self)
            if self.closing:  # its right ended meanwhile
                return
            await self.send({"type": "websocket.accept"})
            self.transport = transport_of(self.send)
            hub().accepted(self.audience, self)
            await self._stay(receive)
        finally:
            hub().leave(self.audience, self)

    async def _stay(self, receive: Receive) -> None:
        self._tell_presence(presence.arrive)
        metrics.sockets.labels(self.role).inc()
        try:
            while (message := await receive())["type"] != "websocket.disconnect":
                self._hear(message.get("text") or message.get("bytes") or "")
                if self.heard > MAX_FRAMES and self.closing:
                    await self.closing
                    break
        finally:
            metrics.sockets.labels(self.role).dec()
            self._tell_presence(presence.leave)

    def _hear(self, said: str | bytes) -> None:
        """Browsers write over HTTP; what comes here is dropped, and too much of it ends the socket."""
        metrics.refused.labels("frame").inc()
        self.heard += 1
        if self.closing:
            return
        if len(said) > MAX_FRAME_BYTES:
            self.close(CloseCode.TOO_LARGE)
        elif self.heard > MAX_FRAMES:
            self.close(CloseCode.TOO_MANY)

    def is_meant(self, participant_id: int | None, user_id: int | None) -> bool:
        """By a message for one participant, for one user or for neither, which is all."""
        if participant_id or user_id:
            return (self.participant_id, self.user_id) == (participant_id, user_id)
        return True

    def close(self, code: CloseCode) -> None:
        """Nothing is written after it.

        Not waited for: a server may wait with it until its reader reads.
        """
        transport, self.transport = self.transport, None
        self.closing = asyncio.create_task(self._close(code, transport))

    async def _close(self, code: CloseCode, transport: SocketTransport | None) -> None:
        try:
            async with asyncio.timeout(CLOSE_TIMEOUT):
                await self.send({"type": "websocket.close", "code": int(code)})
        except Exception:  # nobody reads, or it went by itself
            if transport:
                transport.abort()

    def drop(self) -> None:
        """Ends the connection without a word; its browser connects anew."""
        transport, self.transport = self.transport, None
        if transport:
            with suppress(Exception):
                transport.abort()

    def _tell_presence(self, change: Callable[[int, int], None]) -> None:
        """A console is told as it comes: who came while it was away has changed no ``rev``."""
        if self.participant_id:
            change(self.workshop_id, self.participant_id)
        elif self.role is not Role.FACILITATOR:
            return
        _untold.add(self.workshop_id)
        if self.workshop_id not in _telling:
            _telling[self.workshop_id] = asyncio.create_task(_tell_who_is_here(self.workshop_id))


# A room that arrives at once is told to its facilitators once.
_untold: set[int] = set()
_telling: dict[int, asyncio.Task[None]] = {}


async def _tell_who_is_here(workshop_id: int) -> None:
    """One after the other: what was told first, and is no longer so, must not come last."""
    try:
        while workshop_id in _untold:
            await asyncio.sleep(PRESENCE_DELAY)
            _untold.discard(workshop_id)
            await presence.tell_others(workshop_id)
            await frames.send_transient(workshop_id, people.presence(workshop_id))
    finally:
        del _telling[workshop_id]
