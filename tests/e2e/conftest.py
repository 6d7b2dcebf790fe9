"""A server and browsers. Without a Chromium on the machine these tests are skipped, and say so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browsers import CHROMIUM
from tests.e2e import server as servers
from tests.e2e.rooms import Room
from tests.e2e.server import Server

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="No Chromium here: the browser tests did NOT run."))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = servers.start(tmp_path_factory.mktemp("server"))
    yield running
    running.process.terminate()
    assert running.process.wait(30) is not None, "The server does not end when asked to."


@contextmanager
def opened(browser: Browser, server: Server) -> Iterator[Room]:
    """A new workshop with console and projector open. Fails if a browser or the server complained."""
    before = len(server.faults)
    room = Room(browser, server)
    room.open()
    yield room
    room.close()
    assert room.problems == []
    assert server.faults[before:] == []


@pytest.fixture
def room(browser: Browser, server: Server) -> Iterator[Room]:
    """A room of the test's own."""
    with opened(browser, server) as room:
        yield room


@pytest.fixture(scope="module")
def shared_room(browser: Browser, server: Server) -> Iterator[Room]:
    """A room for all tests of a module, which write things that they can tell apart."""
    with opened(browser, server) as room:
        yield room
