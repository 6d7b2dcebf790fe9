"""How much a request may bring. Counted while it comes in, so that nothing large is ever held in memory."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http.cookie import parse_cookie
from django.template.loader import render_to_string
from django.utils import translation

from workshops import metrics
from workshops.access.devices import device_of

MAX_BODY = 16 * 1024 * 1024  # a picture between MAX_PICTURE_BYTES and this is refused beside its field


class _TooMuch(Exception):
    pass


class BodyLimit:
    """ASGI. A body that is larger than anything we ask for is not read to its end: 413, in words."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            if _announced(scope) > MAX_BODY:
                raise _TooMuch
            await self.inner(scope, _counted(receive), send)
        except _TooMuch:
            metrics.refused.labels("size").inc()
            await _refuse(scope, send)


def _header(scope: Any, wanted: bytes) -> bytes:
    return b"; ".join(value for name, value in scope["headers"] if name == wanted)


def _announced(scope: Any) -> int:
    length = _header(scope, b"content-length")
    return int(length) if length.isdigit() else 0


def _counted(receive: Any) -> Any:
    """Some bodies come in pieces and never say how long they will be."""
    came = 0

    async def counting() -> Any:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > MAX_BODY:
            raise _TooMuch
        return message

    return counting


async def _refuse(scope: Any, send: Any) -> None:
    device = device_of(parse_cookie(_header(scope, b"cookie").decode("latin-1")))
    with translation.override(device.language if device else None):
        words = render_to_string("413.html").encode()
    headers = [(b"content-type", b"text/html; charset=utf-8")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": words})


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
