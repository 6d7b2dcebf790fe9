"""The stage's socket: a pipe. Authorise, subscribe, forward; no query per message and no HTML."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings

from workshops import access, live, presence
from workshops.permissions import Role, Viewer
from workshops.queries import course
from workshops.services import people

HEARTBEAT_SECONDS = 15
PRESENCE_SECONDS = 1
LARGEST_FRAME = 4096
GONE = 4410


class StageConsumer(AsyncWebsocketConsumer):
    viewer: Viewer | None = None
    heart: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        asked, language = self._asked()
        if asked is None or language not in dict(settings.LANGUAGES):
            return await self.close()
        code = self.scope["url_route"]["kwargs"]["code"]
        self.viewer = await database_sync_to_async(access.enter_socket)(self.scope, code, asked)
        if self.viewer is None:
            return await self.close()
        workshop = self.viewer.workshop
        self.audience = live.audience(workshop.pk, asked, language)
        await self.channel_layer.group_add(self.audience, self.channel_name)
        await self.accept()
        self.heart = asyncio.create_task(self._beat(workshop.pk))
        self._tell_presence(presence.arrive)

    def _asked(self) -> tuple[Role | None, str]:
        """The role and language of the path ``/w/<code>/live/<role>/<language>``."""
        kwargs = self.scope["url_route"]["kwargs"]
        with contextlib.suppress(ValueError):
            return Role(kwargs["role"]), kwargs["language"]
        return None, ""

    async def disconnect(self, code: int) -> None:
        if self.heart:
            self.heart.cancel()
            await self.channel_layer.group_discard(self.audience, self.channel_name)
            self._tell_presence(presence.leave)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if len(text_data or bytes_data or "") > LARGEST_FRAME:
            await self.close(1009)

    async def frame(self, message: dict[str, Any]) -> None:
        await self.send(json.dumps(message["frame"]))

    async def shut(self, message: dict[str, Any]) -> None:
        mine = self.viewer and self.viewer.participant
        if message["participant"] in (None, mine and mine.pk):
            await self.close(message["code"])

    async def _beat(self, workshop_id: int) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            await self.send(json.dumps({"rev": await course.rev_now(workshop_id)}))

    def _tell_presence(self, change: Callable[[int, int], None]) -> None:
        if self.viewer and self.viewer.participant:
            workshop_id = self.viewer.workshop.pk
            change(workshop_id, self.viewer.participant.pk)
            if workshop_id not in _telling:
                _telling[workshop_id] = asyncio.create_task(_tell_who_is_here(workshop_id))


# A room that arrives at once is told to its facilitators once.
_telling: dict[int, asyncio.Task[None]] = {}


async def _tell_who_is_here(workshop_id: int) -> None:
    await asyncio.sleep(PRESENCE_SECONDS)
    del _telling[workshop_id]
    await database_sync_to_async(live.send_soft)(workshop_id, people.connected_fragment(workshop_id))
