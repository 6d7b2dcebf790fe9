"""How much a request may bring, and how long that may take. Counted while it comes in, before any is kept.

Only a picture may be large, and only from a browser that has the cookie of a participant. What is refused by
its announced length is not read at all. Daphne takes a whole body before it asks; there the proxy bounds it.
"""

from __future__ import annotations

import asyncio
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpResponse

from workshops import metrics
from workshops.access.asgi_responses import give, refuse
from workshops.access.devices import device_in_scope

MAX_BODY = 16 * 1024 * 1024  # a picture between MAX_PICTURE_BYTES and this is refused beside its field
MAX_FORM = 1024 * 1024  # anything else: it stays in memory, nothing of it goes to the disk
PICTURES = "/space/pictures/"
PICTURE_TIMEOUT, FORM_TIMEOUT = 180.0, 60.0  # seconds until all of it has come
LENGTH_DIGITS = 18  # more of them are no length that anybody means


class _TooMuch(Exception):
    pass


class _TooSlow(Exception):
    pass


class BodyLimit:
    """ASGI. A body that is larger than anything we ask for is not read to its end: 413, in words.

    One that does not come to its end is given up: 408, and the connection closes.
    """

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        is_picture = scope["path"].endswith(PICTURES) and device_in_scope(scope) is not None
        most, seconds = (MAX_BODY, PICTURE_TIMEOUT) if is_picture else (MAX_FORM, FORM_TIMEOUT)
        try:
            if _announced(scope) > most:
                raise _TooMuch
            await self.inner(scope, _counted(receive, most, seconds), send)
        except _TooMuch:
            metrics.refused.labels("size").inc()
            device = device_in_scope(scope)
            language = device.language if device else None
            await refuse(scope, send, template="413.html", status=413, language=language)
        except _TooSlow:
            metrics.refused.labels("slow").inc()
            ended = {"Connection": "close", "Cache-Control": "no-store"}
            await give(scope, send, HttpResponse(status=408, headers=ended))


def _header(scope: Any, wanted: bytes) -> bytes:
    return b"; ".join(value for name, value in scope["headers"] if name == wanted)


def _announced(scope: Any) -> int:
    length = _header(scope, b"content-length")
    return int(length[:LENGTH_DIGITS]) if length.isdigit() else 0


def _counted(receive: Any, most: int, seconds: float) -> Any:
    """Some bodies come in pieces and never say how long they will be."""
    came, is_whole = 0, False
    until = asyncio.get_running_loop().time() + seconds

    async def counting() -> Any:
        nonlocal came, is_whole
        if is_whole:
            return await receive()  # tells when the browser goes, whenever that is
        try:
            async with asyncio.timeout_at(until):
                message = await receive()
        except TimeoutError:
            raise _TooSlow from None
        came, is_whole = came + len(message.get("body", b"")), not message.get("more_body")
        if came > most:
            raise _TooMuch
        return message

    return counting


class Bounded(FileUploadHandler):
    """First of the upload handlers: what is beyond the limit is counted and dropped.

    The file that is too large comes to its form empty, with the size that it had, beside the other fields.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.too_large = self.too_large or start + len(raw_data) > settings.MAX_PICTURE_BYTES
        return None if self.too_large else raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if not self.too_large:
            return None
        return UploadedFile(BytesIO(), self.file_name, self.content_type, file_size)
