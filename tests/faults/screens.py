"""Real pages in Chromium: a participant's phone and a facilitator's console."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.browsers import TIMEOUT
from tests.faults.seed import CODE
from tests.waiting import until

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
LAPTOP = {"viewport": {"width": 1440, "height": 900}}

# What a region says, id by id, without what is the page's own: what one types, the clock, the line's state.
LOOK = """html => {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const words = (root) => Object.fromEntries([...root.querySelectorAll("[id]")]
    .filter((e) => !e.closest("[data-keep], #clock, #link") && !e.querySelector("[id]"))
    .map((e) => [e.id, e.textContent.replace(/\\s+/g, " ").trim()]));
  const region = document.getElementById("region"), fresh = holder.content.firstElementChild;
  return [{rev: region.dataset.rev, ...words(region)}, {rev: fresh.dataset.rev, ...words(fresh)}];
}"""


ASKS = {"Dialogit-Region": "1", "Accept-Language": "en-GB"}


class Screen:
    """``base`` may be a proxy's address; what is right is asked of ``server`` itself."""

    path = f"/w/{CODE}/"

    def __init__(
        self, browser: Browser, base: str, cookies: dict[str, str], server: str = "", **options: Any
    ) -> None:
        self.context: BrowserContext = browser.new_context(
            locale="en-GB", base_url=base, reduced_motion="reduce", **options
        )
        self.context.set_default_timeout(TIMEOUT)
        self.context.add_cookies([{"name": k, "value": v, "url": base} for k, v in cookies.items()])
        self.server = server or base
        self.page: Page = self.context.new_page()
        self.region_reads: list[str] = []
        self.page.on("request", self._asked)

    def _asked(self, request: Request) -> None:
        if request.headers.get("dialogit-region"):
            self.region_reads.append(request.url)

    def open(self) -> Screen:
        self.page.goto(self.path)
        self.is_live()
        walk = self.page.locator("dialog[data-walk][open]")
        if walk.count():
            walk.locator("button").first.click()
            expect(walk).to_have_count(0)
        return self

    def is_live(self) -> None:
        expect(self.page.locator("[data-link]")).to_have_attribute("data-state", "live")

    @property
    def line(self) -> Any:
        return self.page.locator("form.composer[data-composer] textarea")

    @property
    def table(self) -> str:
        return self.page.locator("form.composer[data-composer] input[name=table]").input_value()

    def write(self, text: str) -> None:
        """Into the composer and off; it waits in the outbox until the server has it."""
        self.line.fill(text)
        self.page.locator("form.composer[data-composer] button.primary").click()
        expect(self.line).to_have_value("")

    @property
    def unsent(self) -> list[str]:
        """What the writer still sees above the line, not yet stored."""
        return self.page.locator("[data-outbox] li:not([data-state=saved]) span").all_inner_texts()

    def all_is_stored(self, within: float) -> float:
        return until(lambda: not self.unsent, within, f"the outbox is empty, it holds {self.unsent}")

    def difference(self) -> dict[str, Any]:
        """Where the page says something else than one fetched now."""
        answer = self.context.request.get(f"{self.server}{self.path}", headers=ASKS)
        shown, fresh = self.page.evaluate(LOOK, answer.text())
        return {k: (shown.get(k), fresh.get(k)) for k in shown | fresh if shown.get(k) != fresh.get(k)}

    def is_right(self, within: float) -> float:
        try:
            return until(lambda: not self.difference(), within, "the page is what a fresh one shows")
        except AssertionError as error:
            raise AssertionError(f"{error}: {json.dumps(self.difference())[:2000]}") from None

    def close(self) -> None:
        self.context.close()


class Console(Screen):
    path = f"/run/{CODE}/"
