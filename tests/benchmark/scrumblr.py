"""Scrumblr in the same run, for comparison: a board of notes on Node and socket.io that sends, then stores.

It is not part of this project. Clone it, run ``npm install`` in it, and name the folder in ``SCRUMBLR``; it
needs the Redis of this machine.
"""

from __future__ import annotations

import asyncio
import json
import os
from typing import Any

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from tests.benchmark.crowd import Client, Seat, text_of
from tests.benchmark.rooms import Room

PREFIX = "#dialogit-benchmark#"
PING, PONG, OPEN, CONNECTED = b"2", b"3", b"0", b"40"


def message(action: str, data: Any) -> bytes:
    """One event of socket.io's protocol, version 5."""
    return b"42" + json.dumps(["message", {"action": action, "data": data}]).encode()


def talk(transport: WSTransport, payload: bytes) -> None:
    """Answers what the protocol asks of a client, and joins the room."""
    if payload == PING:
        transport.send(WSMsgType.TEXT, PONG)
    elif payload.startswith(OPEN):
        transport.send(WSMsgType.TEXT, CONNECTED)
    elif payload.startswith(CONNECTED):
        transport.send(WSMsgType.TEXT, message("joinRoom", "/room"))


class ScrumblrClient(Client):
    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        super().on_ws_frame(transport, frame)
        if frame.msg_type == WSMsgType.TEXT:
            talk(transport, self.crowd.came[-1][2])


class Poster(WSListener):
    """Who writes the cards: Scrumblr sends them to everyone else."""

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.TEXT:
            talk(transport, frame.get_payload_as_bytes())


class ScrumblrRoom(Room):
    client = ScrumblrClient

    def command(self, port: int) -> list[str]:
        options = [f"--server:port={port}", f"--redis:prefix={PREFIX}"]
        return ["node", f"{os.environ['SCRUMBLR']}/server.js", *options]

    async def seats(self, clients: int) -> list[Seat]:
        address = f"ws://127.0.0.1:{self.ports[0]}/socketio/?EIO=4&transport=websocket"
        self.transport, _listener = await ws_connect(Poster, address)
        await asyncio.sleep(1)
        return [Seat(address)] * clients

    async def post(self, number: int) -> None:
        card = {"id": f"card{number}", "text": text_of(number), "x": 1, "y": 1, "rot": 0, "colour": "yellow"}
        self.transport.send(WSMsgType.TEXT, message("createCard", card))
