"""What each answer carries, whoever gives it: a page, a file, a refusal, a fault."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.test import Client
from django.utils import timezone

from workshops.access.asgi_responses import Dated
from workshops.access.body_limit import BodyLimit
from workshops.views import joining

ALWAYS = {  # besides a length and a type
    "cache-control",
    "content-security-policy",
    "cross-origin-opener-policy",
    "referrer-policy",
    "strict-transport-security",
    "x-content-type-options",
    "x-frame-options",
}


@pytest.fixture
def site(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """As behind a server that ends TLS."""
    settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT = 3600, True
    settings.SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

    def make() -> Client:
        return Client(headers={"accept-language": "en"}, raise_request_exception=False)

    return make


def breaks(*_args: Any, **_more: Any) -> None:
    raise RuntimeError


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/static/css/base.css", 200),
        ("/static/img/icon.svg", 200),
        ("/static/no.css", 404),
        ("/no/", 404),
        ("/language/", 405),
        ("/run/", 302),
        ("/j/K7M2QFXA", 301),
        ("/j/K7M2QFXA/", 404),
        ("/healthz", 200),
    ],
)
def test_every_answer_is_protected_and_says_whether_it_may_be_kept(db, site, path, status):
    answer = site().get(path, secure=True)
    assert answer.status_code == status
    assert {name.lower() for name in answer.headers} >= ALWAYS
    assert ("no-store" in answer["cache-control"]) is (path[:8] != "/static/" or status == 404)


def test_answers_that_no_view_gives_are_protected_too(db, site, monkeypatch):
    led = site().get("/")
    assert (led.status_code, led["location"]) == (301, "https://testserver/")
    unknown = site().get("/", secure=True, headers={"host": "elsewhere.example"})
    assert unknown.status_code == 400
    monkeypatch.setattr(joining, "render", breaks)
    fault = site().get("/", secure=True)
    assert fault.status_code == 500
    for answer, of_tls in ((led, set()), (unknown, ALWAYS), (fault, ALWAYS)):
        assert {name.lower() for name in answer.headers} >= ALWAYS - {"strict-transport-security"} | of_tls


# --- by the application around Django ---


def answer_of(application: Any, **scope: Any) -> dict[str, Any]:
    said: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(1)
        return {"type": "http.request", "body": b"", "more_body": True}

    async_to_sync(application)(
        {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": [], "scheme": "https"}
        | {"server": ("testserver", 443)}
        | scope,
        receive,
        send,
    )
    return said[0]


def test_every_answer_has_the_date_once():
    """Daphne gives none of its own, and uvicorn's is off."""

    async def bare(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 204, "headers": [(b"x-mine", b"1")]})

    start = answer_of(Dated(bare))
    [date] = [value.decode() for name, value in start["headers"] if name == b"date"]
    assert abs((parsedate_to_datetime(date) - timezone.now()).total_seconds()) < 3


def test_a_request_that_does_not_come_to_its_end_is_answered_with_all_of_them(site, monkeypatch):
    monkeypatch.setattr("workshops.access.body_limit.FORM_TIMEOUT", 0.0)

    async def reading(_scope: Any, receive: Any, _send: Any) -> None:
        while True:
            await receive()

    start = answer_of(BodyLimit(reading))
    names = {name.decode() for name, _value in start["headers"]}
    assert start["status"] == 408
    assert names >= ALWAYS | {"connection"}
