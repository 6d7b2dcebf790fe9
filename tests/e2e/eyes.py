"""Who looks at the pages of a course, each for what they cannot bear; what they find is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe as PackagedAxe
from playwright.sync_api import Page

# --- those who see little, hear instead or have a keyboard alone, as far as a machine can tell ---

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
JUDGE = """async ([tags, colours]) => {
  const are = ({ tags: its }) => its.includes("cat.color") === colours && !its.includes("experimental");
  const values = axe.getRules(tags).filter(are).map(({ ruleId }) => ruleId);
  const options = { runOnly: { type: "rule", values }, resultTypes: ["violations", "incomplete"] };
  const { violations, incomplete } = await axe.run(document, options);
  const things = ({ nodes }) => nodes.slice(0, 3).map(({ html }) => html.slice(0, 120));
  // What axe cannot decide about colours is for people to look at; about names and ids it is a fault.
  const unclear = colours ? [] : incomplete.filter(({ id }) => /id|name|label|aria/.test(id));
  return [...violations, ...unclear].map((wrong) => [wrong.id, wrong.help, ...things(wrong)]);
}"""
MOVING = "() => document.getAnimations().map(() => 'moves although less movement is asked for')"
# Without what the clock changes, and the count of changes.
LOOKS = """() => {
  const page = document.body.cloneNode(true);
  page.querySelectorAll("#clock, [data-now]").forEach((clock) => clock.remove());
  page.querySelector("#region").dataset.rev = "";
  return page.innerHTML;
}"""


# The newest is npm's; without the checking tools the package's own, somewhat older, does.
NEWEST = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"


def axe_script() -> str:
    return NEWEST.read_text() if NEWEST.exists() else PackagedAxe().axe_script


@dataclass
class Axe22:
    """axe by the rules of WCAG 2.2 A and AA. Those on colours, which take most of its time, are asked in both
    schemes where ``colours`` says so: the style sheets are the same in all languages. The others read what
    is the same in both schemes. A page that is as it was is not judged anew."""

    colours: bool
    script: str = field(default_factory=axe_script)
    found: list[str] = field(default_factory=list)
    seen: set[tuple[Page, str]] = field(default_factory=set)

    def look(self, stop: str, *pages: Page) -> None:
        for page in pages:
            looks = (page, page.evaluate(LOOKS))
            if looks not in self.seen:
                self.seen.add(looks)
                self._judge(stop, page)

    def _judge(self, stop: str, page: Page) -> None:
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(self.script)
        wrong = page.evaluate(JUDGE, [TAGS, False])
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            wrong += page.evaluate(JUDGE, [TAGS, True]) if self.colours else []
            wrong += page.evaluate(MOVING)
        self.found += [f"{stop}, {page.url}: {what}" for what in wrong]


# --- somebody in the last row, ten metres from the projector ---

LEAST = 24

# Every text node that is seen: its words, its size in CSS px (SVG scaled), and whether it is off the screen.
TEXTS = """() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement, words = node.textContent.trim();
    if (!words || !element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true })) continue;
    if (element.closest(".hidden, .skip, title, noscript, script, #problem")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    const svg = element.closest("svg")?.getScreenCTM().a ?? 1;
    found.push({
      words, size: parseFloat(getComputedStyle(element).fontSize) * (element.closest("svg") ? svg : 1),
      out: box.bottom > innerHeight + 1 || box.right > innerWidth + 1 || box.top < -1,
    });
  }
  return found;
}"""
BELOW = """() => Math.max(...[document.querySelectorAll("#main, #main .told")].flatMap((all) => [...all])
  .map((e) => e.scrollHeight - e.clientHeight))"""


@dataclass
class LastRow:
    """What cannot be read from there: too small, off the screen, or cut."""

    unread: list[str] = field(default_factory=list)

    def look(self, stop: str, projector: Page) -> None:
        texts = projector.evaluate(TEXTS)
        assert texts
        small = [f"{t['size']:.1f} px: {t['words']}" for t in texts if t["size"] < LEAST]
        out = [f"off the screen: {t['words']}" for t in texts if t["out"]]
        below = projector.evaluate(BELOW)
        cut = [f"cut by {below} px"] if below > 1 else []
        self.unread += [f"{stop}: {words}" for words in (*small, *out, *cut)]


# --- somebody with the smallest phone, and letters of their own ---

SMALL = {"width": 320, "height": 568}
LETTERS = {
    "usual": "",
    "200 %": "html { font-size: 200%; }",
    "spaced": """* { line-height: 1.5; letter-spacing: .12em; word-spacing: .16em; }
        p { margin-block-end: 2em; }""",
}
# By a sheet that the page's policy lets a script make, for as long as it takes to look.
WITH_LETTERS = """async (look) => {
  const found = {}, sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [sheet];
  for (const [name, letters] of Object.entries(%s)) {
    sheet.replaceSync(letters);
    await new Promise(requestAnimationFrame);
    found[name] = look();
  }
  document.adoptedStyleSheets = [];
  return found;
}""" % json.dumps(LETTERS)  # noqa: UP031 - braces all over
SEEN = """const seen = (e) => !e.closest(".hidden, .skip")
  && e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
