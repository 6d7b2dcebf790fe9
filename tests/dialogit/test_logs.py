"""The application's own log says what went wrong and where, never what was typed into an address."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from dialogit.logs import RoutesForAddresses, configuration
from tests.factories import STRICT_SITE, browser


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the server's console is told."""
    (console,) = (
        handler
        for handler in logging.getLogger().handlers
        if any(isinstance(found, RoutesForAddresses) for found in handler.filters)
    )
    written = io.StringIO()
    before = console.setStream(written)
    yield written
    console.setStream(before)


TYPED = [
    "/j/131052-308T/",
    "/j/131052–308T/",
    "/j/131052-308T",
    "/w/131052-308T/",
    "/w/131052-308T/nothing/",
    "/w/131052-308T/calendar.ics",
    "/phone/131052-308T/131052-308T/",
    "/run/131052-308T/",
    "/131052-308T",
    "/131052-308T/",
    "/w/131052-308T/notes/131052-308T/edit/?text=131052-308T",
]


@pytest.mark.parametrize("address", TYPED)
def test_what_was_typed_into_an_address_is_not_logged(db, log, address):
    """Shown to fail without the filter: "Not Found: /j/131052-308T/"."""
    answer = browser().get(address, follow=True)
    assert ("Not Found: " in log.getvalue()) == (answer.status_code == 404)
    assert "131052" not in log.getvalue()


@pytest.mark.parametrize(("verb", "where"), [("get", "notes"), ("post", "notes"), ("post", "heard")])
def test_refusals_are_logged_without_the_code(db, log, verb, where):
    """The wrong method, and a form without a token."""
    getattr(browser(STRICT_SITE), verb)(f"/w/K7M2QFXA/{where}/")
    assert f"w/<str:code>/{where}/" in log.getvalue()
    assert "K7M2QFXA" not in log.getvalue()


def test_daphne_tells_no_address_at_debug():
    """Its lines for each request are of that level; those about its own state are not."""
    assert configuration("DEBUG")["loggers"]["daphne"]["level"] == "INFO"
    assert configuration("ERROR")["loggers"]["daphne"]["level"] == "ERROR"
