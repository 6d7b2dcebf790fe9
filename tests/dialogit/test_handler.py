"""Requests as the servers hand them over."""

import asyncio
import threading
import warnings
from itertools import count, repeat

import pytest
from channels.testing import HttpCommunicator
from django.conf import settings
from django.http import StreamingHttpResponse

from dialogit.handler import Handler

HERE = [(b"host", b"testserver")]


@pytest.fixture
def started(monkeypatch):
    """The threads that were started since, which do start."""
    names, start = [], threading.Thread.start
    monkeypatch.setattr(threading.Thread, "start", lambda thread: names.append(thread.name) or start(thread))
    return names


def test_a_request_starts_no_thread_of_its_own(started):
    """Shown to fail with Django's own ``__call__``: two for each request, to close its answer."""
    handler = Handler()

    async def answered(times):
        for _time in range(times):
            request = HttpCommunicator(handler, "GET", "/healthz", headers=HERE)
            assert (await request.get_response())["status"] == 200
            await request.wait()

    async def counted():
        await answered(2)
        started.clear()
        await answered(5)

    asyncio.run(counted())
    # Those of the pool are at most sixteen, and start while it fills.
    assert [name for name in started if not name.startswith("django")] == []


def test_a_file_that_is_larger_than_the_memory_is_sent_part_by_part(monkeypatch):
    """Shown to fail when it was read whole: no answer ever came of a file without an end."""
    read = count()
    endless = StreamingHttpResponse(b"%4096d" % next(read) for _forever in repeat(None))
    monkeypatch.setattr(Handler, "get_response", lambda _handler, _request: endless)

    async def answered():
        request = HttpCommunicator(Handler(), "GET", "/", headers=HERE)
        await request.send_input({"type": "http.request", "body": b""})
        messages = [await request.receive_output() for _part in range(200)]
        await request.send_input({"type": "http.disconnect"})
        await request.wait()
        return messages

    start, *parts = asyncio.run(answered())
    assert start["status"] == 200
    assert [int(part["body"]) for part in parts] == list(range(199))
    assert next(read) < 100_000


def test_a_file_is_answered_whole_and_without_a_warning():
    """Shown to fail without reading it ourselves: Django warns of each file that is served."""

    async def answered():
        request = HttpCommunicator(Handler(), "GET", "/static/img/icon.svg", headers=HERE)
        await request.send_input({"type": "http.request", "body": b""})
        messages = [await request.receive_output()]
        while messages[-1].get("more_body", messages[-1]["type"] == "http.response.start"):
            messages.append(await request.receive_output())
        return messages[0]["status"], b"".join(message.get("body", b"") for message in messages)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        status, body = asyncio.run(answered())
    assert status == 200
    assert body == (settings.BASE_DIR / "static/img/icon.svg").read_bytes()
