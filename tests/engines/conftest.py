"""The browsers that people have beside Chromium. They run when they are asked for: ``pytest -m browsers``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.conftest import room, server, shared_room  # noqa: F401 - the fixtures of every room
from tests.e2e.server import Server
from tests.engines import webkit
from tests.engines.firefox import FIREFOX
from tests.faults.proxy import Loop, Proxy

HERE = Path(__file__).parent
SETTINGS = {"ui.prefersReducedMotion": 1, "focusmanager.testmode": True}  # as if each window were in front
MISSING = {
    "test_firefox": None if FIREFOX else "No Firefox here",
    "test_webkit": None if webkit.TODAY_IS_HERE else "No WebKitWebDriver, MiniBrowser or Xvfb here",
    "test_ios_16": None if webkit.IOS_16_IS_HERE else "No WPEWebDriver here",
}

# How much of the screen's height the open dialog has: a grid that fits needs much less than all of it.
SHARE = "() => document.querySelector('dialog[open]').offsetHeight / innerHeight"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browsers)
            if lacking := MISSING[item.path.stem]:
                item.add_marker(pytest.mark.skip(reason=f"{lacking}: this test did NOT run."))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Firefox, see ``firefox.py``."""
    with sync_playwright() as playwright:
        browser = playwright.firefox.launch(
            channel="moz-firefox", executable_path=HERE / "firefox.py", firefox_user_prefs=SETTINGS
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def line(server: Server) -> Iterator[Proxy]:  # noqa: F811
    """Between the browsers and the server; their address is its own."""
    loop = Loop()
    proxy = Proxy(loop, httpx.URL(server.address).port or 0)
    yield proxy
    proxy.close()
    loop.close()
