"""One subscription per process and audience feeds all of the process's sockets.

The channel layer only carries frames between processes. A frame is encoded once and handed to each
socket without a query or a thread of its own; one heartbeat asks for the ``rev`` of all workshops here.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from workshops import metrics, presence
from workshops.live import frames
from workshops.live.close_codes import CloseCode
from workshops.live.frame_buffer import FrameBuffer
from workshops.live.heartbeat import Held, read_revs, shut_without_right
from workshops.live.threads import in_thread, supervise
from workshops.live.transport import EncodedFrame, SocketTransport

HEARTBEAT_INTERVAL = 15.0
GREETING_DELAY = 0.05  # those who come within it are looked up together
RETRY_DELAY = 1.0
CHECK_INTERVAL = 1.0  # how often a reader that is behind is looked at
SLOW_READER_TIMEOUT = 30.0  # until it is closed
MAX_SOCKETS_PER_PARTICIPANT = 5  # of one participant; the sixth replaces the oldest
logger = logging.getLogger(__name__)


class Socket(Held, Protocol):
    """What the hub needs of a socket. ``transport`` is None before it is accepted and after it is closed."""

    transport: SocketTransport | None

    def drop(self) -> None: ...
    def is_meant(self, participant_id: int | None, user_id: int | None) -> bool: ...


@dataclass
class Audience:
    """The sockets of one audience here, and the task that hears for them all."""

    workshop_id: int
    sockets: dict[Socket, None] = field(default_factory=dict)
    subscribed: asyncio.Event = field(default_factory=asyncio.Event)
    listener: asyncio.Task[None] | None = None
    buffer: FrameBuffer = field(default_factory=FrameBuffer)
    flushing: asyncio.Task[None] | None = None

    def heartbeat(self, revs: dict[int, int]) -> dict[str, int]:
        """The ``rev`` as read just now, or what has gone out meanwhile if that is newer; the time in ms."""
        return {"rev": max(revs[self.workshop_id], self.buffer.last or 0), "now": round(1000 * time.time())}


class Hub:
    """The sockets of one event loop, by audience."""

    def __init__(self) -> None:
        self.audiences: dict[str, Audience] = {}
        self.tasks: list[asyncio.Task[None]] = []
        self.arrived: list[tuple[Audience, Socket]] = []
        self.greeting: asyncio.Task[None] | None = None
        self.behind: dict[Socket, tuple[Audience, float]] = {}
        self.of_participant: dict[int | None, list[Socket]] = defaultdict(list)

    # --- who listens ---

    async def join(self, name: str, workshop_id: int, socket: Socket) -> None:
        """Returns when the audience is subscribed to: what is fetched after this is never older."""
        audience = self.audiences.setdefault(name, Audience(workshop_id))
        audience.sockets[socket] = None
        if audience.listener is None:
            frames.register_audience(name)
            audience.listener = asyncio.create_task(self._listen(name, audience))
        if not self.tasks:
            acts = (supervise(self._beat), supervise(self._watch), presence.listen_to_others())
            self.tasks = [asyncio.create_task(act) for act in acts]
        await audience.subscribed.wait()

    def accepted(self, name: str, socket: Socket) -> None:
        """Tells the socket the ``rev`` of now, so that only who has missed something fetches."""
        if name in self.audiences:
            self._greet(self.audiences[name], socket)
        if socket.participant_id:
            sockets = self.of_participant[socket.participant_id]
            sockets.append(socket)
            if len(sockets) > MAX_SOCKETS_PER_PARTICIPANT:
                sockets.pop(0).close(CloseCode.REPLACED)

    def leave(self, name: str, socket: Socket) -> None:
        self.behind.pop(socket, None)
        self._forget_participant(socket)
        audience = self.audiences.get(name)
        if audience is None:
            return
        audience.sockets.pop(socket, None)
        if not audience.sockets and audience.listener:
            audience.listener.cancel()
            del self.audiences[name]
            frames.unregister_audience(name)
        if not self.audiences:
            for task in self.tasks:
                task.cancel()
            self.tasks = []

    def _forget_participant(self, socket: Socket) -> None:
        sockets = self.of_participant[socket.participant_id]
        if socket in sockets:
            sockets.remove(socket)
        if not sockets:
            del self.of_participant[socket.participant_id]

    # --- what the layer brings ---

    async def _listen(self, name: str, audience: Audience) -> None:
        """Hears until cancelled. While the layer is away, heartbeats alone keep the screens right."""
        while True:
            try:
                await self._hear(name, audience)
            except Exception:
                logger.warning("The channel layer is away; subscribing again in %s s.", RETRY_DELAY)
                audience.subscribed.set()
                await asyncio.sleep(RETRY_DELAY)

    async def _hear(self, name: str, audience: Audience) -> None:
        layer = frames.layer()
        channel = await layer.new_channel()
        await layer.group_add(name, channel)
        await in_thread(frames.announce_audiences)([name])
        audience.subscribed.set()
        try:
            while True:
                await self._hand_on(audience, await layer.receive(channel))
        finally:
            await layer.group_discard(name, channel)

    async def _hand_on(self, audience: Audience, message: dict[str, Any]) -> None:
        if message["type"] == "shut":
            for socket in tuple(audience.sockets):
                if socket.is_meant(message["participant"], message["user"]):
                    socket.close(CloseCode(message["code"]))
        elif "rev" in message["frame"]:
            audience.buffer.add(message["frame"]["rev"], message["frame"].get("html"))
            if audience.flushing is None or audience.flushing.done():
                audience.flushing = asyncio.create_task(self._flush(audience))
        else:
            self._write(audience, audience.sockets, message["frame"])

    async def _flush(self, audience: Audience) -> None:
        """Sends what the buffer lets out until nothing is held back."""
        clock = asyncio.get_running_loop().time
        while True:
            frame, wait = audience.buffer.next_frame(clock())
            if frame:
                self._write(audience, audience.sockets, frame)
            elif wait:
                await asyncio.sleep(wait)
            else:
                return

    # --- what goes out ---

    def _write(self, audience: Audience, sockets: Iterable[Socket], frame: dict[str, Any]) -> None:
        """One encoding for all; a reader that is behind misses this and is greeted when it reads again."""
        encoded, written = EncodedFrame(json.dumps(frame)), 0
        for socket in sockets:
            transport = socket.transport
            if transport is None or (self.behind and socket in self.behind):
                continue
            try:
                transport.write(encoded)
                written += 1
                if not transport.writable:
                    self.behind[socket] = (audience, asyncio.get_running_loop().time())
            except Exception:  # whatever is the matter with one socket, the others get theirs
                logger.exception("A socket does not take a frame; it is dropped.")
                socket.drop()
        metrics.frames.inc(written)

    def _greet(self, audience: Audience, socket: Socket) -> None:
        self.arrived.append((audience, socket))
        if self.greeting is None or self.greeting.done():
            self.greeting = asyncio.create_task(self._greet_all())

    async def _greet_all(self) -> None:
        while self.arrived:
            await asyncio.sleep(GREETING_DELAY)
            arrived, self.arrived = self.arrived, []
            revs = await read_revs({audience.workshop_id for audience, _socket in arrived})
            for audience, socket in arrived:
                if audience.workshop_id in revs:
                    self._write(audience, [socket], audience.heartbeat(revs))

    async def _watch(self) -> None:
        """Greets the readers that read again, and closes those that have not for too long."""
        while True:
            await asyncio.sleep(CHECK_INTERVAL)
            for socket, (audience, since) in tuple(self.behind.items()):
                try:
                    self._look_at(socket, audience, since)
                except Exception:
                    logger.exception("A socket cannot say whether it is read; it is dropped.")
                    socket.drop()

    def _look_at(self, socket: Socket, audience: Audience, since: float) -> None:
        if socket.transport is None or socket.transport.writable:
            del self.behind[socket]
            self._greet(audience, socket)  # which writes to nobody who has closed
        elif asyncio.get_running_loop().time() - since > SLOW_READER_TIMEOUT:
            metrics.dropped_readers.inc()
            socket.drop()

    async def _beat(self) -> None:
        """Tells each socket its workshop's ``rev`` and closes those whose right has ended unheard.

        A database that is away is asked again next time.
        """
        while True:
            await asyncio.sleep(HEARTBEAT_INTERVAL)
            audiences = tuple(self.audiences.values())
            await in_thread(frames.announce_audiences)(tuple(self.audiences))
            revs = await read_revs({audience.workshop_id for audience in audiences})
            for audience in audiences:
                if audience.workshop_id in revs:
                    self._write(audience, audience.sockets, audience.heartbeat(revs))
            open_here = (socket for audience in audiences for socket in audience.sockets)
            await shut_without_right([socket for socket in open_here if socket.transport])
            for workshop_id in presence.workshops_here():
                await presence.tell_others(workshop_id)


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    """The hub of the running event loop."""
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())
