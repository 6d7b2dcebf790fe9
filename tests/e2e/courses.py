"""A whole workshop in which everything happens that a page can show, to be looked at on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from tests.e2e.rooms import Room

LONG = "Kolme palvelua tapaa saman perheen eikä kukaan tiedä toisista"  # as it is in earnest
COMPOUND = "Lastensuojeluilmoituksentekovelvollisuudesta puhutaan aamupalavereissa"
TITLE = "Varhaiskasvatuksen ja lastensuojelun yhteistyöpäivä"


@dataclass
class Course:
    """Console, projector and one phone. The phone's owner writes, and so does somebody at the same table."""

    room: Room
    language: str
    phone: Page = field(init=False)

    def __post_init__(self) -> None:
        self.room.begin(
            "preparation", (self.language, "Maija-Liisa"), ("fi", ""), title=TITLE, language=self.language
        )
        [self.phone] = self.room.load(1)
        self.room.open(language=self.language)

    def stops(self) -> Iterator[str]:
        """Where to look, from the room that waits to the closed workshop."""
        yield from self._go("preparation")
        self.room.go("welcome")
        yield from self._slides("welcome")
        for number in (1, 2, 3, 4):
            yield from self._cafe(f"cafe-{number}")
        yield from self._theming()
        yield from self._sharing()
        yield from self._choosing()
        yield from self._go("interlude")
        yield from self._opening()
        yield from self._open_space()
        yield from self._pearls()
        yield from self._agreement()
        yield from self._go("feedback")
        yield from self._go("closed")

    def _go(self, step: str) -> Iterator[str]:
        if step != "preparation":
            self.room.go(step)
        yield self._at(step)

    def _at(self, what: str) -> str:
        """All screens show what the server has."""
        self.room.is_current()
        return what

    def _slides(self, what: str) -> Iterator[str]:
        """Each that the projector can show."""
        yield self._at(what)
        following, projector = self.room.console.locator("[data-key=PageDown][hx-post]"), self.room.projector
        while following.count():
            before = projector.locator("#main").inner_html()
            self.room.press_key("PageDown")
            projector.wait_for_function(
                "before => document.getElementById('main').innerHTML !== before", arg=before
            )
            yield self._at(f"{what}, another slide")

    def _cafe(self, step: str) -> Iterator[str]:
        self.room.go(step)
        expect(self.phone.locator("dialog[data-walk][open]")).to_be_visible()
        yield self._at(f"{step}, walking")
        self.room.arrive(self.phone)
        self.room.projector.evaluate("document.querySelector('[data-walk-for]').hidden = true")
        if step == "cafe-1":
            yield from self._slides(f"{step}, nothing written")
        self.room.do("note", by=0, text=COMPOUND)
        self.room.do("note", by=1, text=f"{LONG} {step}")
        yield self._at(step)

    def _theming(self) -> Iterator[str]:
        self.room.go("theming")
        for person, text in ((0, COMPOUND), (1, LONG)):
            self.room.do("note", by=person, text=text)
            self.room.do("group", by=person, texts=[text], title=f"Miten {text.lower()}?"[:90])
        self.room.do("note", by=1, text=f"{LONG}, ja muuta")
        yield self._at("theming")
        self.room.do("ungroup", by=0, texts=[COMPOUND])

    def _main_point(self, text: str) -> None:
        console = self.room.console
        points = console.locator("#writing .points li")
        before = points.count()
        console.locator("#main-point [name=text]").fill(text)
        console.locator("#main-point button.btn").click()
        expect(points).to_have_count(before + 1)
        expect(console.locator("#main-point [name=text]")).to_have_value("")

    def _sharing(self) -> Iterator[str]:
        self.room.go("sharing")
        self._main_point(LONG)
        yield from self._slides("sharing")

    def _choosing(self) -> Iterator[str]:
        yield from self._go("choosing")
        self.room.console.locator("#voting-head button").click()
        expect(self.room.projector.locator("#result-slide")).to_be_visible()
        yield self._at("choosing, the result")
        with self.room.console.expect_response(lambda answer: answer.request.method == "POST"):
            self.room.console.locator("#standings .pick-theme").first.click()

    def _opening(self) -> Iterator[str]:
        self.room.go("opening")
        self.room.do("propose", by=0, text=LONG)
        yield from self._slides("opening")

    def _open_space(self) -> Iterator[str]:
        self.room.go("open_space")
        yield from self._slides("open_space")
        self.phone.locator(".theme .group button").first.click()
        expect(self.phone.locator(".group-page")).to_be_visible()
        self.room.do("contribute", by=0, text=COMPOUND)
        self.room.do(
            "contribute", by=0, text=f"{LONG}, ja silti joku soittaa aina takaisin ennen kuin päivä päättyy"
        )
        yield self._at("open_space, in a group")
        if not self.phone.locator("#add-picture[open]").count():
            self.phone.locator("#add-picture summary").click()
        expect(self.phone.locator("form[data-picture][data-awake]")).to_be_visible()
        self.phone.locator("[data-draw]").click()
        yield self._at("open_space, drawing")

    def _pearls(self) -> Iterator[str]:
        self.room.go("pearls")
        for number in (0, 1):
            self.phone.locator(".contribution .to-pearl").nth(number).click()
            expect(self.room.console.locator("#pearl-list li")).to_have_count(number + 1)
        yield from self._slides("pearls")
        for number in range(3):
            self._main_point(f"{number}: {LONG}")
        yield self._at("pearls, three main points")

    def _agreement(self) -> Iterator[str]:
        self.room.go("agreement")
        self.room.do("hear", by=0, text=LONG)
        self._agree()
        yield from self._slides("agreement")

    def _agree(self) -> None:
        console = self.room.console
        for name in ("how_themes", "how_results"):
            console.locator(f"[name={name}]").fill(f"{LONG}. " * 12)
            console.locator(f"[name={name}]").blur()
        console.locator("[name=decision]").first.check()
        console.locator("#need-form [name=text]").fill(LONG)
        console.locator("#need-form button").last.click()
        expect(console.locator("#needs li")).to_have_count(1)
        console.locator("#task-form [name=what]").fill(LONG)
        console.locator("#task-form [name=responsible]").fill("Head of unit")
        console.locator("#task-form button").last.click()
        expect(console.locator("#tasks .task")).to_have_count(1)
        expect(console.locator("#task_what")).to_have_value("")
        expect(console.locator("[data-dirty]")).to_have_count(0)
