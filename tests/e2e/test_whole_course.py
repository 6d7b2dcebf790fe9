"""A whole workshop in real browsers, phase by phase: what one phone posts comes to the others, to the console
and to the projector without a reload. The tests follow the course in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.rooms import LAPTOP, PHONE, Room
from tests.e2e.server import EMAIL, PASSWORD

pytestmark = pytest.mark.in_order
# What stands for figures under five, in each language of the room.
UNDER_5, SOME = re.compile("under 5|alle 5"), re.compile("some|jokunen|några")
LOADED_AT = "() => performance.timeOrigin"


@dataclass
class Course:
    room: Room
    finn: Page
    swede: Page
    english: Page

    @property
    def phones(self) -> tuple[Page, Page, Page]:
        return self.finn, self.swede, self.english

    @property
    def pages(self) -> tuple[Page, ...]:
        return (*self.phones, self.room.console, self.room.projector)

    def go(self, step: str) -> None:
        while self.room.step != step:
            self.room.next()
        self.room.arrive(*self.phones)

    def show_slide(self, number: int) -> None:
        self.room.press_key("PageDown")
        expect(self.room.console.locator("[data-slide]")).to_have_attribute("data-slide", str(number))


@pytest.fixture(scope="module")
def whole(shared_room: Room) -> Course:
    """By the forms of the pages all the way, as nobody else comes in here."""
    create_workshop(shared_room)
    shared_room.open("projector")
    for language, name in (("fi", "Aino"), ("sv", ""), ("en", "")):
        phone = shared_room.page(shared_room.context(language, **PHONE), f"phone {language}")
        shared_room.phones.append(shared_room.join(phone, name))
    return Course(shared_room, *shared_room.phones)


def create_workshop(room: Room) -> None:
    """The facilitator asks for the page of a new workshop, signs in, fills it in and is on its console."""
    room.laptop = room.context(**LAPTOP)
    room.console = console = room.page(room.laptop, "console")
    console.goto("/run/new/")
    console.fill("input[name=login]", EMAIL)
    console.fill("input[name=password]", PASSWORD)
    console.press("input[name=password]", "Enter")
    console.wait_for_url("/run/new/")
    console.fill("input[name=title]", "Early support")
    console.fill("textarea[name=recipients]", "The management team")
    console.locator("form:has(input[name=title]) button.primary").first.click()
    console.wait_for_url(re.compile(r"/run/[A-Z0-9]{8}/checklist/$"))
    room.code = console.url.split("/")[-3]
    console.goto(f"/run/{room.code}/")
    room.is_live(console)


@pytest.fixture
def course(whole: Course) -> Iterator[Course]:
    loaded = [page.evaluate(LOADED_AT) for page in whole.pages]
    yield whole
    assert [page.evaluate(LOADED_AT) for page in whole.pages] == loaded
    assert whole.room.problems == []


def press(page: Page, button: Locator) -> None:
    page.bring_to_front()
    button.click()


def test_welcome_greets_everyone_in_their_language(course):
    course.go("welcome")
    assert [page.locator("html").get_attribute("lang") for page in course.phones] == ["fi", "sv", "en"]
    expect(course.room.console.locator("#connected")).to_contain_text("3 of 3")
    expect(course.room.projector.locator("#arrived")).to_have_attribute("data-people", "3")
    course.room.everywhere("Aino", course.room.console)
    course.room.is_current()
    assert "Aino" not in course.room.projector.content()


def test_cafe_gathers_notes_in_every_round(course):
    for number in (1, 2, 3, 4):
        course.go(f"cafe-{number}")
        course.room.write(course.finn, f"Huomio kierroksella {number}")
        course.room.everywhere(f"Huomio kierroksella {number}", *course.phones, course.room.console)


def test_theming_puts_notes_together(course):
    course.go("theming")
    finn, swede, _english = course.phones
    course.room.write(swede, "Ingen frågar i tid")
    course.room.everywhere("Ingen frågar i tid", *course.phones, course.room.console)
    for text in ("Huomio kierroksella 4", "Ingen frågar i tid"):
        note = finn.locator(".note", has_text=text)
        note.evaluate("note => note.scrollIntoView({ block: 'center' })")  # from under the composer
        note.locator("input").check(force=True)
    finn.locator("#choose input[name=title]").fill("Miten kysymme ajoissa?")
    finn.locator("#choose button.primary").click()
    for page in (*course.phones, course.room.console):
        group = page.locator(".theme-group", has_text="Miten kysymme ajoissa?")
        expect(group.locator(".note")).to_have_count(2)
    expect(course.room.projector.locator("#tally .named b").filter(has_text="1")).to_have_count(1)


def test_sharing_shows_each_table_and_its_main_points(course):
    course.go("sharing")
    console = course.room.console
    for _ in range(4):
        if "Miten kysymme ajoissa?" in course.room.projector.locator("#main").inner_text():
            break
        number = int(console.locator("[data-slide]").get_attribute("data-slide")) + 1
        course.show_slide(number)
        expect(course.room.projector.locator(f"#telling-{number}")).to_be_attached()
    course.room.everywhere("Miten kysymme ajoissa?", *course.phones, course.room.projector)
    console.locator("#main-point [name=text]").fill("Ask while it is small")
    console.locator("#main-point button.btn").click()
    course.room.everywhere("Ask while it is small", *course.pages)


def test_choosing_counts_votes_and_shows_them_when_it_ends(course):
    course.go("choosing")
    console = course.room.console
    for phone in course.phones:
        vote = phone.locator(".ballot", has_text="Miten kysymme ajoissa?").locator(".vote")
        vote.click()
        expect(vote).to_have_attribute("aria-pressed", "true")
    expect(course.room.projector.locator("#result-slide")).to_have_count(0)
    course.room.is_current(console)
    pick = console.locator("#standings .pick-theme")
    if "on" not in (pick.get_attribute("class") or "").split():
        pick.click()
        expect(console.locator("#standings .pick-theme.on")).to_have_count(1)
    console.locator("#voting-head button").click()
    for page in (*course.phones, course.room.projector):
        expect(
            page.locator(".result tr:not(.behind-row)", has_text="Miten kysymme ajoissa?")
        ).to_contain_text(UNDER_5)


def test_interlude_keeps_what_was_chosen(course):
    course.go("interlude")
    course.room.everywhere("Miten kysymme ajoissa?", *course.pages)


def test_opening_finds_the_jokers_topic(course):
    course.go("opening")
    course.room.write(course.english, "Rest between meetings")
    course.show_slide(1)
    course.show_slide(2)
    course.room.everywhere("Rest between meetings", *course.pages)
    support = course.finn.locator(".note", has_text="Rest between meetings").locator(".ours")
    support.click()
    expect(support).to_have_attribute("aria-pressed", "true")
    expect(course.room.projector.locator("#topics li b")).to_have_text(SOME)
    press(course.room.console, course.room.console.locator("#topics .note button.small"))
    for phone in course.phones:
        expect(phone.locator("#joker-head h2")).to_have_text("Rest between meetings")


def test_open_space_lets_people_walk_and_write(course):
    course.go("open_space")
    finn, swede, english = course.phones
    theme = ".theme:has-text('Miten kysymme ajoissa?')"
    for phone in (finn, swede):
        phone.locator(f"{theme} .group button").first.click()
        expect(phone.locator(".group-page")).to_be_visible()
    for page in (english, course.room.console, course.room.projector):
        expect(page.locator(f"{theme} .heads").first).to_contain_text("2")
    course.room.write(finn, "Kysytään jo ovella")
    course.room.everywhere("Kysytään jo ovella", finn, swede, course.room.console)
    course.room.is_current(english)
    assert "Kysytään jo ovella" not in english.content()
    english.locator("#one-more-theme summary").click()
    english.locator("#open-theme [name=title]").fill("A shared morning")
    english.locator("#open-theme button.primary").click()
    course.room.everywhere("A shared morning", *course.pages)


def test_pearls_are_told_one_by_one(course):
    course.go("pearls")
    pearl = course.finn.locator(".contribution", has_text="Kysytään jo ovella").locator(".to-pearl")
    pearl.click()
    expect(pearl).to_have_attribute("aria-pressed", "true")
    expect(course.room.console.locator("#pearl-list")).to_contain_text("Kysytään jo ovella")
    course.show_slide(1)
    for page in (*course.phones, course.room.projector):
        expect(page.locator("blockquote")).to_contain_text("Kysytään jo ovella")


def test_agreement_gathers_what_was_heard_and_what_is_next(course):
    course.go("agreement")
    console, projector = course.room.console, course.room.projector
    course.room.write(course.swede, "Vi bär samma oro")
    course.room.everywhere("Vi bär samma oro", *course.pages)
    console.locator("#need-form [name=text]").fill("Time for each other")
    console.locator("#need-form button").last.click()
    console.locator("#room-sees button").nth(1).click()
    course.room.everywhere("Time for each other", *course.phones, projector)
    console.locator("#task-form [name=what]").fill("Invite the school")
    console.locator("#task-form [name=responsible]").fill("Head of unit")
    console.locator("#task-form button").last.click()
    course.room.everywhere("Invite the school", *course.phones, console)
    course.room.write(course.english, "Add the parents too")
    course.room.everywhere("Add the parents too", *course.phones, console)


def test_feedback_is_taken_without_showing_anyones(course):
    course.go("feedback")
    for phone in course.phones:
        phone.locator(".scale").first.locator("label").last.click()
        phone.locator("#feedback-form button.primary").click()
        expect(phone.locator("#thanks")).to_be_visible()
    expect(course.room.projector.locator("#results.waiting")).to_be_visible()


def test_closing_ends_the_writing_and_leaves_the_report(course):
    course.go("closed")
    for phone in course.phones:
        expect(phone.locator("#closed")).to_be_visible()
        expect(phone.locator("form[data-composer]")).to_have_count(0)
    course.room.console.locator("#what-now button").first.click()
    expect(course.room.console.locator("#what-now button")).to_have_attribute("aria-pressed", "true")
    for phone in course.phones:  # which have been open since
        expect(phone.locator(f"#closed a[href='/w/{course.room.code}/report/']")).to_be_visible()
    report = course.room.page(course.finn.context, "report")
    report.goto(f"/w/{course.room.code}/report/")
    for text in ("Miten kysymme ajoissa?", "Kysytään jo ovella", "Invite the school"):
        expect(report.locator("main")).to_contain_text(text)
    report.close()
