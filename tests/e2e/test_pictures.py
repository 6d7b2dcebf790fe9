"""Photos and drawings on emulated phones: taken, sent, seen by the others; what is no picture is told so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests import images
from tests.e2e.rooms import ONE, PHONE, TWO, Room, intercept

INKED = "pad => pad.getContext('2d').getImageData(0, 0, 1200, 900).data.some(Boolean)"
IS_DRAWN = (
    """words => [...document.images].some((e) => e.alt === words && e.complete && e.naturalWidth > 0)"""
)
PHOTO = {"name": "IMG_2041.jpg", "mimeType": "image/jpeg"}


@pytest.fixture
def two(room: Room) -> list[Page]:
    """Two phones in the same group at work."""
    room.begin("open_space", *TWO, jump=True)
    room.do("open_theme", by=0, title="Mornings")
    room.do("walk", by=1, title="Mornings")
    return room.load()


@pytest.fixture
def phone(room: Room) -> Page:
    """In a group at work."""
    room.begin("open_space", *ONE, jump=True)
    room.do("open_theme", by=0, title="Mornings")
    return room.load()[0]


def open_form(phone: Page) -> None:
    phone.locator("#add-picture summary").click()
    expect(phone.locator("form[data-picture][data-awake]")).to_be_visible()


def choose(phone: Page, content: bytes, **file: str) -> None:
    phone.locator("form[data-picture] input[type=file]").last.set_input_files(
        {**PHOTO, **file, "buffer": content}  # type: ignore[arg-type]
    )


def describe(phone: Page, words: str) -> None:
    phone.fill("form[data-picture] textarea", words)


def send(phone: Page) -> None:
    phone.locator("form[data-picture] .primary").click()


def draw(phone: Page) -> None:
    """A bow across the pad, with a mouse."""
    pad = phone.locator("[data-pad] canvas")
    pad.evaluate("pad => pad.scrollIntoView({block: 'center'})")
    box = pad.bounding_box()
    assert box
    phone.mouse.move(box["x"] + 40, box["y"] + 40)
    phone.mouse.down()
    phone.mouse.move(box["x"] + 150, box["y"] + 160, steps=8)
    phone.mouse.move(box["x"] + 250, box["y"] + 60, steps=8)
    phone.mouse.up()
    expect(pad).to_have_attribute("data-drawn", "")


def is_inked(phone: Page, *, yes: bool) -> None:
    look = "(yes) => (%s)(document.querySelector('[data-pad] canvas')) === yes" % INKED  # noqa: UP031 - braces
    phone.wait_for_function(look, arg=yes)


def is_seen(page: Page, words: str) -> None:
    """The picture itself, not only its place."""
    picture = page.locator(f'img[alt="{words}"]').first
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_visible()
    page.wait_for_function(IS_DRAWN, arg=words)


def test_a_photo_is_seen_on_the_other_phone_and_on_the_console(room, two):
    first, second = two
    room.open("console")
    open_form(first)
    choose(first, images.photo((4000, 3000), orientation=6))
    expect(first.locator("[data-preview]")).to_be_visible()
    describe(first, "Our flip chart")
    with first.expect_request("**/space/pictures/") as asked:
        send(first)
    for page in (first, second, room.console):
        is_seen(page, "Our flip chart")
    assert 0 < int(asked.value.all_headers()["content-length"]) < 300_000
    width, height = second.locator('img[alt="Our flip chart"]').evaluate(
        "image => [image.naturalWidth, image.naturalHeight]"
    )
    assert (width, height) == (1200, 1600)
    expect(first.locator("#add-picture")).not_to_have_attribute("open", "")
    expect(first.locator("#status")).to_have_text("The picture is sent.")


def test_a_drawing_made_with_a_mouse_is_seen(room, two):
    first, second = two
    open_form(first)
    first.get_by_role("button", name="Draw").click()
    first.locator(".ink[data-zone='3']").click()
    draw(first)
    describe(first, "A bow")
    send(first)
    is_seen(second, "A bow")
    answer = second.request.get(second.locator('img[alt="A bow"]').get_attribute("src") or "")
    assert answer.headers["content-type"] == "image/png"
    expect(first.locator("#add-picture")).not_to_have_attribute("open", "")
    open_form(first)
    first.get_by_role("button", name="Draw").click()
    expect(first.locator("[data-pad] [data-drawn]")).to_have_count(0)


def test_a_stroke_is_undone_and_a_cleared_pad_too(room, phone):
    room.expected.append("willReadFrequently")  # of this test's own looking
    open_form(phone)
    phone.get_by_role("button", name="Draw").click()
    draw(phone)
    is_inked(phone, yes=True)
    phone.get_by_role("button", name="Clear the drawing").click()
    is_inked(phone, yes=False)
    phone.get_by_role("button", name="Undo").click()
    is_inked(phone, yes=True)
    phone.get_by_role("button", name="Undo").click()
    is_inked(phone, yes=False)


@pytest.mark.parametrize("first", ["pen", "palm"])
def test_a_palm_draws_nothing_while_a_pen_is_down(phone, first):
    open_form(phone)
    phone.get_by_role("button", name="Draw").click()
    pad = phone.locator("[data-pad] canvas")
    pad.evaluate("pad => pad.scrollIntoView({block: 'center'})")
    box = pad.bounding_box()
    assert box
    x, y = box["x"] + 60, box["y"] + 60
    devtools = phone.context.new_cdp_session(phone)

    def pen(kind: str, along: float = 0) -> None:
        place = {"x": x + along, "y": y, "button": "left", "buttons": 1, "clickCount": 1}
        devtools.send("Input.dispatchMouseEvent", {"type": kind, "pointerType": "pen", **place})

    def palm(kind: str, along: float = 0) -> None:
        points = [] if kind == "touchEnd" else [{"x": x + 120, "y": y + 80 + along}]
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    downs = [lambda: pen("mousePressed"), lambda: palm("touchStart")]
    for down in downs if first == "pen" else reversed(downs):
        down()
    palm("touchMove", 30)
    pen("mouseMoved", 50)
    pen("mouseReleased", 50)
    palm("touchMove", 60)
    palm("touchEnd")
    expect(pad).to_have_attribute("data-drawn", "")
    phone.get_by_role("button", name="Undo").click()
    expect(pad).not_to_have_attribute("data-drawn", "")
    palm("touchStart")
    palm("touchMove", 30)
    palm("touchEnd")
    expect(pad).to_have_attribute("data-drawn", "")


def test_a_picture_is_sent_again_with_a_new_token(room, phone):
    room.expected.append("403")
    open_form(phone)
    choose(phone, images.photo())
    describe(phone, "Our flip chart")
    phone.context.clear_cookies(name="csrftoken")
    send(phone)
    is_seen(phone, "Our flip chart")


def test_what_describes_a_picture_is_there_when_the_camera_has_closed_the_tab(room, phone):
    """Android may do so for want of memory; the tab is loaded again in the same session."""
    open_form(phone)
    describe(phone, "Our flip chart about mornings")
    phone.goto(phone.url)
    room.is_live(phone)
    words = phone.locator("form[data-picture][data-awake] textarea")
    expect(words).to_be_visible()
    expect(words).to_have_value("Our flip chart about mornings")
    choose(phone, images.photo())
    send(phone)
    is_seen(phone, "Our flip chart about mornings")
    expect(phone.locator("#add-picture")).not_to_have_attribute("open", "")
    phone.goto(phone.url)
    room.is_live(phone)
    expect(phone.locator("#add-picture")).not_to_have_attribute("open", "")


SLOW_TO_OPEN = """() => {
  const open = createImageBitmap;
  window.createImageBitmap = async (...given) => {
    await new Promise((opened) => { window.let_open = opened; });
    return open(...given);
  };
}"""


def test_a_photo_that_is_still_being_made_smaller_goes_along_when_it_is_sent(phone):
    """Shown to fail: the words went without it and were refused, as an old phone takes seconds for it."""
    open_form(phone)
    describe(phone, "Our flip chart")
    phone.evaluate(SLOW_TO_OPEN)
    choose(phone, images.photo())
    phone.wait_for_function("() => window.let_open")
    send(phone)
    phone.evaluate("let_open()")
    is_seen(phone, "Our flip chart")


def test_an_empty_drawing_is_told_so_beside_it(room, phone):
    room.expected.append("422")
    open_form(phone)
    phone.get_by_role("button", name="Draw").click()
    describe(phone, "A bow")
    send(phone)
    expect(phone.locator("[data-errors=image]")).to_have_text(re.compile("nothing in this picture"))
    expect(phone.locator("form[data-picture] textarea")).to_have_value("A bow")
    draw(phone)
    send(phone)
    is_seen(phone, "A bow")


def test_a_text_that_calls_itself_a_photo_is_told_so_and_the_words_stay(room, phone):
    room.expected.append("422")
    open_form(phone)
    choose(phone, b"This is no picture.", name="notes.jpg")
    expect(phone.locator("[data-said]")).to_have_text("notes.jpg")
    describe(phone, "Our flip chart")
    send(phone)
    expect(phone.locator("[data-errors=image]")).to_have_text(re.compile("cannot be used as a picture"))
    expect(phone.locator("form[data-picture] textarea")).to_have_value("Our flip chart")
    choose(phone, images.photo())
    expect(phone.locator("[data-errors=image]")).to_have_text("")
    send(phone)
    is_seen(phone, "Our flip chart")


def test_a_file_of_40_megabytes_is_told_so_before_it_is_sent(phone, tmp_path: Path):
    huge = tmp_path / "huge.jpg"
    huge.write_bytes(b"x" * 40 * 1024 * 1024)
    open_form(phone)
    phone.locator("form[data-picture] input[type=file]").last.set_input_files(huge)
    expect(phone.locator("[data-errors=image]")).to_have_text(re.compile("at most 10 megabytes"))


def test_a_picture_without_words_asks_for_them_and_is_kept(room, phone):
    room.expected.append("422")
    open_form(phone)
    choose(phone, images.photo())
    expect(phone.locator("[data-preview]")).to_be_visible()
    send(phone)
    expect(phone.locator("[data-errors=text]")).to_have_text(re.compile("Say in a few words"))
    expect(phone.locator("form[data-picture] textarea")).to_have_attribute("aria-invalid", "true")
    describe(phone, "Our flip chart")
    send(phone)
    is_seen(phone, "Our flip chart")


def test_a_picture_that_did_not_get_through_is_sent_again_and_is_one(room, two):
    """The first answer gets lost after the server has stored it: the second try is the same picture."""
    first, second = two
    room.expected += ["ERR_FAILED", "ERR_CONNECTION"]
    tries = []

    def lose_the_first(route: Route) -> None:
        tries.append(route.request.post_data_buffer or b"")
        if len(tries) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    intercept(first, "**/space/pictures/", lose_the_first)
    open_form(first)
    choose(first, images.photo())
    expect(first.locator("[data-preview]")).to_be_visible()
    describe(first, "Our flip chart")
    send(first)
    expect(first.locator("[data-said]")).to_have_text("Not sent yet. The picture is kept here.")
    first.get_by_role("button", name="Send again").click()
    expect(first.locator("#add-picture")).not_to_have_attribute("open", "")
    is_seen(second, "Our flip chart")
    expect(second.locator('.picture img[alt="Our flip chart"]')).to_have_count(1)
    assert len(tries) == 2


def test_a_picture_for_which_there_is_no_turn_yet_is_told_so_and_kept(room, phone):
    room.expected.append("503")
    room.server.do("keep_pictures_waiting")
    open_form(phone)
    choose(phone, images.photo())
    expect(phone.locator("[data-preview]")).to_be_visible()
    describe(phone, "Our flip chart")
    send(phone)
    expect(phone.locator("[data-said]")).to_have_text(re.compile("Many pictures .* Yours is still here"))
    room.server.do("let_pictures_in")
    phone.get_by_role("button", name="Send again").click()
    is_seen(phone, "Our flip chart")


@pytest.mark.parametrize(
    ("form", "mime"), [("WEBP", "image/webp"), ("PNG", "image/png"), ("GIF", "image/gif")]
)
def test_who_chooses_an_animation_is_told_what_is_kept_of_it(phone, form, mime):
    open_form(phone)
    choose(phone, images.moving(form), name="party", mimeType=mime)
    expect(phone.locator("[data-said]")).to_have_text("Of a moving picture only the first moment is kept.")
    choose(phone, images.photo())
    expect(phone.locator("[data-said]")).to_have_text("")


AT_ONCE = """async () => {
  const form = document.querySelector("form[data-picture]"), canvas = form.querySelector("[data-preview]");
  const photo = await new Promise((done) => canvas.toBlob(done, "image/jpeg"));
  const body = new FormData(form);
  body.set("image", photo, "photo.jpg");
  const headers = { "HX-Request": "true" };
  const post = () => fetch(form.action, { method: "POST", headers, body });
  return (await Promise.all(Array.from({ length: 7 }, post))).map((answer) => answer.status);
}"""


def test_the_same_picture_seven_times_at_once_is_one(two):
    first, second = two
    open_form(first)
    choose(first, images.photo())
    expect(first.locator("[data-preview]")).to_be_visible()
    describe(first, "Our flip chart")
    assert first.evaluate(AT_ONCE) == [204] * 7
    is_seen(second, "Our flip chart")
    expect(second.locator(".picture")).to_have_count(1)


def test_a_picture_that_is_not_sent_survives_what_others_do_and_a_change_of_step(room, two):
    first, second = two
    open_form(first)
    choose(first, images.photo())
    describe(first, "Our flip chart")
    for number in range(3):
        room.do("contribute", by=second, text=f"Text {number}")
    expect(first.locator("[data-preview]")).to_be_visible()
    room.jump("pearls")
    expect(first.locator("form[data-picture]")).to_have_count(0)
    room.jump("open_space")
    first.locator("#add-picture summary").click()
    expect(first.locator("form[data-picture] textarea")).to_have_value("Our flip chart")
    expect(first.locator("[data-preview]")).to_be_visible()
    send(first)
    is_seen(second, "Our flip chart")


def test_words_without_a_picture_survive_a_change_of_step_too(room, phone):
    open_form(phone)
    describe(phone, "Our flip chart")
    room.jump("pearls")
    room.jump("open_space")
    phone.locator("#add-picture summary").click()
    expect(phone.locator("form[data-picture] textarea")).to_have_value("Our flip chart")


def test_ones_own_picture_is_described_anew_and_taken_away(room, two):
    first, second = two
    room.expected.append("404 (Not Found)")  # a slow screen may ask for a picture that has just gone
    open_form(first)
    choose(first, images.photo())
    expect(first.locator("[data-preview]")).to_be_visible()
    describe(first, "Our flip chart")
    send(first)
    card = first.locator(".picture")
    expect(second.locator(".picture")).to_have_count(1)
    expect(second.locator(".picture .edit")).to_be_hidden()
    card.get_by_role("button", name="Change").click()
    expect(first.locator("#edit-picture textarea")).to_have_value("Our flip chart")
    first.fill("#edit-picture textarea", "A map of our mornings")
    first.locator("#edit-picture .primary").click()
    is_seen(second, "A map of our mornings")
    card.get_by_role("button", name="Change").click()
    first.get_by_role("button", name="Remove the picture").click()
    expect(second.locator(".picture")).to_have_count(1)
    first.get_by_role("button", name="Remove for good").click()
    for page in (first, second):
        expect(page.locator(".picture")).to_have_count(0)


def test_a_picture_is_told_as_a_pearl(room, two):
    first, second = two
    room.open()
    open_form(first)
    choose(first, images.photo((1200, 900)))
    expect(first.locator("[data-preview]")).to_be_visible()
    describe(first, "Our flip chart")
    send(first)
    first.locator(".picture .to-pearl").click()
    expect(second.locator(".picture .to-pearl")).to_have_attribute("aria-pressed", "true")
    room.jump("pearls")
    room.press_key("PageDown")
    for page in (room.projector, second, room.console):
        is_seen(page, "Our flip chart")


def test_the_scripts_come_only_when_they_are_wanted(phone):
    asked = "performance.getEntriesByType('resource').filter(one => /draw|pictures/.test(one.name)).length"
    assert phone.evaluate(asked) == 0
    open_form(phone)
    phone.wait_for_function(f"() => {asked} === 2")


def test_a_photo_needs_no_script(room, phone):
    plain = room.page(room.context(java_script_enabled=False, **PHONE), "plain")
    plain.goto(f"/j/{room.code}/")
    plain.locator("form:has(input[name=name]) button.primary").click()
    plain.locator(".theme", has_text="Mornings").locator("button", has_text="Move here").click()
    plain.locator("#add-picture summary").click()
    expect(plain.get_by_text("only the first moment is kept")).to_be_visible()
    describe(plain, "Our flip chart")
    choose(plain, images.photo())
    send(plain)
    is_seen(phone, "Our flip chart")
    expect(plain.locator('.picture img[alt="Our flip chart"]')).to_be_visible()
