"""Requests as the servers hand them over."""

import asyncio
import threading

import pytest
from channels.testing import HttpCommunicator

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
