"""Django for ASGI, its synchronous side in one hop to a bounded set of threads.

Django's own handler adapts a synchronous view among synchronous middleware by hopping to a thread and back
for each, in a new thread for each request. Here the whole chain runs in one thread of
``workshops.live.threads``.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterable
from itertools import islice
from typing import Any, cast

from django.core.cache import close_caches
from django.core.handlers.asgi import ASGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, reset_queries
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from workshops import metrics
from workshops.live.threads import in_thread

PARTS_AT_ONCE = 64  # of four kilobytes
# Each would cost every request a thread of its own, in which it finds nothing to close: connections live in
# the threads of ``in_thread``, which looks after them before and after each use.
OF_OTHER_THREADS = (
    (request_started, reset_queries),
    (request_started, close_old_connections),
    (request_finished, close_old_connections),
    (request_finished, close_caches),
)


class Handler(ASGIHandler):
    def __init__(self) -> None:
        super().__init__()
        for signal, receiver in OF_OTHER_THREADS:
            signal.disconnect(receiver)

    def load_middleware(self, is_async: bool = False) -> None:
        """As under WSGI, whatever ``ASGIHandler`` asks for."""
        super().load_middleware(is_async=False)

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """One thread closes all answers: Django starts one for each, and the room waits until it runs."""
        await self.handle(scope, receive, send)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = await in_thread(self.get_response)(request)
        if request.method == "POST":
            metrics.writes.observe(time.perf_counter() - began)
        elif "Dialogit-Region" in request.headers:
            metrics.refetches.inc()
        if isinstance(response, StreamingHttpResponse) and not response.is_async:
            response.streaming_content = _read_in_thread(cast(Iterable[bytes], response.streaming_content))
        return response


async def _read_in_thread(content: Iterable[bytes]) -> AsyncIterator[bytes]:
    """Files are read in a thread, some parts at a time: a folder of many workshops is larger than the memory.

    Django reads them whole, and warns of it each time.
    """
    rest = iter(content)
    while parts := await in_thread(list)(islice(rest, PARTS_AT_ONCE)):
        for part in parts:
            yield part
