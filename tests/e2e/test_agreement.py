"""Two facilitators write the agreement at once, and nothing that either has typed is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from tests.e2e.rooms import FETCH, ONE, Room, intercept, unanswered
from tests.e2e.server import EMAIL, PASSWORD

pytestmark = pytest.mark.in_order
RESULTS = "#results_how_results"
UP = """(words) => {
  const { innerText, textContent } = document.activeElement;
  return innerText.trim().startsWith("↑") && textContent.includes(words);
}"""  # the button that has the focus, and which line it is of


@pytest.fixture(scope="module")
def people(shared_room: Room) -> list[Page]:
    """A phone at the agreement, and the console of the second facilitator."""
    phones = shared_room.begin_with("agreement", *ONE)
    shared_room.open()
    second = shared_room.page(shared_room.laptop, "second console")
    second.goto(f"/run/{shared_room.code}/")
    shared_room.is_live(second)
    return [*phones, second]


@pytest.fixture
def agreeing(shared_room: Room, people: list[Page]) -> Iterator[Room]:
    yield shared_room
    assert shared_room.problems == []


def leave(page: Page) -> None:
    """Leaving a field saves it."""
    page.keyboard.press("Tab")


def save(page: Page, part: str) -> None:
    """The same, until the server has it: *Saved* may stand there since an earlier save."""
    with page.expect_response(f"**/agreement/{part}/"):
        leave(page)
    expect(page.locator(f"#part-{part}")).not_to_have_attribute("data-dirty", "")


def is_told_and_goes_on(console: Page) -> None:
    """Of being signed out; the dialog is put aside."""
    expect(console.locator("#signed-out")).to_be_visible()
    console.keyboard.press("Escape")
    expect(console.locator("#signed-out")).to_be_hidden()


def test_line_that_was_heard_comes_to_every_screen_and_its_writer_rewords_it(agreeing, people):
    phone, second = people
    agreeing.write(phone, "We all know hurry")
    agreeing.everywhere("We all know hurry", agreeing.console, second, agreeing.projector)
    phone.locator("#heard .mine-only").first.click()
    expect(phone.locator("#edit textarea")).to_have_value("We all know hurry")
    phone.fill("#edit textarea", "We all know haste")
    phone.locator("#edit .primary").click()
    expect(phone.locator("#edit")).to_be_hidden()
    agreeing.everywhere("We all know haste", agreeing.console, second, agreeing.projector)


def test_need_and_task_are_added_without_leaving_the_keyboard(agreeing, people):
    phone, second = people
    console = agreeing.console
    console.fill("#need_text", "Time to talk")
    console.press("#need_text", "Enter")
    expect(console.locator("#need_text")).to_have_value("")
    expect(console.locator("#need_text")).to_be_focused()
    console.fill("#task_what", "Write the card")
    console.fill("#task_responsible", "head of unit")
    console.press("#task_responsible", "Enter")
    expect(console.locator("#task_what")).to_be_focused()
    agreeing.everywhere("Time to talk", phone, second)
    agreeing.everywhere("Write the card", phone, second)


def test_words_not_saved_yet_stay_and_are_joined_with_a_colleagues(agreeing, people):
    phone, second = people
    agreeing.expected.append("422")
    console = agreeing.console
    console.fill(RESULTS, "To all units")
    expect(console.locator("#part-results .unsaved")).to_be_visible()
    second.fill(RESULTS, "To the board")
    leave(second)
    expect(second.locator("#part-results .saved")).to_have_text("✓ Saved")
    expect(console.locator(RESULTS)).to_have_value("To all units")
    console.focus(RESULTS)
    leave(console)
    expect(console.locator("#part-results .error")).to_contain_text("“To the board”")
    expect(console.locator(RESULTS)).to_have_value("To all units")
    console.fill(RESULTS, "To the board and all units")
    leave(console)
    expect(second.locator(RESULTS)).to_have_value("To the board and all units")
    agreeing.everywhere("To the board and all units", phone)


def test_first_comment_takes_the_place_of_saying_that_there_is_none(agreeing, people):
    phone, _second = people
    empty = agreeing.console.locator("#comments-empty")
    expect(empty).to_be_visible()
    phone.locator("#more-comments summary").click()
    phone.fill("#comment-form textarea", "What about the night shift?")
    phone.locator("#comment-form button.primary").click()
    expect(agreeing.console.locator("#comments .note")).to_have_count(1)
    expect(empty).to_be_hidden()


def test_next_meeting_saves_itself_when_it_is_left(agreeing, people):
    phone, second = people
    console = agreeing.console
    console.fill("#next_next_at", f"{datetime.now().year + 1}-02-03T09:00")
    expect(console.locator("#part-next .unsaved")).to_be_visible()
    console.focus("#next_next_place")
    expect(second.locator("#next_next_at")).to_have_value(re.compile("-02-03T09:00"))
    console.fill("#next_next_place", "Library")
    leave(console)
    agreeing.everywhere("Library", phone)
    expect(console.locator("#part-next .saved")).to_have_text("✓ Saved")


def test_needs_are_ordered_by_keyboard_and_reworded_by_two_at_once(agreeing, people):
    """The focus goes along with the line, to its end and back."""
    _phone, second = people
    agreeing.expected.append("422")
    console = agreeing.console
    texts = [f"Order {letter}" for letter in "abc"]
    for text in texts:
        console.fill("#need_text", text)
        console.press("#need_text", "Enter")
        agreeing.everywhere(text, console, second)
    lines = "#needs-list-months li > span:first-child"
    console.locator("#needs-list-months li", has_text="Order c").locator(".to-place").first.focus()
    while (order := console.locator(lines).all_inner_texts())[0] != "Order c":
        place = order.index("Order c")
        console.keyboard.press("Enter")
        expect(console.locator(lines).nth(place - 1)).to_have_text("Order c")
        console.wait_for_function(UP, arg="Order c")
    console.keyboard.press("Enter")
    expect(second.locator(lines).first).to_have_text("Order c")

    for page in (console, second):
        page.locator("#needs-list-months li", has_text="Order c").locator("button.link").first.click()
        expect(page.locator("#tool textarea")).to_be_focused()
    second.fill("#tool textarea", "Theirs")
    second.locator("#tool .primary").click()
    expect(second.locator("#tool")).to_be_hidden()
    console.fill("#tool textarea", "Mine")
    console.locator("#tool .primary").click()
    expect(console.locator("#tool .error")).to_contain_text("“Theirs")
    expect(console.locator("#tool textarea")).to_have_value("Mine")
    console.fill("#tool textarea", "Theirs and mine")
    console.locator("#tool .primary").click()
    expect(console.locator("#tool")).to_be_hidden()
    expect(second.locator(lines).first).to_have_text("Theirs and mine")


def test_words_typed_while_saving_are_saved_next(agreeing, people):
    _phone, second = people
    second.fill("#themes_how_themes", "In pairs")
    with unanswered(second, "**/agreement/themes/", lambda: leave(second)):
        second.locator("#themes_how_themes").press_sequentially(", every month")
    expect(agreeing.console.locator("#themes_how_themes")).to_have_value("In pairs")
    expect(second.locator("#part-themes")).to_have_attribute("data-dirty", "")
    typed = second.locator("#themes_how_themes").input_value()
    leave(second)
    expect(agreeing.console.locator("#themes_how_themes")).to_have_value(typed)
    expect(second.locator("#part-themes .saved")).to_have_text("✓ Saved")


def test_what_a_colleague_saved_is_not_overwritten_by_who_types_on(agreeing, people):
    """Shown to fail with the version that a refusal brings taken as read."""
    _phone, second = people
    agreeing.expected.append("422")
    console, field = agreeing.console, "#themes_how_themes"
    console.fill(field, "Mine")
    second.fill(field, "Theirs")
    save(second, "themes")
    expect(second.locator("#part-themes .saved")).to_have_text("✓ Saved")
    console.focus(field)
    with unanswered(console, "**/agreement/themes/", lambda: leave(console)):
        console.fill(field, "Mine and more")
    expect(console.locator("#problem")).to_contain_text("“Theirs”")
    expect(console.locator(field)).to_have_value("Mine and more")
    leave(console)
    expect(console.locator("#part-themes .error")).to_contain_text("“Theirs”")
    expect(second.locator(field)).to_have_value("Theirs")
    console.fill(field, "Theirs and mine")
    leave(console)
    expect(second.locator(field)).to_have_value("Theirs and mine")


def test_what_a_colleague_saved_before_the_answer_came_is_shown_after_it(agreeing, people):
    """Shown to fail with the answer, which is older than what was pushed meanwhile, as the last word."""
    _phone, second = people
    console, field = agreeing.console, "#themes_how_themes"
    held: list[tuple[Route, APIResponse]] = []
    intercept(second, "**/agreement/themes/", lambda route: held.append((route, route.fetch())))
    second.fill(field, "First")
    leave(second)
    expect(console.locator(field)).to_have_value("First")
    console.fill(field, "First and second")
    save(console, "themes")
    expect(second.locator("#part-themes")).to_have_attribute("data-passed", re.compile("themes-"))
    expect(second.locator(field)).to_have_value("First")
    route, answer = held.pop()
    route.fulfill(response=answer)
    second.unroute("**/agreement/themes/")
    expect(second.locator(field)).to_have_value("First and second")


@pytest.mark.parametrize("going_on", ["#task_what", "#need_text"])
def test_words_typed_while_a_need_is_added_stay_where_they_are_typed(agreeing, people, going_on):
    """Shown to fail with the answer taking the focus: what was meant for the task went into the next need."""
    console, need = agreeing.console, f"A quiet room beside {going_on}"
    console.fill("#need_text", need)
    with unanswered(console, "**/agreement/needs/", lambda: console.press("#need_text", "Enter")):
        console.fill(going_on, "")
        console.locator(going_on).press_sequentially("Book ")
    agreeing.everywhere(need, console)
    console.keyboard.type("the room")
    expect(console.locator(going_on)).to_have_value("Book the room")
    console.fill(going_on, "")


def test_words_typed_while_a_need_is_refused_stay(agreeing, people):
    """Shown to fail with every answer, a refusal too, taken for the form anew."""
    agreeing.expected.append("401")
    console, cookies = agreeing.console, agreeing.laptop.cookies()
    console.fill("#need_text", "A quiet room")
    with unanswered(console, "**/agreement/needs/", lambda: console.press("#need_text", "Enter")):
        console.fill("#need_text", "A quiet room for two")
        agreeing.laptop.clear_cookies(name="sessionid")
    is_told_and_goes_on(console)
    agreeing.laptop.add_cookies(cookies)
    agreeing.write(people[0], "Heard after the refusal")
    agreeing.everywhere("Heard after the refusal", console)
    console.evaluate(FETCH)
    expect(console.locator("#need_text")).to_have_value("A quiet room for two")
    console.fill("#need_text", "")


@pytest.mark.parametrize("token", ["", "r" * 32], ids=["cleared", "changed"])
def test_token_that_has_ended_is_renewed_and_the_same_sent_again(agreeing, people, token):
    phone, _second = people
    agreeing.expected.append("403")
    console, words = agreeing.console, f"Sent again {token[:1]}"
    for context in (phone.context, agreeing.laptop):
        context.clear_cookies(name="csrftoken")
        if token:
            agreeing.give(context, "csrftoken", token)
    agreeing.post(phone, words)
    agreeing.everywhere(words, console)
    console.fill("#need_text", words)
    console.press("#need_text", "Enter")
    need = console.locator("#needs li", has_text=words)
    expect(need).to_be_visible()
    agreeing.laptop.clear_cookies(name="csrftoken")
    need.locator("button").last.click()
    console.locator("#ask button[value=yes]").click()
    expect(need).to_have_count(0)


def test_whoever_is_signed_out_signs_in_and_sends_again(agreeing, people):
    """A form, and a button that a push has replaced meanwhile."""
    agreeing.expected += ["401", "403"]
    phone, second = people
    console, told = agreeing.console, agreeing.console.locator("#signed-out")
    agreeing.post(phone, "Hide this")
    agreeing.everywhere("Hide this", console, second)
    agreeing.laptop.clear_cookies(name="sessionid")
    console.fill("#need_text", "Not lost")
    console.press("#need_text", "Enter")
    expect(told).to_be_visible()
    console.keyboard.press("Escape")
    held: list[Route] = []
    intercept(console, "**/hide/", lambda route: held.append(route))
    with console.expect_request("**/hide/"):
        console.locator("#heard .hide").first.click()
    console.evaluate("() => { const [line] = heard.children; line.replaceWith(line.cloneNode(true)); }")
    held.pop().continue_()
    console.unroute("**/hide/")
    expect(told).to_be_visible()
    with console.expect_popup() as popup:
        told.locator("a").click()
    popup.value.fill("[name=login]", EMAIL)
    popup.value.fill("[name=password]", PASSWORD)
    popup.value.locator("form.card button.primary").click()
    expect(popup.value).to_have_url(re.compile("/signed-in/$"))
    popup.value.close()
    told.locator("[data-send-again]").click()
    expect(console.locator("#need_text")).to_have_value("")
    expect(console.locator("#needs")).to_contain_text("Not lost")
    expect(second.locator("#heard .note").first).to_have_class(re.compile("off"))


def test_page_that_is_signed_out_is_not_loaded_anew_over_words(agreeing, people):
    console, cookies = agreeing.console, agreeing.laptop.cookies()
    console.fill("#need_text", "Half a")
    agreeing.laptop.clear_cookies(name="sessionid")
    console.evaluate("() => document.dispatchEvent(new Event('refetch'))")
    is_told_and_goes_on(console)
    expect(console.locator("#need_text")).to_have_value("Half a")
    agreeing.laptop.add_cookies(cookies)
    console.fill("#need_text", "")
    console.reload()
    agreeing.is_live(console)


def test_line_that_was_heard_fills_the_form_of_a_task(agreeing, people):
    """The same as a pearl does; what is still to be said comes next."""
    phone, _second = people
    agreeing.write(phone, "We ring home first")
    agreeing.everywhere("We ring home first", agreeing.console)
    line = agreeing.console.locator("#heard .note", has_text="We ring home first")
    line.get_by_text("Make it a task").click()
    expect(agreeing.console.locator("#task_what")).to_have_value("We ring home first")
    expect(agreeing.console.locator("#task_responsible")).to_be_focused()
    line.get_by_text("Make it a need").click()
    expect(agreeing.console.locator("#needs")).to_contain_text("We ring home first")
    agreeing.console.fill("#task_what", "")


def test_person_who_would_be_responsible_is_asked_about_and_everything_typed_stays(agreeing, people):
    agreeing.expected.append("422")
    console = agreeing.console
    console.fill("#task_what", "Ring home")
    console.fill("#task_responsible", "Maija Virtanen")
    console.press("#task_responsible", "Enter")
    expect(console.locator("#task_responsible_error")).to_contain_text("A task belongs to a role")
    expect(console.locator("#task_what")).to_have_value("Ring home")
    console.fill("#task_responsible", "class teacher")
    console.press("#task_responsible", "Enter")
    expect(console.locator("#tasks")).to_contain_text("class teacher")


def test_two_confirm_at_once_and_what_is_amended_is_seen_on_two_phones(agreeing, people):
    phone, second = people
    agreeing.expected.append("409")
    console, other = agreeing.console, agreeing.phone()
    console.locator("#part-decision label").first.click()
    expect(second.locator("#part-decision :checked")).to_have_value("go_on")
    for page in (console, second):
        page.get_by_text("Confirm together").click()
    for page in (console, second):
        page.locator("#ask button[value=yes]").click()
    for page in (phone, other):
        expect(page.locator("#draft.confirmed")).to_be_visible()
    amending = agreeing.page(agreeing.laptop, "amending")
    amending.goto(f"/run/{agreeing.code}/agreement/amend/")
    ring_home = amending.locator("li", has=amending.get_by_text("Ring home", exact=True))
    ring_home.get_by_role("link").click()
    amending.fill("#reword_task_what", "Visit the home")
    amending.locator("[name=by][value=responsible]").check()
    amending.locator("#amend .primary").click()
    expect(amending.locator(".amended li")).to_contain_text("Ring home · class teacher")
    amending.close()
    for page in (phone, other, console, second):
        told = page.locator(".amended li")
        expect(told).to_contain_text("whoever is responsible for it")
        expect(told).to_contain_text("Visit the home")
    other.close()


def test_feedback_thanks_and_counts(agreeing, people):
    phone, second = people
    second.close()
    agreeing.go("feedback", phone)
    phone.locator(".scale").first.locator("label").last.click()
    phone.locator("#feedback-form button.primary").click()
    expect(phone.locator("#thanks")).to_be_visible()
    expect(phone.locator("#feedback-form")).to_be_hidden()
    agreeing.everywhere("fewer than 5 have answered", agreeing.console)
