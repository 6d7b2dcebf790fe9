"""A room of real browsers: the facilitator's laptop, the projector and people's phones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, Route, expect

from tests.browsers import TIMEOUT
from tests.e2e.server import Server
from tests.waiting import SLOWNESS, until

LOCALES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
LAPTOP = {"viewport": {"width": 1440, "height": 900}}
SCREEN = {"width": 1280, "height": 720}
ONE, TWO = (("en", ""),), (("en", ""), ("en", ""))  # people who say nothing of themselves
SCREENS = {"console": "/run/{}/", "projector": "/run/{}/projector/"}


@dataclass
class Room:
    """A workshop and whoever looks at it. What nobody looks at is done by ``do``, without a browser.

    Everything that a browser complains about is kept in ``problems``; a test ends with none.
    """

    browser: Browser
    server: Server
    problems: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)
    code: str = ""
    laptop: Any = None
    console: Any = None
    projector: Any = None
    people: list[tuple[str, str]] = field(default_factory=list)
    phones: list[Page] = field(default_factory=list)
    cookies: dict[Page, str] = field(default_factory=dict)

    # --- without a browser ---

    def begin(
        self, step: str = "preparation", *people: tuple[str, str], jump: bool = False, **fields: str
    ) -> None:
        """A new workshop, which has come to ``step`` with these people, by language and name."""
        self.code = self.server.do("create", **fields)
        self.people = [(language, self.do("join", language=language, name=name)) for language, name in people]
        self.do("jump" if jump else "go", step=step)

    def begin_with(self, step: str, *people: tuple[str, str]) -> list[Page]:
        """The same, and their phones."""
        self.begin(step, *people)
        return self.load()

    def do(self, act: str, by: Page | int | None = None, **fields: Any) -> Any:
        """One of ``acts``, in this workshop; ``by`` says who does it: the phone, or which of the people."""
        if by is not None:
            fields["phone"] = self.people[by][1] if isinstance(by, int) else self.cookies[by]
        return self.server.do(act, code=self.code, **fields)

    def go(self, step: str, *pages: Page, act: str = "go") -> None:
        """Moves the workshop; waits until ``pages``, usually all that are open, have followed."""
        self.do(act, step=step)
        for page in pages or self.open_pages:
            self.is_at(page, step)

    def jump(self, step: str, *pages: Page) -> None:
        """As ``go``, but over the steps between."""
        self.go(step, *pages, act="jump")

    # --- browsers ---

    def context(self, language: str = "en", **options: Any) -> BrowserContext:
        context = self.browser.new_context(
            locale=LOCALES[language], base_url=self.server.address, reduced_motion="reduce", **options
        )
        context.set_default_timeout(TIMEOUT)
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

    @property
    def open_pages(self) -> list[Page]:
        pages = (self.console, self.projector, *self.phones)
        return [page for page in pages if page and not page.is_closed()]

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    # --- the facilitator ---

    def sign_in(self, language: str = "en", **options: Any) -> BrowserContext:
        """A laptop of the facilitator, who has signed in on it."""
        laptop = self.context(language, **{**LAPTOP, **options})
        self.give(laptop, "sessionid", self.server.do("sign_in"))
        return laptop

    def give(self, context: BrowserContext, name: str, value: str) -> None:
        context.add_cookies([{"name": name, "value": value, "url": self.server.address}])

    def open(
        self, *screens: str, language: str = "en", prepare: Callable[[Page], object] | None = None
    ) -> None:
        """The console, the projector or both, on the facilitator's laptop."""
        self.laptop = self.laptop or self.sign_in(language)
        for screen in screens or SCREENS:
            page = self.page(self.laptop, screen)
            if prepare:
                prepare(page)
            if screen == "projector":
                page.set_viewport_size(SCREEN)
            page.goto(SCREENS[screen].format(self.code))
            setattr(self, screen, page)
        for screen in screens or SCREENS:
            self.is_live(getattr(self, screen))

    @property
    def step(self) -> str:
        return self.console.locator("#region").get_attribute("data-step") or ""

    def next(self) -> str:
        """Presses →; waits until all pages have followed."""
        before = self.step
        self.press_key("ArrowRight")
        if before == "feedback":  # what cannot be undone asks first
            self.console.locator("#closing-asked form").first.locator("button").last.click()
        expect(self.console.locator("#region")).not_to_have_attribute("data-step", before)
        for page in self.open_pages:
            self.is_at(page, self.step)
        return self.step

    def press_key(self, key: str) -> None:
        """The console's keys work when nothing is being typed; an answer may bring the focus to a field."""
        self.console.bring_to_front()
        is_answered(self.console)
        self.console.locator("#title").click()
        self.console.keyboard.press(key)

    def jump_by_run_sheet(self, name: str, *pages: Page) -> None:
        """Over the steps between, as the facilitator does."""
        self.console.locator("button.go", has_text=name).click()
        self.console.locator("#ask button[value=yes]").click()
        expect(self.console.locator("#sheet [aria-current]")).to_contain_text(name)
        for page in pages:
            self.is_at(page, self.step)

    # --- the people ---

    def phone(
        self, language: str = "en", name: str = "", *, prepare: Callable[[Page], object] | None = None
    ) -> Page:
        """Of one more, who stands on the stage; ``prepare`` comes before the page is loaded."""
        page = self._load_stage(language, self.do("join", language=language, name=name), prepare)
        self.is_live(page)
        return page

    def load(
        self, first: int | None = None, *, prepare: Callable[[Page], object] | None = None
    ) -> list[Page]:
        """The phones of the (first) people that the workshop has begun with, all at the same time."""
        pages = [self._load_stage(*person, prepare) for person in self.people[:first]]
        for page in pages:
            self.is_live(page)
        self.arrive(*pages)
        return pages

    def _load_stage(
        self, language: str, cookie: str, prepare: Callable[[Page], object] | None = None
    ) -> Page:
        page = self.page(self.context(language, **PHONE), f"phone {language}")
        self.phones.append(page)
        self.cookies[page] = cookie
        self.give(page.context, "device", cookie)
        if prepare:
            prepare(page)
        page.goto(f"/w/{self.code}/", wait_until="commit")
        return page

    def join(self, page: Page, name: str = "") -> Page:
        """By the form that the code leads to."""
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
                has_arrived(phone)

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
        page.wait_for_load_state("domcontentloaded")
        expect(page.locator("#region")).to_be_attached()
        link = page.locator("[data-link]")
        if link.count():
            expect(link).to_have_attribute("data-state", "live")

    def is_at(self, page: Page, step: str) -> None:
        expect(page.locator("#region")).to_have_attribute("data-step", step)

    def is_current(self, *pages: Page) -> None:
        """The pages have taken all that has been written by now: what they do not show will not come."""
        rev = str(self.do("rev"))
        for page in pages or self.open_pages:
            expect(page.locator("#region")).to_have_attribute("data-rev", rev)

    def everywhere(self, text: str, *pages: Page) -> None:
        """The text has come to each page without a reload."""
        for page in pages:
            expect(page.locator("#region")).to_contain_text(text)


