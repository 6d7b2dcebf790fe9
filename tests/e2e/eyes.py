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

LEAST = 24  # px at 1280 × 720

# What is outside its box, its slide or the screen, too small to be read, or written over something else.
# Lines are looked at without the room that fonts keep above and below; those in a .paged are on its pages.
UNREAD = """([names, least, leastInPictures]) => {
  const SLACK = 0.22, found = [], styles = new Map(), blocks = new Map();
  const inked = ({ left, right, top, bottom }, size) =>
    ({ left, right, top: top + SLACK * size, bottom: bottom - SLACK * size });
  const holds = (outer, line) => line.left >= outer.left - 2 && line.right <= outer.right + 2
    && line.top >= outer.top - 1 && line.bottom <= outer.bottom + 1;
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
  const style = (e) => styles.get(e) ?? styles.set(e, getComputedStyle(e)).get(e);
  const isInline = (e) => /^(inline|contents)/.test(style(e).display);
  const blockOf = (e) => (isInline(e) ? blockOf(e.parentElement) : e);
  const boxesOf = (e) => blocks.get(e) ?? blocks.set(e, [...e.getClientRects()]).get(e);
  const pagesOf = (paged) => {
    const box = paged.getBoundingClientRect(), list = paged.firstElementChild;
    const gap = parseFloat(style(list).columnGap) || 0;
    return { box, step: box.width + gap,
      count: Math.max(1, Math.ceil((list.scrollWidth + gap) / (list.clientWidth + gap) - 0.12)) };
  };
  document.querySelectorAll(".projector:not([hidden])").forEach((root, n) => {
    const over = root.querySelector(".walk-now:not([hidden])"), slide = root.querySelector(".slide");
    const screen = root.getBoundingClientRect(), main = (over ?? slide).getBoundingClientRect();
    const say = (words, what) => found.push(`${names[n]}: ${what}: ${words.slice(0, 40)}`);
    const pages = new Map([...slide.querySelectorAll(".paged")].map((paged) => [paged, pagesOf(paged)]));
    const seen = [], walker = document.createTreeWalker(over ?? root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode, words = node.textContent.trim(), element = node.parentElement;
      if (!words || element.closest(".hidden, title, .curtain") || !element.checkVisibility()) continue;
      const svg = element.closest("svg"), block = svg ? null : blockOf(element);
      const range = document.createRange();
      const size = parseFloat(style(element).fontSize) * (svg ? svg.getScreenCTM().a : 1);
      if (size < (svg ? leastInPictures : least)) say(words, `${size.toFixed(1)} px`);
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        if (rect.width < 1) continue;
        const line = inked(rect, size), its = pages.get(element.closest(".paged"));
        const isOwn = !block || block.matches(".paged > *") || boxesOf(block).some((own) => holds(own, line));
        if (!isOwn) say(words, "out of its box");
        const at = its ? Math.min(Number(slide.dataset.page ?? 0), its.count - 1) : 0; // it turns by itself
        const page = its ? at + Math.floor((line.left - its.box.left + 2) / its.step) : 0;
        line.left -= (page - at) * (its?.step ?? 0);
        line.right -= (page - at) * (its?.step ?? 0);
        if (page < 0 || page >= (its?.count ?? 1)) say(words, "on no page");
        if (!holds(its?.box ?? (slide.contains(element) ? main : screen), line)) say(words, "cut");
        if (!holds(screen, line)) say(words, "off the screen");
        if (page === at) seen.push([line, words, node]);
      }
    }
    for (const picture of (over ?? slide).querySelectorAll("svg, img")) {
      const its = picture.getBoundingClientRect();
      const isApart = picture.closest(".paged, svg svg") || !its.width;
      if (!isApart && !holds(main, its)) say(picture.outerHTML, "off the slide");
    }
    seen.forEach(([line, words, node], place) => {
      const other = seen.slice(place + 1).find((each) => each[2] !== node && meet(line, each[0]));
      if (other) say(words, `over “${other[1].slice(0, 20)}”`);
    });
  });
  return found;
}"""


