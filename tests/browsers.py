"""The system's Chromium, for the tests that have a page in them. Without one they are skipped, and say so."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.waiting import SLOWNESS

TIMEOUT = 10_000 * SLOWNESS
expect.set_options(timeout=TIMEOUT)  # a busy machine is slow, not wrong

# The headless shell first: it has the same pages without the windows around them, for a third of the work.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in NAMES if (found := shutil.which(name))), None)
# What a window around a page would load, twice as much as most of ours. The last list of features that
# Chromium is given is the one that counts, so what Playwright leaves out by itself is named here again.
LEFT_OUT = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning", "OptimizationHints", "LensOverlay"),
    *("NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch", "HttpsFirstBalancedModeAutoEnable"),
    *("WebUIOmniboxPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess"),
)
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"),
    f"--disable-features={','.join(LEFT_OUT)}",
]


@contextmanager
def launched() -> Iterator[Browser]:
    """While Playwright runs, its event loop would be in the way of tests of other kinds."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser
