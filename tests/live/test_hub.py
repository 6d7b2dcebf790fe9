"""What goes wrong with one socket, one beat or one look ends nothing for the others."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import InterfaceError

from workshops.access.permissions import Role, Viewer
from workshops.live import frames, heartbeat, threads
from workshops.live import hub as hubs
from workshops.live.close_codes import CloseCode
from workshops.live.hub import Hub
from workshops.live.transport import EncodedFrame
from workshops.views import live_socket
from workshops.views.live_socket import LiveSocket

pytestmark = pytest.mark.django_db(transaction=True)


class Line:
    """A transport that keeps what is written, and fails where ``fails`` says."""

    def __init__(self, *fails: str) -> None:
        self.fails, self.heard, self.aborted = fails, [], False

    def _try(self, act: str) -> None:
        if act in self.fails:
            raise AttributeError(act)

    @property
    def writable(self) -> bool:
        self._try("writable")
        return "behind" not in self.fails

    def write(self, frame: EncodedFrame) -> None:
        self._try("write")
        self.heard.append(frame.text)

    def abort(self) -> None:
        self.aborted = True
        self._try("abort")


class Server:
    """The ``send`` of a server that waits with it while ``reads`` is not set."""

    def __init__(self) -> None:
        self.said: list[Any] = []
        self.reads = asyncio.Event()
        self.reads.set()

    async def send(self, message: Any) -> None:
        self.said.append(message)
        await self.reads.wait()


class Seat:
    """A socket of ours with a transport and a server of the test's."""

    def __init__(self, workshop: Any, *fails: str) -> None:
        self.line, self.server = Line(*fails), Server()
        viewer = Viewer(Role.PARTICIPANT, workshop)
        self.socket = LiveSocket(viewer, Role.PARTICIPANT, "en", send=self.server.send)


class Room:
    """A hub with sockets in one audience."""

    def __init__(self, workshop: Any) -> None:
        self.hub, self.workshop = Hub(), workshop
        self.name = frames.audience(workshop.pk, Role.PARTICIPANT, "en")
        self.seats: list[Seat] = []

    async def come(self, *fails: str) -> Seat:
        seat = Seat(self.workshop, *fails)
        self.seats.append(seat)
        await self.hub.join(self.name, self.workshop.pk, seat.socket)
        seat.socket.transport = seat.line
        return seat

    def go(self) -> None:
        for seat in self.seats:
            self.hub.leave(self.name, seat.socket)


@pytest.fixture
async def room(workshop: Any, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Room]:
    monkeypatch.setattr(hubs, "HEARTBEAT_INTERVAL", 0.05)
    monkeypatch.setattr(hubs, "CHECK_INTERVAL", 0.05)
    monkeypatch.setattr(threads, "RETRY_DELAY", 0.05)
    made = Room(workshop)
    yield made
    made.go()


async def comes_true(holds: Callable[[], object]) -> bool:
    """Within some seconds."""
    for _look in range(200):
        if holds():
            return True
        await asyncio.sleep(0.05)
    return False


async def heard_more(seat: Seat, frames: int = 2) -> bool:
    wanted = len(seat.line.heard) + frames
    return await comes_true(lambda: len(seat.line.heard) >= wanted)


@pytest.mark.parametrize("fails", [("write",), ("writable",), ("write", "abort")])
async def test_a_socket_that_fails_is_dropped_and_the_heartbeat_goes_on(room, fails):
    """Shown to fail without the guard: no heartbeat ever came again, to anybody."""
    good = await room.come()
    bad = await room.come(*fails)
    late = await room.come()
    assert await heard_more(good)
    assert await heard_more(late)
    assert bad.line.aborted
    assert bad.socket.transport is None


async def test_a_heartbeat_that_fails_is_followed_by_others(room, monkeypatch):
    """Shown to fail without supervision."""
    good, real = await room.come(), heartbeat.revs_of
    problems: list[Exception] = [ValueError(), InterfaceError()]

    def revs_of(ids: Any) -> Any:
        if problems:
            raise problems.pop()
        return real(ids)

    monkeypatch.setattr(heartbeat, "revs_of", revs_of)
    assert await heard_more(good)
    assert problems == []


async def test_a_look_at_a_reader_that_fails_leaves_the_others_looked_at(room, monkeypatch):
    """Shown to fail without supervision: the second was never closed."""
    monkeypatch.setattr(hubs, "SLOW_READER_TIMEOUT", 0.2)
    first, second = await room.come("behind"), await room.come("behind")
    assert await heard_more(second, 1)
    first.line.fails = ("writable", "abort")
    assert await comes_true(lambda: second.line.aborted)
    assert await comes_true(lambda: room.hub.behind == {})


async def test_a_socket_that_does_not_close_holds_up_nobody_and_is_cut_off(room, monkeypatch):
    """Shown to fail with closing waited for: uvicorn waits with it for a reader that has stopped."""
    stuck, good = await room.come(), await room.come()
    late = await room.come()
    stuck.server.reads.clear()
    monkeypatch.setattr(live_socket, "CLOSE_TIMEOUT", 0.5)
    late.socket.participant_id = 7
    for participant in (None, 7):
        shut = {"type": "shut", "code": 4410, "participant": participant, "user": None}
        await frames.publish([(room.name, shut)])
    closed = {"type": "websocket.close", "code": 4410}
    assert await comes_true(lambda: late.server.said == [closed, closed])
    assert [seat.server.said for seat in (stuck, good)] == [[closed], [closed]]
    assert await comes_true(lambda: stuck.line.aborted)
    assert not good.line.aborted


async def test_a_socket_that_is_closed_before_it_is_open_is_never_accepted(room):
    """Shown to fail without looking: it was accepted, and heard the room."""
    seat = Seat(room.workshop)
    seat.socket.close(CloseCode.FORBIDDEN)
    await seat.socket.serve(seat.server.reads.wait)
    assert await comes_true(lambda: seat.server.said == [{"type": "websocket.close", "code": 4403}])


async def test_an_audience_that_is_left_while_it_is_announced_is_not_rendered_for(room, monkeypatch):
    """Shown to fail when the thread that tells the cache told this process too: it came after the leaving."""
    announcing, left = threading.Event(), threading.Event()
    monkeypatch.setattr("channels.db.close_old_connections", lambda: announcing.set() or left.wait(5))
    joining = asyncio.create_task(room.come())
    await asyncio.to_thread(announcing.wait, 5)
    joining.cancel()
    room.go()
    left.set()
    await asyncio.sleep(0.3)
    cache.clear()
    assert frames.active_audiences(room.workshop.pk, Role) == []
