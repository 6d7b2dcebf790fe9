"""WebKit, the engine of every browser on an iPhone, by WebDriver, as Debian has it.

Today's is WebKitGTK, on a display that nobody sees; that of iOS 16 is the WPE WebKit of its age, which needs
none. Each screen is a browser of its own, as each phone has one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from tests.waiting import SLOWNESS

TIMEOUT = 20 * SLOWNESS
FIND = """const [css, text] = arguments, all = [...document.querySelectorAll(css)];
const found = all.find((e) => e.getClientRects().length && e.textContent.includes(text));
if (!found) throw new Error("not yet");
return found;"""


def browser_of(engine: str) -> str:
    return next((str(path) for path in Path("/usr/lib").glob(f"*/{engine}/MiniBrowser")), "")


GTK, GTK_DRIVER = browser_of("webkit*gtk-*"), shutil.which("WebKitWebDriver")
WPE, WPE_DRIVER = browser_of("wpe-webkit-*"), shutil.which("WPEWebDriver")
XVFB = shutil.which("Xvfb")
TODAY_IS_HERE, IOS_16_IS_HERE = all((GTK, GTK_DRIVER, XVFB)), all((WPE, WPE_DRIVER))


@dataclass
class Screen:
    """What somebody does at one. Each act waits until it can be done."""

    browser: WebDriver
    address: str

    def open(self, path: str, **cookies: str) -> None:
        """A cookie is taken only for a site that one is at."""
        if cookies:
            self.browser.get(f"{self.address}/healthz")
        for name, value in cookies.items():
            self.browser.add_cookie({"name": name, "value": value})
        self.browser.get(self.address + path)

    def ask(self, script: str, *given: Any) -> Any:
        return self.browser.execute_script(script, *given)

    def wait(self, until: Any, what: str) -> Any:
        """What comes in live may replace at any moment what has just been found."""
        waiting = WebDriverWait(self.browser, TIMEOUT, 0.1, ignored_exceptions=[WebDriverException])
        return waiting.until(lambda _: until(), f"{what}: {self.browser.current_url}")

    def find(self, css: str, text: str = "") -> WebElement:
        """The first that is shown and has this text."""
        return self.wait(lambda: self.ask(FIND, css, text), f"{css} {text}")

    def press(self, css: str, text: str = "") -> None:
        self.wait(lambda: self.ask(FIND, css, text).click() or True, f"press {css} {text}")

    def write(self, css: str, words: str) -> None:
        self.find(css).send_keys(words)

    def comes_to(self, step: str) -> None:
        self.wait(lambda: self.ask("return document.getElementById('region').dataset.step") == step, step)


@contextmanager
def display() -> Iterator[str]:
    """A display of X that nobody sees."""
    assert XVFB
    command = (XVFB, "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp")
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout
    yield f":{process.stdout.readline().strip()}"
    process.terminate()
    process.wait(10)


def today(display: str, width: int, height: int) -> WebDriver:
    options = webdriver.WebKitGTKOptions()
    options.binary_location = GTK
    options.add_argument("--automation")
    options.add_argument("--full-screen")  # the page has all of the window
    service = webdriver.WebKitGTKService(GTK_DRIVER, env={**os.environ, "DISPLAY": display})
    browser = webdriver.WebKitGTK(options, service)
    browser.set_window_size(width, height)
    return browser


def of_ios_16() -> WebDriver:
    options = webdriver.WPEWebKitOptions()
    options.binary_location = WPE
    options.add_argument("--automation")
    options.add_argument("--headless")
    return webdriver.WPEWebKit(options, webdriver.WPEWebKitService(WPE_DRIVER))
