"""Phones without a browser that keep docs/live.md: the outbox of composer.js and the rule of live.js."""

from __future__ import annotations

import asyncio
import contextlib
import time
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
from django.conf import settings

from dialogit.demo.page import Page
from dialogit.demo.people import PASSING, Door, Person, Visit
from tests.faults.proxy import Loop
from tests.faults.seed import CODE
from tests.faults.sites import Site
from tests.waiting import until

RETRY = (1, 2, 4, 8, 15)


@dataclass(eq=False)
class Draft:
    """``id`` is made here and never changes; ``answers`` are the statuses, 0 for none."""

    text: str
    id: uuid.UUID = field(default_factory=uuid.uuid4)
    answers: list[int] = field(default_factory=list)
    sent_at: float = 0.0
    stored_at: float = 0.0

    @property
    def acknowledged(self) -> bool:
        return bool(self.stored_at)


class Phone(Visit):
    """``screen`` is what lies on its table as far as it knows."""

    def __init__(self, cookie: str, door: Door) -> None:
        super().__init__(Person(cookie=cookie), door)
        self.drafts: list[Draft] = []
        self.sending: asyncio.Task[None] | None = None
        self.screen: set[str] = set()
        self.opened = self.reads = self.told = 0  # ``told``: the newest rev it has heard of
        self.faults: list[int] = []  # answers of 500 and more

    @property
    def table(self) -> str:
        return self.page.named("worryzones:post_note")[0].sent["table"]

    @property
    def unsent(self) -> list[Draft]:
        """The outbox: what stays on the writer's screen."""
        return [draft for draft in self.drafts if not draft.acknowledged]

    # --- writing ---

    def write(self, text: str) -> Draft:
        draft = Draft(text)
        self.drafts.append(draft)
        if self.sending is None or self.sending.done():
            self.sending = asyncio.create_task(self._send())
        return draft

    async def _send(self) -> None:
        tries = 0
        while self.unsent:
            draft = self.unsent[0]
            status = await self.post_draft(draft)
            if status == 204:
                tries = 0
                continue
            assert status == 0 or status == 429 or status >= 500, f"refused for good: {status}"
            await asyncio.sleep(RETRY[min(tries, len(RETRY) - 1)] * self.person.chance.uniform(0.5, 1))
            tries += 1

    async def post_draft(self, draft: Draft) -> int:
        draft.sent_at = draft.sent_at or time.monotonic()
        fields = {"id": str(draft.id), "table": self.table, "kind": "situation", "text": draft.text}
        status = 0
        with contextlib.suppress(*PASSING):
            status = (await self.answer_to("notes/", fields)).status_code
        draft.answers.append(status)
        if status == 204:
            draft.stored_at = time.monotonic()
        return status

    async def answer_to(self, path: str, fields: dict[str, Any]) -> httpx.Response:
        token = self.client.cookies.get(settings.CSRF_COOKIE_NAME) or ""
        headers = {"X-CSRFToken": token, "HX-Request": "true"}
        return await self.client.post(self.door.stage + path, data=fields, headers=headers)

    # --- reading ---

    def show(self, answer: httpx.Response) -> None:
        self.reads += 1
        if answer.status_code >= 500:
            self.faults.append(answer.status_code)
        super().show(answer)
        self.screen = set(self.page.lists.get(f"notes-{self.table}", ()))

    async def follow(self) -> None:
        """Connects again for ever, as a browser does."""
        tries = 0
        while True:
            opened = self.opened
            with contextlib.suppress(*PASSING):
                await self.stay()
            tries = 0 if self.opened > opened else tries + 1
            await asyncio.sleep(min(0.5 * 2**tries, 15) * self.person.chance.uniform(0.5, 1))

    async def act_now_and_then(self) -> None:
        """Runs when a socket has opened: the server says by itself which ``rev`` is newest."""
        self.opened += 1

    async def hear(self, frame: dict[str, object]) -> None:
        rev, since = frame.get("rev"), frame.get("since")
        if not isinstance(rev, int):
            return
        self.told = rev
        if rev == self.rev or (rev < self.rev and since is not None):
            return
        if isinstance(since, int) and since <= self.rev and "html" in frame:
            self.apply(str(frame["html"]))
            self.rev = rev
        else:
            await self.read()

    def apply(self, html: str) -> None:
        fresh = Page.of(html).lists.get(f"notes-{self.table}", ())
        self.screen |= set(fresh)


class Crowd:
    """Many phones of one site. They all stop with ``close``."""

    def __init__(self, loop: Loop, site: Site) -> None:
        self.loop, self.site = loop, site
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=50)
        self.transport = httpx.AsyncHTTPTransport(limits=limits)  # it believes SSL_CERT_FILE
        self.phones: list[Phone] = []
        self.following: list[asyncio.Task[None]] = []

    def door(self, base: str) -> Door:
        return Door(base, CODE, "en", self.transport, set())

    def come(self, count: int, base: str, listening: int | None = None) -> list[Phone]:
        """``count`` more open their stage at ``base``; the first ``listening`` of them (all) follow it."""
        start = len(self.phones)
        cookies: Sequence[str] = self.site.cast["phones"][start : start + count]
        assert len(cookies) == count, "the site has too few people"

        async def come() -> list[Phone]:
            phones = [Phone(cookie, self.door(base)) for cookie in cookies]
            gate = asyncio.Semaphore(8)

            async def enter(phone: Phone) -> None:
                async with gate:
                    await phone.enter()

            await asyncio.gather(*map(enter, phones))
            return phones

        phones = self.loop.run(come(), 120)
        self.phones += phones
        listeners = phones[:listening]
        self.follow(listeners)
        until(lambda: all(phone.opened for phone in listeners), 30, "everyone's socket is open")
        return phones

    def follow(self, phones: Sequence[Phone]) -> None:
        """They all connect at the same moment; returns at once."""

        async def follow() -> None:
            self.following += [asyncio.create_task(phone.follow()) for phone in phones]

        self.loop.run(follow())

    def write(self, text: str, phones: Iterable[Phone] | None = None) -> list[Draft]:
        """Everyone (or ``phones``) posts at the same moment; returns at once."""

        async def write() -> list[Draft]:
            writers = self.phones if phones is None else phones
            return [phone.write(f"{text} {number}") for number, phone in enumerate(writers)]

        return self.loop.run(write())

    @property
    def drafts(self) -> list[Draft]:
        return [draft for phone in self.phones for draft in phone.drafts]

    def all_is_stored(self, within: float) -> float:
        return until(
            lambda: not any(phone.unsent for phone in self.phones), within, "every draft has been stored"
        )

    def all_is_shown(self, within: float, base: str = "") -> float:
        """Every screen that follows is what a page fetched now would show."""

        async def fresh(phone: Phone) -> tuple[int, set[str]]:
            visit = Phone(phone.person.cookie, self.door(base or phone.door.base))
            await visit.enter()
            return visit.rev, visit.screen

        def right() -> bool:
            return all((phone.rev, phone.screen) == self.loop.run(fresh(phone)) for phone in listeners)

        listeners = [phone for phone in self.phones if phone.opened]
        return until(right, within, "every screen is what a fresh page shows", every=0.2)

    def close(self) -> None:
        async def close() -> None:
            await self.transport.aclose()

        self.loop.run(close())
        self.loop.close()


def nothing_lost_nothing_twice(site: Site, drafts: Iterable[Draft]) -> None:
    """The oracle: an acknowledged write is one row, another at most one. Ids differ, so texts are counted."""
    rows = site.notes()
    times = Counter(text for _key, text in rows)
    stored = dict(rows)
    for draft in drafts:
        count = times[draft.text]
        assert count <= 1, f"twice: {draft.text}"
        assert count == 1 or not draft.acknowledged, f"lost: {draft.text}"
        assert count == 0 or stored.get(draft.id.hex) == draft.text
    assert len(rows) == len(times)
