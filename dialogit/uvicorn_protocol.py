"""uvicorn's HTTP with one thing more: it gives up on a request whose head does not come to its end.

uvicorn has no such limit. It lets one choose the protocol class (``http``); this one is its own with a timer,
in the callbacks that asyncio and httptools define. How long a body may take stands in
``workshops/access/body_limit.py``.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_TIMEOUT = 60.0  # seconds from the connection, or from the head's first byte


class HeadTimeoutProtocol(HttpToolsProtocol):
    timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._start()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._start()

    def on_headers_complete(self) -> None:
        self._stop()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def _start(self) -> None:
        self._stop()
        self.timer = self.loop.call_later(HEAD_TIMEOUT, self.transport.abort)

    def _stop(self) -> None:
        if self.timer:
            self.timer.cancel()
