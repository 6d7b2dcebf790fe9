"""The stage's socket: a pipe. Authorise, subscribe, forward; no query per message and no HTML."""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings

from workshops import access, live, presence
from workshops.permissions import Role, Viewer
from workshops.queries import course

HEARTBEAT_SECONDS = 15
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
        await self._tell_presence(presence.arrive)

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
            await self._tell_presence(presence.leave)

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

    async def _tell_presence(self, change: Any) -> None:
        if self.viewer and self.viewer.participant:
            change(self.viewer.workshop.pk, self.viewer.participant.pk)
