"""A server and browsers. Without a Chromium on the machine these tests are skipped, and say so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import browsers
from tests.e2e import server as servers
from tests.e2e.rooms import Room
from tests.e2e.server import Server

HERE = Path(__file__).parent
# What a workshop does from its first code to its last agreement, and what a phone must never get wrong. The
# others look closer, at every page and size, and take several times as long.
EVERYDAY = {"whole_course", "cafe", "phone", "open_space", "to_library", "new_phone"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            if item.path.stem.removeprefix("test_") not in EVERYDAY:
                item.add_marker(pytest.mark.thorough)
            if browsers.CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="No Chromium here: the browser tests did NOT run."))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with servers.running(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One for all modules that a worker does in a row."""
    with browsers.launched() as browser:
        yield browser


@contextmanager
def opened(browser: Browser, server: Server) -> Iterator[Room]:
    """Browsers for one workshop, none of them open yet. Fails if one of them or the server complained."""
    before = len(server.faults)
    room = Room(browser, server)
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
