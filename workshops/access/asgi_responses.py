"""Answers that ASGI applications give before Django is asked, with the headers that all pages have."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import http_date


class Dated:
    """ASGI. Says on each answer when it was given (RFC 9110, 6.6.1): not every server does so by itself."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def dated(message: Any) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), (b"date", http_date().encode())]
            await send(message)

        await self.inner(scope, receive, dated)


async def refuse(
    scope: Any, send: Any, *, template: str, status: int, language: str | None, retry_after: int | None = None
) -> None:
    """A page in words; ``retry_after`` in seconds. Without a ``language`` it speaks the site's."""
    language = language or settings.LANGUAGE_CODE
    with translation.override(language):
        headers = {"Content-Language": language, "Cache-Control": "no-store"}
        answer = HttpResponse(render_to_string(template), status=status, headers=headers)
    if retry_after is not None:
        answer.headers["Retry-After"] = str(retry_after)
    await give(scope, send, answer)


async def give(scope: Any, send: Any, answer: HttpResponse) -> None:
    answer.headers["Content-Length"] = str(len(answer.content))
    answer = _protected(scope, answer)
    lines = [(name.lower().encode(), value.encode("latin-1")) for name, value in answer.items()]
    await send({"type": "http.response.start", "status": answer.status_code, "headers": lines})
    await send({"type": "http.response.body", "body": answer.content})


def _protected(scope: Any, answer: HttpResponse) -> HttpResponse:
    """By the middleware that puts these headers on all other pages."""
    told = [header for header in scope["headers"] if header[0] == b"x-forwarded-proto"]
    request = ASGIRequest({**scope, "headers": told}, BytesIO())  # with nothing that could be malformed
    for middleware in (XFrameOptionsMiddleware, CSPMiddleware, SecurityMiddleware):
        middleware(lambda _request: answer).process_response(request, answer)
    return answer
