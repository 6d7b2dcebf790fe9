"""The limit: a broadcast in C (picows) with no framework and nothing stored. Posts come by plain HTTP."""

import asyncio
import sys

from picows import WSListener, WSMsgType, ws_create_server

listeners = set()


class Listener(WSListener):
    def on_ws_connected(self, transport):
        listeners.add(transport)

    def on_ws_disconnected(self, transport):
        listeners.discard(transport)


async def post(reader, writer):
    """One request at a time on a kept connection: read a body, broadcast it, say 204."""
    while not reader.at_eof():
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError:
            return
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        body = await reader.readexactly(length)
        for transport in listeners:
            transport.send(WSMsgType.TEXT, body)
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")


async def serve(posts, sockets):
    inner = await ws_create_server(lambda _request: Listener(), "127.0.0.1", sockets)
    outer = await asyncio.start_server(post, "127.0.0.1", posts)
    await asyncio.gather(inner.serve_forever(), outer.serve_forever())


if __name__ == "__main__":
    asyncio.run(serve(*map(int, sys.argv[1:])))