const name = (e) => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 30)}`;"""
# What one can see lies within the screen, and no box hides what it holds but the row of kinds, which slides.
OUTSIDE = f"""() => {{
  {SEEN}
  const wide = document.documentElement.clientWidth, page = document.documentElement.scrollWidth;
  const found = page > wide ? [`the page is ${{page}} wide`] : [];
  for (const e of document.querySelectorAll("body *")) {{
    const box = e.getBoundingClientRect();
    if (!seen(e) || !box.width || e.closest("svg, .chips")) continue;
    if (box.left < -1 || box.right > wide + 1) found.push(`outside: ${{name(e)}}`);
    const slides = getComputedStyle(e).overflowX === "visible" || e.matches("input, textarea, .chips");
    if (!slides && e.clientWidth && e.scrollWidth > e.clientWidth + 1) found.push(`cut: ${{name(e)}}`);
  }}
  return found;
}}"""
# WCAG asks for 24 px and lets links in a sentence off; thumbs that walk about want 44.
SMALL_TARGETS = f"""() => {{
  {SEEN}
  const in_words = (e) => e.matches("a") && getComputedStyle(e).display === "inline";
  const hit = (e) => e.matches("input[type=checkbox], input[type=radio]") ? e.closest("label, .check") : e;
  return [...document.querySelectorAll("a, button, summary, select, textarea, input:not([type=hidden])")]
    .filter((e) => seen(e) && !in_words(e))
    .map((e) => [e, hit(e).getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.width < 43.5 || box.height < 43.5))
    .map(([e, box]) => `${{name(e)}} ${{Math.round(box.width)}}×${{Math.round(box.height)}}`);
}}"""


def with_letters(page: Page, look: str) -> dict[str, Any]:
    """What ``look`` says of the page with each kind of letters."""
    return page.evaluate(f"() => ({WITH_LETTERS})({look})")


def misfits(page: Page) -> list[str]:
    """What is outside or cut, by the letters it happens with, and what is too small to be hit."""
    outside = with_letters(page, OUTSIDE)
    return [f"{letters}: {what}" for letters, what in outside.items() if what] + page.evaluate(SMALL_TARGETS)


@dataclass
class SmallestPhone:
    """Looks at what stands there, at what was folded away, and at the menu."""

    found: list[str] = field(default_factory=list)

    def look(self, stop: str, phone: Page) -> None:
        usual = phone.viewport_size
        phone.set_viewport_size(SMALL)  # type: ignore[arg-type]
        self._judge(stop, phone)
        if not phone.locator("dialog[open]").count():
            self._unfold(phone)
            self._judge(f"{stop}, unfolded", phone)
            phone.locator("#menu-button").click()
            self._judge(f"{stop}, the menu", phone)
            phone.keyboard.press("Escape")
        phone.set_viewport_size(usual)  # type: ignore[arg-type]

    def _unfold(self, phone: Page) -> None:
        for summary in phone.locator("details:not([open]) > summary").all():
            if summary.is_visible():
                summary.click()

    def _judge(self, stop: str, phone: Page) -> None:
        self.found += [f"{stop}: {what}" for what in misfits(phone)]