HEAR_ANSWER = """() => {
  window.answered = false;
  const heard = () => requestAnimationFrame(() => setTimeout(() => { answered = true; }, 50));
  document.addEventListener("htmx:afterRequest", heard, { once: true });
}"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# Everything that the status line says from now on.
LISTEN = """() => {
  window.said = [];
  const status = document.getElementById("status");
  new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true });
}"""
FETCH = """() => new Promise((done) => {
  document.addEventListener("dialogit:applied", done, { once: true });
  document.dispatchEvent(new Event("refetch"));
})"""

ARRIVED = """() => {
  const walk = document.querySelector("dialog[data-walk]");
  return !walk || sessionStorage.getItem(`arrived:${location.pathname}`) === walk.id;
}"""
# What lasts so many ms or longer lasts for ever: how slow the machine is decides nothing.
ENDLESS = """(shortest) => {
  const later = window.setTimeout;
  window.setTimeout = (act, ms, ...given) => (ms >= shortest ? 0 : later(act, ms, ...given));
}"""

INTERCEPTED = """async () => {
  while ((await fetch("/healthz?intercepted")).status !== 204) await new Promise(requestAnimationFrame);
}"""


def intercept(page: Page, address: str, handler: Callable[[Route], object]) -> None:
    """As ``page.route``, and in force when it returns.

    Chromium tells a page's loaders of it a moment after it has agreed: on a busy machine what is sent at once
    goes straight to the server, and Playwright waits in vain to hear of it.
    """
    page.route("**/healthz?intercepted", lambda route: route.fulfill(status=204))
    page.route(address, handler)
    page.evaluate(INTERCEPTED)


@contextmanager
def unanswered(page: Page, address: str, act: Callable[[], object]) -> Iterator[None]:
    """``act`` has htmx send something to ``address``, which the server gets, and answers, when the block
    ends; then the page has done with the answer what it does with it."""
    held: list[Route] = []
    intercept(page, address, lambda route: held.append(route))
    with page.expect_request(address):
        act()
    yield
    page.evaluate(HEAR_ANSWER)
    with page.expect_response(address):
        held.pop().continue_()
    page.wait_for_function("() => answered")
    page.unroute(address)


def press_at_once(button: str, address: str, *pages: Page) -> None:
    """All presses are on their way before any is answered; returns when all are."""
    held: list[Route] = []
    with ExitStack() as answers:
        for page in pages:
            intercept(page, address, lambda route: held.append(route))
            with page.expect_request(address):
                page.locator(button).click()
            answers.enter_context(page.expect_response(address))
        hears_of(pages[0], lambda: len(held) == len(pages), "all requests are held")
        for route in held:
            route.continue_()
    for page in pages:
        page.unroute(address)


def hears_of(page: Page, holds: Callable[[], object], what: str) -> None:
    """Playwright tells of events while something is asked of it."""
    until(lambda: page.evaluate("true") and holds(), TIMEOUT / 1000 / SLOWNESS, what)


def is_answered(page: Page) -> None:
    """Nothing that was sent is on its way, and what the answers do with the page is done."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def has_arrived(phone: Page) -> None:
    """The dialog that tells to walk is closed, and what that does has come: the focus, a moment later."""
    expect(phone.locator("dialog[data-walk][open]")).to_have_count(0)
    phone.wait_for_function(ARRIVED)


def is_beside(line: Locator, thing: Locator) -> None:
    """Waits until the line is on the screen, and right below or above the thing or over it."""
    until(lambda: _is_beside(line, thing), TIMEOUT / 1000 / SLOWNESS, "the line is beside the thing")


def _is_beside(line: Locator, thing: Locator) -> bool:
    said, meant = line.bounding_box(), thing.bounding_box()
    assert said
    assert meant
    assert line.page.viewport_size
    on_screen = 0 <= said["y"] <= line.page.viewport_size["height"] - said["height"]
    gap = max(said["y"] - meant["y"] - meant["height"], meant["y"] - said["y"] - said["height"])
    return on_screen and gap < 16
