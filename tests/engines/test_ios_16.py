"""A phone that is not brought up to date any more: the WebKit of iOS 16, which knows no ``light-dark()``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.eyes import JUDGE, TAGS, axe_script
from tests.e2e.rooms import Room
from tests.e2e.server import Server
from tests.engines import webkit
from tests.engines.test_webkit import COMPOSER, post
from tests.engines.webkit import Screen

pytestmark = pytest.mark.filterwarnings("ignore:setting remote_server_addr")  # Selenium's own
IS_NEWER = "return CSS.supports('color', 'light-dark(red, red)')"
BACKGROUND = "return getComputedStyle(arguments[0]).backgroundColor"
COLOURS = f"const done = arguments[1]; ({JUDGE})([arguments[0], true]).then(done, (e) => done([`${{e}}`]))"
IS_STILL = "return document.getAnimations().length === 0"  # a note that fades in is pale for half a second
SPRUCE = "rgb(11, 90, 85)"


@pytest.fixture
def phone(server: Server) -> Iterator[Screen]:
    browser = webkit.of_ios_16()
    yield Screen(browser, server.address)
    browser.quit()


def test_an_old_phone_joins_writes_and_reads_well(server, phone):
    room = Room(None, server)
    room.begin("cafe-1", ("en", ""))
    phone.open(f"/j/{room.code}/")
    if phone.ask(IS_NEWER):
        pytest.skip("This WPE WebKit is newer than iOS 16: this test did NOT run.")
    phone.press("form:has(input[name=name]) button.primary")
    post(phone, "We ask in time")
    room.do("note", by=0, text="They ring us back")
    for text in ("We ask in time", "They ring us back"):
        phone.find("#region .note", text)
    phone.ask(axe_script())
    phone.wait(lambda: phone.ask(IS_STILL), "the notes have come")
    assert phone.browser.execute_async_script(COLOURS, TAGS) == []
    assert phone.ask(BACKGROUND, phone.find(f"{COMPOSER} button.primary")) == SPRUCE
