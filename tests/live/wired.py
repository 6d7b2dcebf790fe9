"""A small application behind a real server, to see what wire it gives and whether that one works."""

import asyncio

from workshops.wire import Encoded, wire_of

BLOCK = "x" * 20_000
MOST_BLOCKS = 2_000


async def application(scope, receive, send):
    """Says its wire's name, again on ``name``; on ``flood`` writes until the wire does not flow.

    On ``abort`` it ends the connection.
    """
    if scope["type"] != "websocket":
        return
    await receive()
    await send({"type": "websocket.accept"})
    wire = wire_of(send)
    name = Encoded(type(wire).__name__)
    wire.write(name)
    while (message := await receive())["type"] != "websocket.disconnect":
        match message["text"]:
            case "name":
                wire.write(name)
            case "flood":
                await flood(wire)
            case "abort":
                wire.abort()


async def flood(wire):
    blocks = 0
    while wire.flowing and blocks < MOST_BLOCKS:
        wire.write(Encoded(BLOCK))
        blocks += 1
        await asyncio.sleep(0)
    while not wire.flowing:
        await asyncio.sleep(0.01)
    wire.write(Encoded(f"{blocks} blocks"))
