"""Django for ASGI, its synchronous side in one hop to a bounded set of threads.

Django's own handler adapts a synchronous view among synchronous middleware by hopping to a thread and back
for each, in a new thread for each request. Here the whole chain runs in one thread of ``workshops.threads``.
"""

from __future__ import annotations

import time

from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from workshops import metrics
from workshops.threads import in_thread


class Handler(ASGIHandler):
    def load_middleware(self, is_async: bool = False) -> None:
        """As under WSGI, whatever ``ASGIHandler`` asks for."""
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = await in_thread(self.get_response)(request)
        if request.method == "POST":
            metrics.writes.observe(time.perf_counter() - began)
        elif "Dialogit-Region" in request.headers:
            metrics.refetches.inc()
        return response
