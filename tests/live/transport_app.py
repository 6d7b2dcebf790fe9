"""A small application behind a real server, to see what transport it gives and whether that one works."""

import asyncio
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from workshops.live.transport import EncodedFrame, transport_of  # noqa: E402

BLOCK = "x" * 20_000
MAX_BLOCKS = 2_000


async def application(scope, receive, send):
    """Says its transport's name, again on ``name``; on ``flood`` writes until the transport does not flow.

    On ``abort`` it ends the connection.
    """
    if scope["type"] != "websocket":
        return
    await receive()
    await send({"type": "websocket.accept"})
    transport = transport_of(send)
    name = EncodedFrame(type(transport).__name__)
    transport.write(name)
    while (message := await receive())["type"] != "websocket.disconnect":
        match message["text"]:
            case "name":
                transport.write(name)
            case "flood":
                await flood(transport)
            case "abort":
                transport.abort()


async def flood(transport):
    blocks = 0
    while transport.writable and blocks < MAX_BLOCKS:
        transport.write(EncodedFrame(BLOCK))
        blocks += 1
        await asyncio.sleep(0)
    while not transport.writable:
        await asyncio.sleep(0.01)
    transport.write(EncodedFrame(f"{blocks} blocks"))
