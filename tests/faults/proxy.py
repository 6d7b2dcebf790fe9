"""The network between a client and a server, and an event loop in a thread of its own to run it."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Loop:
    """Tests and browsers stay plain; what is many at once runs here."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def run(self, act: Coroutine[Any, Any, T], seconds: float = 60) -> T:
        return asyncio.run_coroutine_threadsafe(act, self.loop).result(seconds)

    def close(self) -> None:
        self.run(self._cancel_all())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    async def _cancel_all(self) -> None:
        running = asyncio.all_tasks() - {asyncio.current_task()}
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


class Proxy:
    """Passes bytes on. It can hold them (a tunnel), lose the answers, be slow, and cut every line.

    What is held goes on when ``release`` is called, as TCP sends again; ``requests`` are the first lines
    of what clients asked, as far as one read holds them.
    """

    def __init__(self, loop: Loop, port: int) -> None:
        self.loop, self.server_port = loop, port
        self.delay = 0.0
        self.loses_answers = False
        self.lines: set[asyncio.StreamWriter] = set()
        self.requests: list[str] = []
        self.port = int(loop.run(self._listen()))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def _listen(self) -> int:
        self.flowing = asyncio.Event()
        self.flowing.set()
        server = await asyncio.start_server(self._line, "127.0.0.1", 0)
        self.serving = server
        return int(server.sockets[0].getsockname()[1])

    async def _line(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            onward_reader, onward = await asyncio.open_connection("127.0.0.1", self.server_port)
        except OSError:
            writer.close()
            return
        self.lines |= {writer, onward}
        await asyncio.gather(
            self._pass_on(reader, onward, asked=True), self._pass_on(onward_reader, writer, asked=False)
        )
        self.lines -= {writer, onward}

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: bool) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                await self.flowing.wait()
                if asked and data[:4] in (b"GET ", b"POST"):
                    self.requests.append(data.split(b"\r\n\r\n")[0].decode("latin-1"))
                if self.delay:
                    await asyncio.sleep(self.delay)
                if asked or not self.loses_answers:
                    writer.write(data)
                    await writer.drain()
            await self.flowing.wait()
        with contextlib.suppress(OSError):
            writer.close()

    def hold(self) -> None:
        self.loop.loop.call_soon_threadsafe(self.flowing.clear)

    def release(self) -> None:
        self.loop.loop.call_soon_threadsafe(self.flowing.set)

    def cut(self) -> None:
        """Every line that is open ends, as when somebody pulls a cable."""

        async def cut() -> None:
            for writer in tuple(self.lines):
                writer.transport.abort()

        self.loop.run(cut())

    def close(self) -> None:
        self.release()
        self.cut()
        self.loop.loop.call_soon_threadsafe(self.serving.close)
