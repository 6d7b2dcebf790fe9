"""Requests over kept connections, as leanly as can be: what the load costs is not the server's time."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Poster:
    """Connections to the server processes of one room, by port."""

    def __init__(self) -> None:
        self.idle: dict[int, list[Connection]] = {}

    async def post(self, port: int, path: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Returns when it is acknowledged; raises ``RuntimeError`` for any answer but 2xx."""
        await self._ask(port, f"POST {path}", {"Content-Length": str(len(body)), **headers}, body)

    async def get(self, port: int, path: str, headers: Mapping[str, str]) -> None:
        """Returns when the whole answer is here; raises as ``post`` does."""
        await self._ask(port, f"GET {path}", headers)

    async def _ask(self, port: int, line: str, headers: Mapping[str, str], body: bytes = b"") -> None:
        words = {"Host": f"127.0.0.1:{port}", **headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in words.items())
        async with self._connection(port) as (reader, writer):
            writer.write(f"{line} HTTP/1.1\r\n{head}\r\n".encode() + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            if length := LENGTH.search(answer):
                await reader.readexactly(int(length[1]))
        if not answer.split(b" ", 2)[1].startswith(b"2"):
            raise RuntimeError(answer.decode())

    @asynccontextmanager
    async def _connection(self, port: int) -> AsyncIterator[Connection]:
        idle = self.idle.setdefault(port, [])
        while idle and idle[-1][0].at_eof():
            idle.pop()[1].close()
        connection = idle.pop() if idle else await asyncio.open_connection("127.0.0.1", port)
        yield connection
        idle.append(connection)

    def close(self) -> None:
        for connections in self.idle.values():
            for _reader, writer in connections:
                writer.close()
