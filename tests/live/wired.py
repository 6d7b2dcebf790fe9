"""A small application behind a real server, to see what wire it gives and whether that one works."""

import asyncio

from workshops.live.wire import Encoded, wire_of

BLOCK = "x" * 20_000
MOST_BLOCKS = 2_000


async def application(scope, receive, send):
    """Says its wire's name; on ``flood`` writes until the wire does not flow, on ``abort`` ends it."""
    if scope["type"] != "websocket":
        return
    await receive()
    await send({"type": "websocket.accept"})
    wire = wire_of(send)
    wire.write(Encoded(type(wire).__name__))
    while (message := await receive())["type"] != "websocket.disconnect":
        if message["text"] == "abort":
            wire.abort()
        else:
            await flood(wire)


async def flood(wire):
    blocks = 0
    while wire.flowing and blocks < MOST_BLOCKS:
        wire.write(Encoded(BLOCK))
        blocks += 1
        await asyncio.sleep(0)
    while not wire.flowing:
        await asyncio.sleep(0.01)
    wire.write(Encoded(f"{blocks} blocks"))
