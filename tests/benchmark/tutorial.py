"""Channels as its tutorial has it: a consumer for each socket, a group, and one insert for each post."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dialogit.settings")

import sqlite3
from pathlib import Path

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer
from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

get_asgi_application()
FILE = Path(os.environ["DIALOGIT_VAR"]) / "tutorial.sqlite3"


class Chat(AsyncWebsocketConsumer):
    async def connect(self):
        await self.channel_layer.group_add("room", self.channel_name)
        await self.accept()

    async def disconnect(self, code):
        await self.channel_layer.group_discard("room", self.channel_name)

    async def said(self, event):
        await self.send(text_data=event["text"])


@database_sync_to_async
def insert(text):
    with sqlite3.connect(FILE) as rows:
        rows.execute("create table if not exists note (text)")
        rows.execute("insert into note values (?)", (text,))


async def post(scope, receive, send):
    text = (await receive())["body"].decode()
    await insert(text)
    await get_channel_layer().group_send("room", {"type": "said", "text": text})
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


application = ProtocolTypeRouter({"http": post, "websocket": Chat.as_asgi()})
