"""An application behind the guard of bodies: it answers how many bytes it was given, at /client by whom."""

from __future__ import annotations

import os
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from dialogit import uvicorn_protocol  # noqa: E402
from workshops.access import body_limit  # noqa: E402

uvicorn_protocol.HEAD_TIMEOUT = body_limit.FORM_TIMEOUT = 4.0


async def measure(scope: Any, receive: Any, send: Any) -> None:
    assert scope["type"] == "http"
    size, more = 0, True
    while more:
        message = await receive()
        size, more = size + len(message.get("body", b"")), message.get("more_body", False)
    told = scope["client"][0] if scope["path"] == "/client" else str(size)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": told.encode()})


application = body_limit.BodyLimit(measure)
