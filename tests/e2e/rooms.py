"""A room of real browsers: the facilitator's laptop, the projector and people's phones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, Route, expect

from tests.e2e.server import EMAIL, PASSWORD, Server
from tests.waiting import PATIENCE

expect.set_options(timeout=5_000 * PATIENCE)  # a busy machine is slow, not wrong
LOCALES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
LAPTOP = {"viewport": {"width": 1440, "height": 900}}
SCREEN = {"width": 1280, "height": 720}


@dataclass
class Room:
    """Everything that a browser complains about is kept in ``problems``; a test ends with none."""

    browser: Browser
    server: Server
    problems: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)
    code: str = ""
    laptop: Any = None
    console: Any = None
    projector: Any = None

    # --- browsers ---

    def context(self, language: str = "en", **options: Any) -> BrowserContext:
        context = self.browser.new_context(
            locale=LOCALES[language], base_url=self.server.address, reduced_motion="reduce", **options
        )
        context.set_default_timeout(5_000 * PATIENCE)
        self.contexts.append(context)
        return context

    def page(self, context: BrowserContext, name: str) -> Page:
        page = context.new_page()
        page.on("console", lambda message: self._heard(name, message))
        page.on("pageerror", lambda error: self.problems.append(f"{name}: {error}"))
        page.on("request", lambda request: self._asked(name, request))
        return page

    def _heard(self, name: str, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(w in message.text for w in self.expected):
            self.problems.append(f"{name}: {message.text} {message.location.get('url', '')}")

    def _asked(self, name: str, request: Request) -> None:
        if not request.url.startswith((self.server.address, "data:", "blob:")):
            self.problems.append(f"{name} asked a third party: {request.url}")

    # --- the facilitator ---

    def open(self, title: str = "Early support", language: str = "en") -> None:
        """Signs in, creates a workshop, opens its console and its projector."""
        self.laptop = self.context(language, **LAPTOP)
        self.console = self.page(self.laptop, "console")
        self.console.goto("/run/new/")
        self.console.fill("input[name=login]", EMAIL)
        self.console.fill("input[name=password]", PASSWORD)
        self.console.press("input[name=password]", "Enter")
        self.console.wait_for_url("/run/new/")
        self.console.fill("input[name=title]", title)
        self.console.fill("textarea[name=recipients]", "The management team")
        self.console.locator("form:has(input[name=title]) button.primary").first.click()
        self.console.wait_for_url(re.compile(r"/run/[A-Z0-9]{8}/$"))
        self.code = self.console.url.rstrip("/").rsplit("/", 1)[1]
        self.projector = self.page(self.laptop, "projector")
        self.projector.set_viewport_size(SCREEN)
        self.projector.goto(f"/run/{self.code}/projector/")
        for page in (self.console, self.projector):
            self.is_live(page)

    @property
    def step(self) -> str:
        return self.console.locator("#region").get_attribute("data-step") or ""

    def next(self, *pages: Page) -> str:
        """Presses →; waits until the console, the projector and ``pages`` have all followed."""
        before = self.step
        self.press_key("ArrowRight")
        self._confirm()
        expect(self.console.locator("#region")).not_to_have_attribute("data-step", before)
        for page in (self.projector, *pages):
            self.is_at(page, self.step)
        return self.step

    def press_key(self, key: str) -> None:
        """The console's keys work when nothing is being typed."""
        self.console.bring_to_front()
        self.console.locator("#title").click()
        self.console.keyboard.press(key)

    def _confirm(self) -> None:
        """What cannot be undone asks first."""
        if self.step == "feedback":
            self.console.locator("#ask button[value=yes]").click()

    def go(self, step: str, *pages: Page) -> None:
        while self.step != step:
            self.next(*pages)

    # --- the people ---

    def phone(self, language: str = "en", name: str = "") -> Page:
        """Scans the code, joins, stands on the stage."""
        page = self.page(self.context(language, **PHONE), f"phone {language}")
        page.goto(f"/j/{self.code}/")
        page.fill("input[name=name]", name)
        page.locator("form:has(input[name=name]) button.primary").click()
        page.wait_for_url(f"**/w/{self.code}/")
        self.is_live(page)
        return page

    def arrive(self, *phones: Page) -> None:
        """Says *we are here* where the phone tells its owner to walk."""
        for phone in phones:
            walk = phone.locator("dialog[data-walk][open]")
            if walk.count():
                walk.locator("button").first.click()
                expect(walk).to_have_count(0)

    def write(self, phone: Page, text: str) -> None:
        """Posts by the composer; returns when the phone has taken it, which the server may not have yet."""
        self.arrive(phone)
        composer = phone.locator("form.composer[data-composer]")
        composer.locator("textarea").fill(text)
        composer.locator("button.primary").click()
        expect(composer.locator("textarea")).to_have_value("")

    def post(self, phone: Page, text: str) -> None:
        """Writes; returns when the server has it, so that moving on now leaves nothing behind."""
        self.write(phone, text)
        expect(phone.locator(".outbox [data-state=waiting]")).to_have_count(0)

    # --- looking ---

    def is_live(self, page: Page) -> None:
        expect(page.locator("#region")).to_be_attached()
        link = page.locator("[data-link]")
        if link.count():
            expect(link).to_have_attribute("data-state", "live")

    def is_at(self, page: Page, step: str) -> None:
        expect(page.locator("#region")).to_have_attribute("data-step", step)

    def everywhere(self, text: str, *pages: Page) -> None:
        """The text has come to each page without a reload."""
        for page in pages:
            expect(page.locator("#region")).to_contain_text(text)

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@contextmanager
def unanswered(page: Page, address: str, act: Callable[[], object]) -> Iterator[None]:
    """``act`` sends something to ``address``, which the server gets, and answers, when the block ends."""
    held: list[Route] = []
    page.route(address, lambda route: held.append(route))
    with page.expect_request(address):
        act()
    yield
    with page.expect_response(address):
        held.pop().continue_()
    page.unroute(address)


def is_beside(line: Locator, thing: Locator) -> bool:
    """Whether the line is on the screen, and right below or above the thing or over it."""
    said, meant = line.bounding_box(), thing.bounding_box()
    assert said
    assert meant
    assert line.page.viewport_size
    on_screen = 0 <= said["y"] <= line.page.viewport_size["height"] - said["height"]
    gap = max(said["y"] - meant["y"] - meant["height"], meant["y"] - said["y"] - said["height"])
    return on_screen and gap < 16
