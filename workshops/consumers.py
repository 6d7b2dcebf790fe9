"""The stage's socket: a pipe. Authorise, subscribe, forward; no query per message and no HTML."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings

from workshops import access, live, presence
from workshops.hub import hub
from workshops.permissions import Role
from workshops.services import people

PRESENCE_SECONDS = 1
LARGEST_FRAME = 4096
TOO_LARGE = 1009


class StageConsumer(AsyncWebsocketConsumer):
    audience = ""
    workshop_id = 0
    participant_id: int | None = None

    async def connect(self) -> None:
        """Subscribes before it accepts, so a page fetched after ``open`` is never older than this."""
        asked, language = self._asked()
        code = self.scope["url_route"]["kwargs"]["code"]
        viewer = asked and await database_sync_to_async(access.enter_socket)(self.scope, code, asked)
        if not (asked and viewer):
            await self.close()
            return
        self.workshop_id = viewer.workshop.pk
        self.participant_id = viewer.participant.pk if viewer.participant else None
        self.audience = live.audience(self.workshop_id, asked, language)
        await hub().join(self.audience, self.workshop_id, self)
        await self.accept()
        self._tell_presence(presence.arrive)

    def _asked(self) -> tuple[Role | None, str]:
        """The role and language of the path ``/w/<code>/live/<role>/<language>``."""
        kwargs = self.scope["url_route"]["kwargs"]
        known = kwargs["role"] in set(Role) and kwargs["language"] in dict(settings.LANGUAGES)
        return (Role(kwargs["role"]), kwargs["language"]) if known else (None, "")

    async def disconnect(self, code: int) -> None:
        if self.audience:
            hub().leave(self.audience, self)
            self._tell_presence(presence.leave)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Browsers write over HTTP; what comes here is dropped, and too much of it ends the socket."""
        if len(text_data or bytes_data or "") > LARGEST_FRAME:
            await self.close(TOO_LARGE)

    async def forward(self, text: str) -> None:
        await self.send(text)

    def _tell_presence(self, change: Callable[[int, int], None]) -> None:
        if self.participant_id:
            change(self.workshop_id, self.participant_id)
            if self.workshop_id not in _telling:
                _telling[self.workshop_id] = asyncio.create_task(_tell_who_is_here(self.workshop_id))


# A room that arrives at once is told to its facilitators once.
_telling: dict[int, asyncio.Task[None]] = {}


async def _tell_who_is_here(workshop_id: int) -> None:
    await asyncio.sleep(PRESENCE_SECONDS)
    del _telling[workshop_id]
    await live.send_soft(workshop_id, people.presence_fragment(workshop_id))
