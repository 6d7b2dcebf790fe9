"""The stage's socket through the whole stack: who gets in, what they hear, and when it ends."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.urls import reverse

from dialogit.asgi import application
from tests.factories import PASSWORD, Person, go, join, many, note_by, signed_in, table_of
from tests.waiting import SLOWNESS
from workshops import presence
from workshops.access.permissions import Role
from workshops.live import frames, hub
from workshops.live.close_codes import CloseCode
from workshops.models import Workshop
from workshops.pushes import people as people_pushes
from workshops.services import accounts, course, people, report_sharing
from workshops.views import live_socket

pytestmark = pytest.mark.django_db(transaction=True)
ORIGIN = (b"origin", b"http://localhost")


class Line(WebsocketCommunicator):
    """Its own second is for machines that do nothing else."""

    async def connect(self, timeout: float = 5 * SLOWNESS) -> Any:
        return await super().connect(timeout=timeout)

    async def disconnect(self, code: int = 1000, timeout: float = 5 * SLOWNESS) -> None:
        await super().disconnect(code, timeout)


def dial(
    person: Person,
    workshop: Workshop | str,
    role: str = "participant",
    language: str = "en",
    *,
    origin: Any = ORIGIN,
) -> WebsocketCommunicator:
    code = workshop if isinstance(workshop, str) else workshop.code
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in person.client.cookies.items())
    headers = [(b"host", b"localhost"), (b"cookie", cookies.encode()), *([origin] if origin else [])]
    return Line(application, f"/w/{code}/live/{role}/{language}", headers)


@asynccontextmanager
async def connected(person: Person, workshop: Workshop, *args: Any) -> AsyncIterator[WebsocketCommunicator]:
    socket = dial(person, workshop, *args)
    accepted, _ = await socket.connect()
    assert accepted
    await counted(socket)  # the greeting
    try:
        yield socket
    finally:
        await socket.disconnect()


async def counted(socket: WebsocketCommunicator) -> dict[str, Any]:
    """The next frame that counts; soft ones say only who is here."""
    while True:
        frame = await socket.receive_json_from(timeout=5 * SLOWNESS)
        if "rev" in frame:
            return frame


in_thread: Callable[..., Any] = sync_to_async


@pytest.fixture
def cafe(workshop_at, participant):
    return workshop_at("cafe-1", people=3)


async def test_post_is_heard_at_once_in_each_audiences_words(cafe, participant, facilitator):
    async with (
        connected(participant, cafe, "participant", "fi") as phone,
        connected(facilitator, cafe, "facilitator", "en") as console,
        connected(facilitator, cafe, "projector", "sv") as projector,
    ):
        note = await in_thread(note_by)(participant, "We greet everyone")
        heard = [await counted(socket) for socket in (phone, console, projector)]
    await in_thread(cafe.refresh_from_db)()
    assert [frame["rev"] for frame in heard] == [cafe.rev] * 3
    assert f"note-{note.pk}" in heard[0]["html"]
    assert ["We greet everyone" in frame["html"] for frame in heard] == [True, True, False]


async def test_move_is_heard_as_a_frame_that_asks_for_everything(cafe, participant):
    async with connected(participant, cafe) as phone:
        await in_thread(go)(cafe, "cafe-2")
        assert await counted(phone) == {"rev": cafe.rev, "since": cafe.rev - 1}


async def test_greeting_and_heartbeat_carry_the_rev_and_the_time(cafe, participant, monkeypatch):
    monkeypatch.setattr(hub, "HEARTBEAT_INTERVAL", 0.3)
    await in_thread(cafe.refresh_from_db)()
    socket = dial(participant, cafe)
    await socket.connect()
    for _greeting_and_heartbeat in range(2):
        frame = await counted(socket)
        assert frame.keys() == {"rev", "now"}
        assert frame["rev"] == cafe.rev
        assert abs(frame["now"] / 1000 - time.time()) < 2
    await socket.disconnect()


async def test_sixth_page_of_a_participant_rests_the_first(cafe, participant):
    pages = [dial(participant, cafe) for _page in range(hub.MAX_SOCKETS_PER_PARTICIPANT + 1)]
    for page in pages:
        await page.connect()
        await counted(page)
    assert await closed(pages[0]) == CloseCode.REPLACED
    await in_thread(note_by)(participant, "Heard by five")
    assert ["Heard by five" in (await counted(page))["html"] for page in pages[1:]] == [True] * 5


async def test_reader_that_is_behind_is_greeted_when_it_reads_again(cafe, participant, monkeypatch):
    monkeypatch.setattr(hub, "CHECK_INTERVAL", 0.05)
    async with connected(participant, cafe) as phone:
        (socket,) = next(iter(hub.hub().audiences.values())).sockets
        transport = socket.transport
        monkeypatch.setattr(type(transport), "writable", False)
        await in_thread(note_by)(participant, "The last one it takes")
        await counted(phone)
        await in_thread(note_by)(participant, "The one it misses")
        assert await phone.receive_nothing(timeout=0.3)
        monkeypatch.setattr(type(transport), "writable", True)
        await in_thread(cafe.refresh_from_db)()
        assert (await counted(phone))["rev"] == cafe.rev


async def test_reader_that_stays_behind_is_closed(cafe, participant, monkeypatch):
    monkeypatch.setattr(hub, "CHECK_INTERVAL", 0.05)
    monkeypatch.setattr(hub, "SLOW_READER_TIMEOUT", 0.1)
    async with connected(participant, cafe) as phone:
        (socket,) = next(iter(hub.hub().audiences.values())).sockets
        monkeypatch.setattr(type(socket.transport), "writable", False)
        await in_thread(note_by)(participant)
        assert await closed(phone) == CloseCode.SLOW_READER


@pytest.mark.parametrize("role", list(Role))
async def test_socket_is_refused_without_membership(cafe, outsider, stranger, foreign_facilitator, role):
    for person in (Person(), outsider, stranger, foreign_facilitator):
        accepted, code = await dial(person, cafe, role).connect()
        assert (accepted, code) == (False, CloseCode.NORMAL)


async def test_socket_of_another_role_is_refused(cafe, participant, facilitator):
    for person, role in (
        (participant, "facilitator"),
        (participant, "projector"),
        (facilitator, "participant"),
    ):
        assert (await dial(person, cafe, role).connect())[0] is False


@pytest.mark.parametrize(("role", "language"), [("nobody", "en"), ("participant", "de"), ("", "en")])
async def test_socket_of_an_unknown_role_or_language_is_refused(cafe, participant, role, language):
    if role:
        assert (await dial(participant, cafe, role, language).connect())[0] is False


async def test_socket_of_an_unknown_code_is_refused(participant):
    assert (await dial(participant, "XXXXXXXX").connect())[0] is False


async def test_socket_from_another_site_is_refused(cafe, participant):
    for origin in ((b"origin", b"https://evil.example"), None):
        assert (await dial(participant, cafe, origin=origin).connect())[0] is False


async def test_foreign_audience_never_hears(cafe, participant, elsewhere, stranger):
    async with connected(stranger, elsewhere) as theirs, connected(participant, cafe) as ours:
        await in_thread(note_by)(participant)
        await counted(ours)
        assert await theirs.receive_nothing(timeout=0.3)


async def test_removed_participant_is_shut_out_for_good(cafe, participant):
    other = await in_thread(join)(cafe)
    async with connected(other, cafe) as stays:
        leaves = dial(participant, cafe)
        await leaves.connect()
        await in_thread(people.remove)(participant=participant.participant)
        assert await closed(leaves) == CloseCode.FORBIDDEN
        assert (await counted(stays))["rev"]
    assert (await dial(participant, cafe).connect())[0] is False


async def test_leaving_shuts_all_of_ones_own_pages(cafe, participant):
    other = await in_thread(join)(cafe)
    async with connected(other, cafe) as stays:
        pages = [dial(participant, cafe) for _page in range(2)]
        for page in pages:
            await page.connect()
        assert (await in_thread(participant.submit)("workshops:leave", cafe.code)).status_code == 302
        assert {await closed(page) for page in pages} == {CloseCode.FORBIDDEN}
        assert (await counted(stays))["rev"]
    assert (await dial(participant, cafe).connect())[0] is False


async def test_closing_the_workshop_shuts_all_sockets_and_new_ones_hear_of_the_report(
    cafe, participant, facilitator, outsider
):
    async with connected(facilitator, cafe, "facilitator") as console:
        phone = dial(participant, cafe)
        await phone.connect()
        await in_thread(go)(cafe, "closed")
        assert await closed(phone) == CloseCode.OVER
        assert (await counted(console))["rev"]
    async with connected(participant, cafe) as reader:
        await in_thread(report_sharing.share_report)(workshop=cafe, shared=True)
        assert "html" not in await counted(reader), "the page is fetched again, with the link in it"
    assert (await dial(outsider, cafe).connect())[0] is False


async def test_signing_out_shuts_ones_own_sockets_alone(cafe, facilitator, second):
    async with connected(second, cafe, "facilitator") as stays:
        console, projector = dial(facilitator, cafe, "facilitator"), dial(facilitator, cafe, "projector")
        for socket in (console, projector):
            await socket.connect()
        await in_thread(facilitator.client.post)(reverse("account_logout"))
        assert {await closed(socket) for socket in (console, projector)} == {CloseCode.SIGNED_OUT}
        assert await stays.receive_nothing(timeout=0.3)
    assert (await dial(facilitator, cafe, "facilitator").connect())[0] is False


async def test_a_new_password_shuts_the_sockets_of_all_other_browsers(cafe, facilitator, second):
    """The browser in which it was changed comes back by itself, as it is still signed in."""
    elsewhere, new = await in_thread(signed_in)(facilitator.user), "a longer horse battery"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    async with connected(second, cafe, "facilitator") as stays:
        console, projector = dial(elsewhere, cafe, "facilitator"), dial(elsewhere, cafe, "projector")
        for socket in (console, projector):
            await socket.connect()
        changed = await in_thread(facilitator.client.post)(reverse("account_change_password"), typed)
        assert changed.status_code == 302
        assert {await closed(socket) for socket in (console, projector)} == {CloseCode.SIGNED_OUT}
        assert await stays.receive_nothing(timeout=0.3)
    assert (await dial(elsewhere, cafe, "facilitator").connect())[0] is False
    async with connected(facilitator, cafe, "facilitator"):
        pass


async def test_a_membership_that_ends_shuts_the_sockets(cafe, second, coordinator):
    console = dial(second, cafe, "facilitator")
    await console.connect()
    await in_thread(second.user.memberships.all().delete)()
    await in_thread(accounts.sync_access)(user=second.user)
    assert await closed(console) == CloseCode.FORBIDDEN
    assert (await dial(second, cafe, "facilitator").connect())[0] is False


async def test_a_right_that_ended_unheard_is_noticed_at_the_next_heartbeat(
    cafe, participant, facilitator, second, monkeypatch
):
    """The layer was away, or the socket came in that very instant: nobody told it to close."""
    monkeypatch.setattr(hub, "HEARTBEAT_INTERVAL", 0.3)
    monkeypatch.setattr(frames, "close_sockets", lambda *_said, **_of: None)
    async with connected(facilitator, cafe, "facilitator") as stays:
        console, phone, gone = (
            dial(second, cafe, "facilitator"),
            dial(participant, cafe),
            dial(participant, cafe),
        )
        for socket in (console, phone, gone):
            await socket.connect()
        second.user.is_active = False
        await in_thread(second.user.save)()
        await in_thread(people.remove)(participant=participant.participant)
        assert {await closed(socket) for socket in (console, phone, gone)} == {CloseCode.FORBIDDEN}
        assert (await counted(stays))["rev"]


async def test_an_account_that_is_closed_hears_nothing_more(cafe, facilitator, second):
    async with connected(second, cafe, "facilitator") as stays:
        console, projector = dial(facilitator, cafe, "facilitator"), dial(facilitator, cafe, "projector")
        for socket in (console, projector):
            await socket.connect()
        facilitator.user.is_active = False
        await in_thread(facilitator.user.save)()
        await in_thread(accounts.sync_access)(user=facilitator.user)
        assert {await closed(socket) for socket in (console, projector)} == {CloseCode.FORBIDDEN}
        assert await stays.receive_nothing(timeout=0.3)
    assert (await dial(facilitator, cafe, "facilitator").connect())[0] is False


async def closed(socket: WebsocketCommunicator) -> int:
    """The code the socket is closed with."""
    while True:
        message = await socket.receive_output(timeout=5)
        if message["type"] == "websocket.close":
            return message["code"]


async def test_frame_from_a_client_is_dropped_and_a_large_one_closes(cafe, participant):
    socket = dial(participant, cafe)
    await socket.connect()
    await counted(socket)
    await socket.send_to(text_data='{"type": "frame", "frame": {"html": "mine"}}')
    assert await socket.receive_nothing(timeout=0.2)
    await socket.send_to(text_data="x" * (live_socket.MAX_FRAME_BYTES + 1))
    assert await closed(socket) == CloseCode.TOO_LARGE


async def test_client_that_sends_frames_without_end_is_closed(cafe, participant):
    socket = dial(participant, cafe)
    await socket.connect()
    await counted(socket)
    for _frame in range(live_socket.MAX_FRAMES):
        await socket.send_to(text_data="x")
    assert await socket.receive_nothing(timeout=0.2)
    for _frame in range(50):
        await socket.send_to(text_data="x")
    assert await closed(socket) == CloseCode.TOO_MANY
    await socket.wait(timeout=5)  # nothing more is read


async def test_fifty_posts_reach_a_phone_in_order_and_without_a_gap(cafe, participant):
    table = await in_thread(table_of)(participant)
    async with connected(participant, cafe) as phone:
        await in_thread(cafe.refresh_from_db)()
        seen, last, said = cafe.rev, cafe.rev + 50, ""
        for number in range(50):
            await in_thread(note_by)(participant, f"Situation {number}.", table=table)
        while seen < last:
            frame = await counted(phone)
            assert frame["since"] == seen
            seen, said = frame["rev"], said + frame["html"]
    assert all(f"Situation {number}." in said for number in range(50))


async def test_presence_counts_people_not_sockets(cafe, participant, monkeypatch):
    monkeypatch.setattr(live_socket, "PRESENCE_DELAY", 0)
    async with connected(participant, cafe), connected(participant, cafe):
        await asyncio.sleep(0.05)
        assert presence.here(cafe.pk) == {participant.participant.pk}
    assert presence.here(cafe.pk) == set()


async def test_who_is_here_is_told_to_facilitators_alone(cafe, participant, facilitator, monkeypatch):
    monkeypatch.setattr(live_socket, "PRESENCE_DELAY", 0)
    async with connected(facilitator, cafe, "facilitator") as console, connected(participant, cafe) as phone:
        soft = await console.receive_json_from(timeout=5)
        assert "connected" in soft["html"]
        assert "rev" not in soft
        assert await phone.receive_nothing(timeout=0.2)


async def test_console_that_comes_back_is_told_who_came_meanwhile(
    cafe, participant, facilitator, monkeypatch
):
    monkeypatch.setattr(live_socket, "PRESENCE_DELAY", 0.01)
    async with connected(participant, cafe):
        await asyncio.sleep(0.2)
        console = dial(facilitator, cafe, "facilitator")
        await console.connect()
        said = await soft(console)
        await console.disconnect()
    assert "1 of 4 connected" in said


async def soft(console: WebsocketCommunicator) -> str:
    """The next that is not counted: after the greeting, a heartbeat."""
    while "html" not in (said := await console.receive_json_from(timeout=5 * SLOWNESS)):
        pass
    return str(said["html"])


async def test_who_came_last_is_told_last_though_telling_took_long(
    cafe, participant, facilitator, monkeypatch
):
    """Shown to fail with each change told by itself: the console was left with nobody connected."""
    who_is_here, begun, may_go_on = people_pushes._who_is_here, threading.Event(), threading.Event()

    def slowly_at_first(workshop_id):
        found = who_is_here(workshop_id)
        if not begun.is_set():
            begun.set()
            may_go_on.wait(10)
        return found

    monkeypatch.setattr(people_pushes, "_who_is_here", slowly_at_first)
    monkeypatch.setattr(live_socket, "PRESENCE_DELAY", 0.01)
    async with connected(facilitator, cafe, "facilitator") as console:
        await asyncio.to_thread(begun.wait, 10)
        async with connected(participant, cafe):
            await asyncio.sleep(0.2)  # for what comes second to be told first, if it can be
            may_go_on.set()
            told = [await soft(console) for _time in range(2)]
    assert ["0 of 4 connected" in told[0], "1 of 4 connected" in told[1]] == [True, True]


async def test_clock_is_pushed(cafe, participant, facilitator):
    async with connected(participant, cafe) as phone:
        await in_thread(course.pause)(workshop=cafe)
        frame = await counted(phone)
    assert 'data-paused="1"' in frame["html"]


async def test_a_room_of_thirty_hears_the_same_frame(cafe, participant):
    room = await in_thread(many)(cafe, 30)
    sockets = [dial(person, cafe) for person in room]
    for socket in sockets:
        assert (await socket.connect())[0]
        await counted(socket)
    await in_thread(note_by)(participant, "Heard by all")
    frames = [await counted(socket) for socket in sockets]
    assert all(frame == frames[0] for frame in frames)
    for socket in sockets:
        await socket.disconnect()