@dataclass
class LastRow:
    """What cannot be read from there: too small, off the screen, or cut."""

    unread: list[str] = field(default_factory=list)

    def look(self, stop: str, projector: Page) -> None:
        self.unread += projector.evaluate(UNREAD, [[stop], LEAST, LEAST])


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
# What one can see lies within the screen, and no box hides what it holds but the row of kinds and the table
# of rounds, which slide.
OUTSIDE = f"""() => {{
  {SEEN}
  const wide = document.documentElement.clientWidth, page = document.documentElement.scrollWidth;
  const found = page > wide ? [`the page is ${{page}} wide`] : [];
  for (const e of document.querySelectorAll("body *")) {{
    const box = e.getBoundingClientRect();
    if (!seen(e) || box.width <= 1 || e.closest("svg, .chips, .plan-table")) continue; // or for ears alone
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


# --- a facilitator at a laptop, a tablet, a phone ---

# Words that go on at the next line without a hyphen; an address may.
BROKEN = """() => {
  const found = [], range = document.createRange();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.checkVisibility() || node.textContent.includes("://")) continue;
    for (const word of node.textContent.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (lines.size > 1) found.push(word[0]);
    }
  }
  return found;
}"""
LAPTOP_LOW, OTHERS = {"width": 1280, "height": 480}, ((1440, 900), (1024, 768), (768, 1024), (390, 844))
# Each pane scrolls by itself, so the page has nothing to scroll: what is hidden from sight stretches it too.
SLIDES_OFF = """() => {
  const page = document.documentElement, over = page.scrollHeight - innerHeight;
  return over > 0 ? [`the page slides by ${over} px`] : [];
}"""
# Fields of words hold twenty characters, lists their longest choice, and what is said in a field is whole.
CRAMPED = """() => {
  const context = document.createElement("canvas").getContext("2d");
  const wide = (words) => context.measureText(words).width, name = (e) => `${e.form?.id} ${e.name}`;
  const isShort = (e) => /numeric|number|time|date/.test(e.type + e.inputMode);
  const needs = (e) => e.matches("select") ? [...e.options].map(({ text }) => text.trim())
    : [e.placeholder, isShort(e) ? "" : "0".repeat(20)];
  const least = (e) => Math.max(0, ...needs(e).map(wide));
  const found = [];
  for (const e of document.querySelectorAll("select, textarea, input:not([type=hidden], [type=file])")) {
    if (!e.checkVisibility({ opacityProperty: true }) || e.matches("[type=checkbox], [type=radio]")) continue;
    const style = getComputedStyle(e);
    context.font = style.font;
    const room = e.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    if (room + 1 < least(e)) found.push(`${name(e)}: ${Math.round(room)} px, ${Math.round(least(e))} needed`);
  }
  return found;
}"""

# What is read runs in lines, and not down a column of letters.
SQUEEZED = """() => [...document.querySelectorAll("body *")].filter((e) => {
  const words = [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data.trim()).join("");
  const { width, height } = e.getBoundingClientRect(), em = parseFloat(getComputedStyle(e).fontSize);
  return words.length > 20 && e.checkVisibility() && width < 4 * em && height > 5 * em;
}).map((e) => `squeezed: ${e.textContent.trim().slice(0, 40)}`)"""


@dataclass
class Desk:
    """What slides off the console, what is cramped in it, and what does not fit another screen."""

    found: list[str] = field(default_factory=list)
    phases: set[str] = field(default_factory=set)

    def look(self, stop: str, console: Page) -> None:
        phase = console.locator("#region").get_attribute("data-step") or ""
        self._judge(stop, console, SLIDES_OFF, CRAMPED, SQUEEZED)
        if phase in self.phases:
            return
        self.phases.add(phase)
        usual = console.viewport_size
        for width, height in OTHERS:
            console.set_viewport_size({"width": width, "height": height})
            self._judge(f"{stop}, {width} px", console, OUTSIDE, SQUEEZED)
        console.set_viewport_size(usual)  # type: ignore[arg-type]

    def _judge(self, stop: str, page: Page, *looks: str) -> None:
        self.found += [f"{stop}: {what}" for look in looks for what in page.evaluate(look)]
