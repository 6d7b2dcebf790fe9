"""The facilitator's console and the projector in real browsers: keys, times, holding, own notes, undo."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import opened
from tests.e2e.eyes import BROKEN
from tests.e2e.rooms import DRAWN, FETCH, LISTEN, Room, is_answered
from tests.e2e.server import Server
from tests.waiting import until

SEVEN_MINUTES_AHEAD = "{ const now = Date.now; Date.now = () => now() + 7 * 60_000; }"
# Whether the bell has been seen since, which is gone after some seconds.
WATCH_BELL = """() => {
  window.seen_bell = false;
  const rings = ({ target }) => target.id === "bell" && !target.hidden;
  const look = (changes) => { seen_bell ||= changes.some(rings); };
  new MutationObserver(look).observe(document.body, { subtree: true, attributeFilter: ["hidden"] });
}"""
BOXES = "all => all.map((e) => { const { y, width } = e.getBoundingClientRect(); return [y, width]; })"
SECRET = "Antti is tired, let the others speak"


@pytest.fixture(scope="module")
def opened_cafe(shared_room: Room) -> Room:
    """Round 1, with two phones in it."""
    shared_room.begin_with("cafe-1", ("en", ""), ("fi", ""))
    shared_room.open()
    return shared_room


@pytest.fixture
def cafe(opened_cafe: Room) -> Iterator[Room]:
    """In round 1 again, whatever the test before has done."""
    if opened_cafe.step != "cafe-1":
        opened_cafe.jump("cafe-1")
    opened_cafe.arrive(*opened_cafe.phones)
    yield opened_cafe
    assert opened_cafe.problems == []
    opened_cafe.expected.clear()


def clock_is_running(room: Room) -> None:
    button = room.console.locator("#clock-controls [data-key=' ']")
    expect(button).to_have_attribute("hx-post", re.compile("/pause/$"))


# --- finding ---


def test_notes_are_found_and_ordered_also_as_more_come(cafe):
    console = cafe.console
    texts = console.locator("#tables .note:visible p")
    for text, kind in (("Mornings begin together", "situation"), ("Someone rings home", "helps")):
        cafe.do("note", by=cafe.phones[0], text=text, kind=kind)
    expect(texts).to_have_text(["Someone rings home", "Mornings begin together"])
    console.locator("#find-order").select_option("kind")
    cafe.do("note", by=cafe.phones[0], text="Mornings are loud", kind="situation")
    in_order = ["Someone rings home", "Mornings are loud", "Mornings begin together"]
    expect(texts).to_have_text(in_order)
    star = console.locator(".note", has_text="begin together").locator(".star")
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    console.locator("#find-words").fill("mornings LOUD")
    expect(texts).to_have_text(["Mornings are loud"])
    expect(console.locator("[data-found]")).to_have_text("1 of 3 are shown")
    console.locator("#find-words").fill("")
    console.locator("#find-stars").check()
    cafe.do("note", by=cafe.phones[0], text="Not starred")
    console.evaluate(FETCH)
    expect(texts).to_have_text(["Mornings begin together"])
    console.locator("#find-stars").uncheck()
    console.locator("#find-order").select_option("")
    expect(texts).to_have_text(["Not starred", "Mornings are loud", *in_order[:1], in_order[2]])


# --- keys ---


def test_space_pauses_and_starts_the_clock(cafe):
    clock_is_running(cafe)
    cafe.press_key("Space")
    for page in (cafe.console, cafe.projector, *cafe.phones):
        expect(page.locator("#clock")).to_have_attribute("data-paused", "1")
    cafe.press_key("Space")
    expect(cafe.projector.locator("#clock")).to_have_attribute("data-paused", "")


def test_bell_is_seen_everywhere_and_asks_once_for_the_click_that_it_needs_to_be_heard(cafe):
    projector = cafe.projector
    cafe.expected.append("AudioContext")
    cafe.phones[0].evaluate(LISTEN)
    projector.reload()
    cafe.is_live(projector)
    expect(projector.locator("#bell-hint")).to_be_visible()
    projector.mouse.click(5, 400)
    expect(projector.locator("#bell-hint")).to_be_hidden()
    for page in cafe.open_pages:
        page.evaluate(WATCH_BELL)
    cafe.console.get_by_role("button", name="Ring", exact=True).click()
    expect(projector.locator("#bell")).to_have_text("The bell rings")
    for page in cafe.open_pages:
        page.wait_for_function("() => seen_bell")
    cafe.phones[0].wait_for_function("() => said.includes('The bell rings')")
    cafe.expected.append("AudioContext")


def test_left_asks_before_it_goes_back(cafe):
    cafe.press_key("ArrowLeft")
    expect(cafe.console.locator("#ask")).to_be_visible()
    cafe.console.keyboard.press("Escape")
    expect(cafe.console.locator("#ask")).to_be_hidden()
    cafe.is_current()
    assert cafe.step == "cafe-1"
    cafe.press_key("ArrowLeft")
    cafe.console.locator("#ask button[value=yes]").click()
    cafe.is_at(cafe.projector, "welcome")


def test_closing_asks_and_does_nothing_when_it_is_cancelled(cafe):
    cafe.jump("feedback")
    cafe.press_key("ArrowRight")
    expect(cafe.console.locator("#closing-asked")).to_contain_text("cannot be undone")
    cafe.console.keyboard.press("Escape")
    expect(cafe.console.locator("#tool")).to_be_hidden()
    cafe.is_current()
    assert cafe.step == "feedback"


def test_question_mark_shows_the_keys_and_no_key_works_behind_them(cafe):
    cafe.press_key("?")
    expect(cafe.console.locator("#keys")).to_be_visible()
    cafe.console.keyboard.press("ArrowRight")
    cafe.console.keyboard.press("f")
    cafe.console.keyboard.press("Escape")
    expect(cafe.console.locator("#keys")).to_be_hidden()
    assert cafe.step == "cafe-1"
    expect(cafe.projector.locator("#screen")).to_have_attribute("data-screen", "follows")


def test_the_button_beside_the_keys_shows_them_and_has_the_focus_again(cafe):
    button = cafe.console.locator("#show-keys")
    button.click()
    expect(cafe.console.get_by_role("dialog", name="Keys")).to_be_visible()
    cafe.console.keyboard.press("Escape")
    expect(cafe.console.locator("#keys")).to_be_hidden()
    expect(button).to_be_focused()


def test_g_opens_the_seating(cafe):
    cafe.press_key("g")
    cafe.console.wait_for_url("**/seating/")
    cafe.console.go_back()
    cafe.is_live(cafe.console)


def test_p_opens_the_projector(cafe):
    with cafe.laptop.expect_page() as opened:
        cafe.press_key("p")
    expect(opened.value).to_have_url(re.compile("/projector/$"))
    opened.value.close()


def test_keys_never_work_while_typing(cafe):
    asked: list[str] = []
    hear = lambda request: asked.append(request.url) if request.method == "POST" else None  # noqa: E731
    cafe.console.on("request", hear)
    note = cafe.console.locator("#private-note textarea")
    note.click()
    note.press_sequentially(" p?fbz ")
    for key in ("ArrowRight", "ArrowLeft", "PageDown", "Space"):
        cafe.console.keyboard.press(key)
    cafe.console.locator("#say .link").click()
    words = cafe.console.locator("#tool textarea")
    words.click()
    words.press_sequentially(" p? fb z")
    cafe.console.keyboard.press("ArrowRight")
    cafe.console.keyboard.press("Escape")
    expect(cafe.console.locator("#private-note .saved")).to_be_visible()
    cafe.console.evaluate(FETCH)
    cafe.console.remove_listener("request", hear)
    assert [address for address in asked if not address.endswith("/private/")] == []
    assert cafe.step == "cafe-1"
    clock_is_running(cafe)
    expect(cafe.console.locator("#ask, #keys, #tool").locator("visible=true")).to_have_count(0)
    expect(cafe.projector.locator("#screen")).to_have_attribute("data-screen", "follows")
    assert len(cafe.laptop.pages) == 2


# --- times and script ---


def test_calculator_says_what_is_tight_and_then_sets_the_clocks(cafe):
    console = cafe.console
    console.locator("#ends-about").click()
    end = console.locator("#end-form [name=end]")
    now = console.evaluate(
        """() => new Date().toLocaleTimeString(
          "en-GB", {timeZone: "Europe/Helsinki", hour: "2-digit", minute: "2-digit"})"""
    )
    cafe.expected.append("422")
    end.fill(now)
    console.locator("#end-form button").click()
    expect(console.locator("#end-form .error")).to_contain_text("already passed")
    expect(end).to_have_value(now)
    if now > "22:45":
        pytest.skip("Too late in the day for a day's end.")
    hour, minute = divmod(int(now[:2]) * 60 + int(now[3:]) + 65, 60)
    end.fill(f"{hour:02}:{minute:02}")
    console.locator("#end-form button").click()
    expect(console.locator("#fit tr.tight")).not_to_have_count(0)
    expect(console.locator("#sheet")).to_contain_text("20′")
    console.locator("#fit button").click()
    expect(console.locator("#tool")).to_be_hidden()
    expect(console.locator("#sheet li.here small")).not_to_have_text("20′")
    for page in (console, cafe.projector, *cafe.phones):
        expect(page.locator("#clock")).to_have_text(re.compile(r"^(9|1\d):\d\d$"))


def test_own_words_are_said_at_once_on_the_console(cafe):
    console = cafe.console
    console.locator("#say .link").click()
    cafe.expected.append("422")
    console.locator("#tool textarea").fill("x" * 2000)
    console.locator("#tool .btn.primary").click()
    expect(console.locator("#tool .error")).to_contain_text("600")
    expect(console.locator("#tool textarea")).to_have_value("x" * 2000)
    console.locator("#tool textarea").fill("Pick a chair and a cup.")
    console.locator("#tool .btn.primary").click()
    expect(console.locator("#tool")).to_be_hidden()
    expect(console.locator("#say-words")).to_contain_text("Pick a chair and a cup.")


def test_phone_whose_clock_is_wrong_counts_the_same_time(cafe):
    cafe.phone(prepare=lambda page: page.add_init_script(SEVEN_MINUTES_AHEAD))
    pages = cafe.open_pages
    assert len(pages) == 5
    until(lambda: max(ends := [end_of(page) for page in pages]) - min(ends) <= 3, 5, "all count the same")
    cafe.phones.pop().close()


def end_of(page: Page) -> float:
    """When the time will be up by what the page shows: pages are read one after another."""
    minutes, rest = page.locator("#clock").inner_text().split(":")
    return time.monotonic() + 60 * int(minutes) + int(rest)


# --- the projector ---


def test_walk_now_is_on_every_phone_and_on_the_projector(cafe):
    cafe.next()
    expect(cafe.projector.locator("[data-walk-for]")).to_be_visible()
    expect(cafe.projector.locator("[data-walk-for] ol > li")).to_have_count(4)
    for phone in cafe.phones:
        expect(phone.locator("dialog[data-walk][open] h2")).to_contain_text("2")


def test_frozen_projector_stays_while_the_workshop_moves_on(cafe):
    cafe.projector.evaluate("document.querySelector('[data-walk-for]').hidden = true")
    cafe.press_key("f")
    held = cafe.projector.locator("#held")
    expect(held).to_be_visible()
    expect(held).to_contain_text("Round 1 of 4")
    expect(cafe.console.locator("#screen-words")).to_have_text("The projector stays as it is")
    cafe.next()
    expect(held).to_contain_text("Round 1 of 4")
    expect(cafe.projector.locator("#main")).to_be_hidden()
    expect(held.locator(".timer")).to_be_hidden()
    cafe.projector.reload()
    expect(held).to_contain_text("Round 1 of 4")
    cafe.press_key("f")
    expect(held).to_be_hidden()
    expect(cafe.projector.locator("#bar")).to_contain_text("Round 2 of 4")


def test_frozen_projector_has_its_own_slide_while_another_is_shown(cafe):
    cafe.jump("opening")
    cafe.press_key("f")
    expect(cafe.projector.locator("#held")).to_contain_text("It ends when it ends")
    cafe.press_key("PageDown")
    expect(cafe.projector.locator("#region")).to_have_attribute("data-step", "opening")
    expect(cafe.projector.locator("#explained-two-feet")).to_be_attached()
    expect(cafe.projector.locator("#held")).to_contain_text("It ends when it ends")
    cafe.press_key("f")
    expect(cafe.projector.locator("#held")).to_be_hidden()


def test_blank_projector_shows_paper_and_the_mark(cafe):
    cafe.press_key("b")
    curtain = cafe.projector.locator("#screen")
    expect(curtain).to_be_visible()
    assert curtain.bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 720}
    assert cafe.projector.evaluate("document.elementFromPoint(100, 300).id") == "screen"
    cafe.next()
    expect(curtain).to_be_visible()
    cafe.press_key("b")
    expect(curtain).to_be_hidden()


def test_code_lies_over_a_held_and_a_blank_picture_and_goes_again(cafe):
    door = cafe.projector.locator("#join-now")
    for key in ("f", "b"):
        cafe.press_key(key)
        cafe.press_key("q")
        expect(door).to_be_visible()
        expect(door.locator("svg")).to_be_visible()
        assert door.bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 720}
        assert cafe.projector.evaluate("document.elementFromPoint(900, 300).closest('#join-now') !== null")
        cafe.press_key("q")
        expect(door).to_be_hidden()
        expect(cafe.projector.locator("#screen")).not_to_have_attribute("data-screen", "follows")
        cafe.press_key(key)


NEARING = """() => {
  const clock = document.getElementById("clock"), looks = {}, { ends } = clock.dataset;
  for (const seconds of [900, 280, 40, -5]) {
    clock.dataset.ends = new Date(Date.now() + 1000 * seconds).toISOString();
    document.dispatchEvent(new CustomEvent("dialogit:applied", { detail: { arrived: [] } }));
    const { color, textDecoration, textDecorationThickness, backgroundColor } = getComputedStyle(clock);
    looks[clock.dataset.nearing] = [color, textDecoration, textDecorationThickness, backgroundColor].join();
  }
  clock.dataset.ends = ends;
  return looks;
}"""


def test_time_that_runs_out_is_seen_by_colour_and_form_on_every_slide(cafe):
    """At five minutes, at one and at the end; large beside the tables, small above what else is shown."""
    small = []
    for slide in (0, 1):
        cafe.do("show_slide", slide=slide)
        expect(cafe.projector.locator("#main")).to_have_attribute("data-slide", f"cafe-1-{slide}")
        looks = cafe.projector.evaluate(NEARING)
        assert list(looks) == ["", "five", "one", "over"]
        assert len(set(looks.values())) == 4
        small.append(cafe.projector.locator("#bar #clock").count() == 1)
    assert small == [False, True]
    cafe.do("show_slide", slide=0)


def test_a_slide_that_fills_several_pages_is_turned_before_slides_are(cafe):
    cafe.jump("agreement")
    for number in range(7):
        cafe.do("hear", by=0, text=f"{number} " + "We talk about it while walking. " * 15)
    number, console = cafe.projector.locator(".page-of"), cafe.console
    expect(cafe.projector.locator("#heard .line")).to_have_count(7)
    expect(number).to_have_text(re.compile("^1/[2-9]$"))
    pages = int(number.inner_text()[2:])
    expect(console.locator("#pages")).to_contain_text(f"Page 1 of {pages} of the slide")
    first = cafe.projector.locator("#heard").evaluate("list => list.getBoundingClientRect().left")
    for page in range(2, pages + 1):
        cafe.press_key("PageDown")
        expect(number).to_have_text(f"{page}/{pages}")
        expect(console.locator("#pages")).to_contain_text(f"Page {page} of")
    assert cafe.projector.locator("#heard").evaluate("list => list.getBoundingClientRect().left") < first
    cafe.press_key("f")
    held = cafe.projector.locator("#held")
    expect(held.locator(".page-of")).to_have_text(f"{pages}/{pages}")
    expect(held.locator("[class=lines]")).to_be_visible()
    assert held.locator("[class=lines]").evaluate("list => list.getBoundingClientRect().left") < first
    expect(console.locator("#pages")).to_be_hidden()
    cafe.press_key("f")
    expect(console.locator("#pages")).to_contain_text(f"Page {pages} of")
    cafe.press_key("PageDown")
    expect(cafe.projector.locator("#main")).to_have_attribute("data-slide", "agreement-1")
    expect(console.locator("#pages")).to_be_hidden()


# --- one's own, and undo ---


def test_private_notes_save_themselves_and_are_on_no_phone(cafe):
    note = cafe.console.locator("#private-note textarea")
    note.fill("")
    note.press_sequentially(SECRET)
    expect(cafe.console.locator("#private-note .saved")).to_be_visible()
    expect(note).to_be_focused()
    cafe.next()
    expect(note).to_have_value(SECRET)
    cafe.console.reload()
    expect(note).to_have_value(SECRET)
    for page in (cafe.projector, *cafe.phones):
        assert SECRET not in page.content()


def test_a_hidden_note_comes_back_by_the_button_that_says_so(cafe):
    cafe.do("note", by=cafe.phones[0], text="Taken back by hand")
    note = cafe.console.locator(".note", has_text="Taken back by hand")
    note.locator(".hide").click()
    undo = cafe.console.locator("#undo")
    expect(undo).to_contain_text("A note was hidden.")
    expect(cafe.phones[0].locator("#hidden-own")).to_contain_text("Taken back by hand")
    undo.get_by_role("button", name="Undo").click()
    expect(undo).to_be_hidden()
    expect(cafe.phones[0].locator(".note", has_text="Taken back by hand")).to_be_visible()
    expect(note.get_by_role("button", name="Hide")).to_be_visible()


def test_a_hidden_note_comes_back_by_one_key(cafe):
    other, finn = cafe.phones
    cafe.write(finn, "Aamut alkavat yhdessä")
    cafe.everywhere("Aamut alkavat yhdessä", cafe.console, *cafe.phones)
    cafe.console.locator(".note", has_text="Aamut").locator(".hide").click()
    expect(other.locator("#main")).not_to_contain_text("Aamut alkavat yhdessä")
    expect(finn.locator("#hidden-own")).to_contain_text("Aamut alkavat yhdessä")
    expect(cafe.console.locator("#undo")).to_contain_text("A note was hidden.")
    cafe.press_key("z")
    cafe.everywhere("Aamut alkavat yhdessä", *cafe.phones)
    expect(finn.locator("#hidden-own")).to_have_count(0)
    expect(cafe.console.locator("#undo")).to_be_hidden()


def test_facilitator_sees_what_a_phone_shows_and_can_press_nothing(cafe):
    seen = cafe.page(cafe.laptop, "the phone looked at")
    seen.goto(f"/run/{cafe.code}/phone/")
    expect(seen.locator("#phone .where h1")).to_be_visible()
    assert seen.locator("#phone .btn").first.evaluate("e => Boolean(e.closest('[inert]'))")
    cafe.next()
    expect(seen.locator("#phone .top")).to_contain_text("Round 2 of 4")
    seen.close()


# --- all at one glance ---


@pytest.fixture(scope="module")
def eight_tables(browser: Browser, server: Server) -> Iterator[Room]:
    """Round 2 with forty people, who have no phone."""
    with opened(browser, server) as room:
        room.begin("welcome")
        room.open("console")
        room.console.fill("#without-phone input[name=people]", "40")
        room.console.locator("#without-phone button").click()
        expect(room.console.locator("#plan")).to_contain_text("40 people")
        room.go("cafe-2")
        expect(room.console.locator("#seating li")).to_have_count(8)
        yield room


def test_beside_eight_tables_nothing_has_to_be_scrolled(eight_tables):
    """On a day that does not end before the workshop does: the date would take one more line."""
    console = eight_tables.console
    eight_tables.is_current()
    is_answered(console)
    console.locator("#ends-about").evaluate("line => { line.textContent = 'Ends at about 12:00'; }")
    assert console.locator("#side").evaluate("e => e.scrollHeight - e.clientHeight") == 0
    console.locator(".links summary").click()
    expect(console.locator(".links a", has_text="Report")).to_be_visible()


def test_slides_stand_in_one_row_on_a_small_laptop(eight_tables):
    console = eight_tables.console
    eight_tables.jump("sharing")
    console.set_viewport_size({"width": 1280, "height": 720})
    slides = console.locator("#slides li")
    expect(slides).to_have_count(8)
    console.evaluate(DRAWN)
    boxes = slides.evaluate_all(BOXES)
    assert len({y for y, _width in boxes}) == 1
    assert min(width for _y, width in boxes) >= 44
    assert console.locator("#slides ol").evaluate("e => e.scrollWidth - e.clientWidth") == 0


def test_seating_is_taken_back_by_one_key_on_its_own_page(eight_tables):
    console = eight_tables.console
    eight_tables.jump("cafe-2")
    console.keyboard.press("g")
    console.wait_for_url("**/seating/")
    eight_tables.is_live(console)
    expect(console.locator(".cafe")).to_have_count(2)
    console.locator(".cafe-head summary").first.click()
    console.locator(".cafe-head button", has_text="Split in two").first.click()
    console.locator("#ask button[value=yes]").click()
    expect(console.locator(".cafe")).to_have_count(3)
    expect(console.locator("#undo")).to_contain_text("A café was split.")
    console.locator("#title").click()
    console.keyboard.press("z")
    expect(console.locator(".cafe")).to_have_count(2)
    expect(console.locator("#undo")).to_be_hidden()


# --- narrow places ---


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_word_is_broken_in_two_on_any_width(room, language):
    room.begin("welcome", language=language)
    room.open("console", language=language)
    found = {}
    for step in ("welcome", "cafe-1", "theming", "opening", "closed"):
        if step != "welcome":
            room.jump(step)
        for slide in room.console.locator("#slides .to-slide").all()[-2:] or [None]:
            if slide:
                slide.click()
                expect(slide).to_have_attribute("aria-current", "true")
            for width in (1440, 1280, 1101, 1024, 390):
                room.console.set_viewport_size({"width": width, "height": 900})
                room.console.evaluate(DRAWN)
                found[step, width] = room.console.evaluate(BROKEN)
    assert {place: words for place, words in found.items() if words} == {}
