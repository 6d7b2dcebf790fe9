"""axe finds nothing, after live updates, in every phase and role, light and dark, in all three languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.e2e.courses import walk_everything
from tests.e2e.rooms import Room
from tests.e2e.server import Server

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}


@dataclass
class AxeEye:
    """Looks at all that is on screen by the rules of WCAG 2.2 A and AA."""

    room: Room
    phone: Page
    axe: Axe = field(default_factory=Axe)
    found: list[str] = field(default_factory=list)

    def look(self) -> None:
        for name, page in (
            ("phone", self.phone),
            ("console", self.room.console),
            ("projector", self.room.projector),
        ):
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                self._judge(f"{self.room.step}, {name}, {scheme}", page)

    def look_at_every_slide(self) -> None:
        self.look()

    def _judge(self, where: str, page: Page) -> None:
        for wrong in self.axe.run(page, options=OPTIONS).response["violations"]:
            things = [node["html"][:120] for node in wrong["nodes"][:3]]
            self.found.append(f"{where}: {wrong['id']}, {wrong['help']}: {things}")
        if page.evaluate("document.getAnimations().length"):
            self.found.append(f"{where}: moves although less movement is asked for")


@pytest.fixture(params=["fi", "sv", "en"])
def eye(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[AxeEye]:
    room = Room(browser, server)
    room.open(language=request.param)
    yield AxeEye(room, room.phone(request.param))
    room.close()


def test_axe_finds_nothing_on_any_page_of_the_course(eye: AxeEye):
    walk_everything(eye, [eye.room.phone("fi"), eye.phone])
    assert eye.found == [], "\n".join(eye.found)
