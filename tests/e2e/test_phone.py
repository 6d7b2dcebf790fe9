"""What people write on their phone: seen by the others at once, told honestly, asked about, never lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.rooms import DRAWN, TWO, Room, intercept, unanswered
from tests.personal_texts import ASKED, FINE, IDENTITY
from tests.spelled_texts import COUNTED, NOTHING
from tests.waiting import until

OFFLINE = "ERR_INTERNET_DISCONNECTED"
JUDGED = """([texts, what]) => {
  const area = document.querySelector("#composer textarea"), found = [];
  for (const text of texts) {
    area.value = text;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    found.push(area.dataset[what]);
  }
  area.value = "";
  area.dispatchEvent(new Event("input", { bubbles: true }));
  return found;
}"""
# As a browser's translation does it: each text in the page, but in what is not to be translated.
TRANSLATED = """() => {
  const font = "<font><font>Translated</font></font>";
  for (const text of document.querySelectorAll(".note p")) text.innerHTML = font;
}"""
SAME_ID = "id => { document.querySelector('#composer [name=id]').value = id; }"
# How many came, by what the status line has said since, in one sum or in several.
LISTEN = """() => {
  const status = document.getElementById("status");
  window.told = 0;
  const add = () => { told += Number(status.textContent.match(/\\d+/)); };
  new MutationObserver(add).observe(status, { childList: true });
}"""
KEPT = "() => Object.entries(sessionStorage).filter(([key]) => /^(draft|outbox):/.test(key)).flat().join()"


# All that the outbox has shown since, however short: what is saved is gone after a moment.
WATCH_OUTBOX = """() => {
  window.shown = [];
  const look = () => {
    for (const { dataset, textContent } of document.querySelectorAll(".outbox li"))
      shown.push(`${dataset.state}: ${textContent}`);
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true });
}"""


def is_called_saved(phone: Page, text: str) -> None:
    phone.wait_for_function("text => shown.includes(`saved: ${text}saved`)", arg=text)


@pytest.fixture
def table(room: Room) -> Iterator[Room]:
    """Two people at one table, the phone of the first is what is looked at: ``room.load(1)``."""
    room.begin("cafe-1", *TWO)
    yield room
    assert room.problems == []


@pytest.fixture
def phone(table: Room) -> Page:
    return table.load(1)[0]


def note(page: Page, text: str) -> Locator:
    return page.locator(".note", has_text=text)


def area_of(page: Page) -> Locator:
    return page.locator("#composer textarea")


def fill_the_table(room: Room) -> None:
    for number in range(4):
        text = f"Situation {number}, which takes some lines on a phone of the usual width. " * 3
        room.do("note", by=1, text=text)


def is_stored_once(room: Room, text: str) -> None:
    until(lambda: text in room.do("texts"), 10, f"{text} is stored")
    assert room.do("texts").count(text) == 1


# --- what comes while one reads ---


def test_notes_that_come_above_what_is_read_are_counted_and_move_nothing(table):
    fill_the_table(table)
    phone = table.load(1)[0]
    read = note(phone, "Situation 0")
    read.scroll_into_view_if_needed()
    phone.evaluate(DRAWN)
    before = read.bounding_box()
    phone.evaluate(LISTEN)
    for number in range(3):
        table.do("note", by=1, text=f"News {number}")
    expect(phone.locator("#arrivals")).to_have_text("3 new")
    assert abs(read.bounding_box()["y"] - before["y"]) < 1
    phone.wait_for_function("() => told === 3")
    expect(phone.locator("#status")).to_contain_text("New on the screen: ")
    phone.locator("#arrivals").tap()
    expect(phone.locator("#arrivals")).to_be_hidden()
    expect(note(phone, "News 2")).to_be_in_viewport()


def test_another_step_is_read_from_its_top(table):
    fill_the_table(table)
    phone = table.load(1)[0]
    note(phone, "Situation 0").scroll_into_view_if_needed()
    assert phone.evaluate("scrollY") > 0
    table.go("theming", phone)
    phone.wait_for_function("() => scrollY === 0")


def test_notes_that_come_at_the_top_simply_appear(table, phone):
    table.do("note", by=1, text="There at once")
    expect(note(phone, "There at once")).to_be_visible()
    expect(phone.locator("#arrivals")).to_be_hidden()


def test_ones_own_note_is_not_news(table):
    fill_the_table(table)
    phone = table.load(1)[0]
    note(phone, "Situation 0").scroll_into_view_if_needed()
    table.write(phone, "My own")
    expect(note(phone, "My own")).to_have_attribute("data-mine", "")
    expect(phone.locator("#arrivals")).to_be_hidden()


def test_other_tables_are_read_on_wish_and_stay_live(room):
    room.begin("cafe-1", *TWO * 4, ("en", ""))
    phone = room.load(1)[0]
    here = room.do("table", by=0)
    there = next(person for person in range(1, 9) if room.do("table", by=person) != here)
    room.do("note", by=there, text="One")
    others = phone.locator("#others")
    expect(others.locator(".note")).to_have_count(1)
    expect(others.locator(".note")).to_be_hidden()
    others.locator("summary").click()
    expect(others.locator(".note")).to_be_visible()
    room.do("note", by=there, text="Two")
    expect(others.locator(".note")).to_have_count(2)
    expect(others).to_contain_text("2 notes")
    expect(phone.locator("#arrivals")).to_be_hidden()


# --- the line one writes in ---


def test_line_grows_to_four_tenths_of_the_screen_and_counts_down_from_eighty(phone):
    area, left = area_of(phone), phone.locator("#composer [data-left]")
    before = area.bounding_box()
    area.fill("word " * 40)
    assert area.bounding_box()["height"] > before["height"]
    expect(left).to_have_text("")
    area.fill("x" * 430)
    expect(left).to_have_text("70")
    area.fill("line\n" * 80)
    assert area.bounding_box()["height"] <= 0.4 * 844 + 1


def test_line_stays_in_sight_over_the_keyboard(phone):
    for size in ({"width": 390, "height": 480}, {"width": 320, "height": 300}):
        phone.set_viewport_size(size)
        area_of(phone).focus()
        expect(area_of(phone)).to_be_in_viewport(ratio=1)
        expect(phone.locator("#composer button.primary")).to_be_in_viewport(ratio=1)


def test_draft_outlives_reload_round_and_phase(table, phone):
    helps = phone.locator("#composer [name=kind][value=helps]")
    area_of(phone).fill("Half a thought")
    phone.locator("#composer .kinds label:has([value=helps])").click()
    phone.reload()
    expect(area_of(phone)).to_have_value("Half a thought")
    expect(helps).to_be_checked()
    for step in ("cafe-2", "theming"):
        table.go(step)
        table.arrive(phone)
        expect(area_of(phone)).to_have_value("Half a thought")
        expect(helps).to_be_checked()
    table.go("opening")  # where nothing has a kind
    expect(area_of(phone)).to_have_value("Half a thought")
    area_of(phone).fill("A topic")
    phone.locator("#composer button.primary").click()
    expect(phone.locator("#topics")).to_contain_text("A topic")


# --- the outbox ---


def test_note_says_for_a_moment_that_it_is_saved(table, phone):
    phone.evaluate(WATCH_OUTBOX)
    table.write(phone, "Soon")
    is_called_saved(phone, "Soon")
    expect(phone.locator(".outbox")).to_have_count(0)


def test_note_waits_while_offline_and_goes_once(table, phone):
    table.expected += [OFFLINE]
    phone.context.set_offline(True)
    table.write(phone, "From the tunnel")
    expect(phone.locator(".outbox [data-state=waiting]")).to_contain_text("waiting")
    phone.context.set_offline(False)
    expect(phone.locator(".outbox")).to_have_count(0)
    is_stored_once(table, "From the tunnel")


def test_note_that_the_server_cannot_take_is_sent_again_with_its_id(table, phone):
    table.expected += ["429", "500", "503"]
    ids: list[str] = []
    route: dict[str, int] = {}

    def fail_twice(sent):
        ids.append(sent.request.post_data)
        if len(ids) > 2:
            sent.continue_()
        else:
            sent.fulfill(status=route["status"])

    intercept(phone, "**/notes/", fail_twice)
    phone.evaluate(WATCH_OUTBOX)
    for status in (429, 500, 503):
        ids.clear()
        route["status"] = status
        table.write(phone, f"Not at once: {status}")
        is_called_saved(phone, f"Not at once: {status}")
        is_stored_once(table, f"Not at once: {status}")
        assert len(ids) == 3
        assert len(set(ids)) == 1


def test_deleted_note_is_not_called_saved_and_is_brought_back_for_a_moment(table, phone):
    """Where it is too late, its words go back into the line. The kind of a note can be changed as well."""
    table.expected.append("409")
    phone.evaluate(WATCH_OUTBOX)
    table.write(phone, "Not so")
    is_called_saved(phone, "Not so")
    note(phone, "Not so").locator(".edit").click()
    expect(phone.locator("#edit [value=situation]")).to_be_checked()
    phone.locator("#edit label:has([value=helps])").click()
    phone.locator("#edit button.primary").click()
    expect(note(phone, "Not so").locator("footer")).to_contain_text("What helps")
    for step in ("cafe-1", "cafe-2"):
        note(phone, "Not so").locator(".edit").click()
        phone.locator("#edit [data-withdraw-note]").click()
        row = phone.locator(".outbox li", has_text="Not so")
        expect(row).to_contain_text("deleted")
        expect(row).not_to_contain_text("saved")
        expect(phone.locator("#status")).to_have_text("deleted")
        assert table.do("texts") == []
        if step == "cafe-2":
            table.do("go", step="cafe-2")
            expect(phone.locator("dialog[data-walk][open]")).to_be_visible()
            table.arrive(phone)
        row.locator("button", has_text="Bring it back").click()
        if step == "cafe-1":
            expect(note(phone, "Not so")).to_have_attribute("data-mine", "")
            expect(note(phone, "Not so").locator("footer")).to_contain_text("What helps")
            is_stored_once(table, "Not so")
    expect(row).to_contain_text("can no longer be brought back")
    row.locator("button", has_text="Change").click()
    expect(area_of(phone)).to_have_value("Not so")
    assert table.do("texts") == []


def device_key(page):
    return next((c["value"] for c in page.context.cookies() if c["name"] == "device"), "")


def test_leaving_asks_says_what_happens_and_is_taken_back(table, phone):
    table.post(phone, "Mine")
    phone.locator("#menu-button").click()
    leaving = phone.locator("#menu .leaving")
    expect(leaving.get_by_text("For five minutes you can come back")).to_be_hidden()
    leaving.locator("summary").click()
    expect(leaving.get_by_text("For five minutes you can come back")).to_be_visible()
    leaving.locator("button").first.click()
    phone.wait_for_url("/left/")
    phone.locator("button[value='1']").click()
    phone.wait_for_url(f"/w/{table.code}/")
    table.is_live(phone)
    expect(note(phone, "Mine")).to_have_attribute("data-mine", "")


def test_leaving_with_unsent_text_asks(table, phone):
    area_of(phone).fill("Not sent")
    phone.locator("#menu-button").click()
    phone.locator("#menu .leaving summary").click()
    phone.locator("#menu [data-leave] button").first.click()
    expect(phone.locator("#menu [data-ask]")).to_be_visible()
    expect(phone.locator("#menu [data-sure]")).to_be_focused()
    key = device_key(phone)
    phone.locator("#menu [data-sure]").click()
    phone.wait_for_url("/left/")
    assert device_key(phone) not in ("", key), "the socket's end must not take the answer's cookie away"
    assert phone.evaluate(KEPT) == ""


def test_closing_the_page_asks_while_something_is_on_its_way(table, phone):
    table.expected += [OFFLINE]
    phone.context.set_offline(True)
    table.write(phone, "On its way")
    asked: list[str] = []
    phone.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    with phone.expect_event("dialog"):
        phone.close(run_before_unload=True)
    assert asked == ["beforeunload"]
    phone.context.set_offline(False)


def test_change_that_cannot_be_sent_is_said_in_its_dialog_and_kept(table):
    table.expected += [OFFLINE, "htmx:"]
    table.do("note", by=0, text="Before")
    phone = table.load(1)[0]
    note(phone, "Before").locator(".edit").click()
    dialog = phone.locator("#edit")
    dialog.locator("textarea").fill("After")
    phone.context.set_offline(True)
    dialog.locator("button.primary").click()
    expect(dialog.get_by_role("alert")).to_contain_text("No connection")
    phone.context.set_offline(False)
    dialog.locator("button.primary").click()
    expect(dialog).not_to_be_visible()
    is_stored_once(table, "After")
    note(phone, "After").locator(".edit").click()
    expect(dialog.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize("saved", ["After", "Too long " * 99], ids=["stored", "refused"])
@pytest.mark.parametrize("next_one", ["First", "Second"])
def test_words_typed_while_a_change_is_on_its_way_stay(table, saved, next_one):
    """One goes on with the same note or another. Shown to fail with every answer taken as the last word."""
    table.expected.append("422")
    for text in ("First", "Second"):
        table.do("note", by=0, text=text)
    phone = table.load(1)[0]
    note(phone, "First").locator(".edit").click()
    dialog = phone.locator("#edit")
    dialog.locator("textarea").fill(saved)
    with unanswered(phone, "**/edit/", dialog.locator("button.primary").click):
        dialog.locator("button.close").click()
        note(phone, next_one).locator(".edit").click()
        dialog.locator("textarea").fill("Half written")
    expect(dialog).to_be_visible()
    expect(dialog.locator("textarea")).to_have_value("Half written")
    expect(dialog.get_by_role("alert")).to_have_count(int(saved != "After"))
    dialog.locator("button.primary").click()
    expect(dialog).to_be_hidden()
    is_stored_once(table, "Half written")


def test_note_for_a_table_one_has_left_is_sent_here_on_wish(table, phone):
    table.expected += [OFFLINE, "409"]
    phone.context.set_offline(True)
    table.write(phone, "Written at the former table")
    table.do("go", step="cafe-2")
    phone.context.set_offline(False)
    table.is_at(phone, "cafe-2")
    table.arrive(phone)
    waiting = phone.locator(".outbox li")
    expect(waiting).to_contain_text("You have moved to another table")
    waiting.locator("button", has_text="Send it here").click()
    expect(note(phone, "Written at the former table")).to_have_count(1)
    expect(note(phone, "Written at the former table")).to_have_attribute("data-mine", "")


# --- time to walk ---


def test_walking_is_told_until_one_has_arrived_and_not_again(table, phone):
    walk = phone.locator("dialog[data-walk][open]")
    table.go("cafe-2")
    expect(walk).to_be_visible()
    phone.reload()
    table.is_live(phone)
    expect(walk).to_be_visible()
    table.arrive(phone)
    phone.reload()
    table.is_live(phone)
    phone.evaluate(DRAWN)
    expect(walk).to_have_count(0)


def test_what_is_being_changed_is_kept_while_walking(table):
    table.do("note", by=0, text="Before")
    phone = table.load(1)[0]
    note(phone, "Before").locator(".edit").click()
    phone.locator("#edit textarea").fill("After, half written")
    table.go("cafe-2")
    expect(phone.locator("dialog[data-walk][open]")).to_be_visible()
    table.arrive(phone)
    expect(phone.locator("#edit textarea")).to_have_value("After, half written")
    phone.locator("#edit button.primary").click()
    phone.locator("#others summary").click()
    expect(note(phone, "After, half written")).to_have_count(1)


@pytest.mark.parametrize("was_refused", [False, True])
def test_what_is_being_changed_is_kept_when_the_cafe_is_over(table, was_refused):
    table.expected.append("422")
    table.do("go", step="theming")
    table.do("note", by=0, text="Before")
    phone = table.load(1)[0]
    note(phone, "Before").locator(".edit").click()
    dialog, text = phone.locator("#edit"), "Too long " * 99 if was_refused else "Half written"
    dialog.locator("textarea").fill(text)
    if was_refused:
        dialog.locator("button.primary").click()
        expect(dialog.locator(".error")).to_be_visible()
    table.go("sharing")
    expect(dialog.locator("textarea")).to_have_value(text)
    dialog.locator("textarea").fill("After")
    dialog.locator("button.primary").click()
    expect(dialog).not_to_be_visible()
    table.jump("theming")
    expect(note(phone, "After")).to_have_count(1)


def test_change_edits_what_was_written_not_its_translation(table):
    table.do("note", by=0, text="Aamut ovat\nvaikeita")
    phone = table.load(1)[0]
    phone.evaluate(TRANSLATED)
    written = phone.locator(".note").filter(has_text="Translated").first
    written.locator(".edit").click()
    expect(phone.locator("#edit textarea")).to_have_value("Aamut ovat\nvaikeita")


def test_two_tabs_of_one_page_send_under_ids_of_their_own(table):
    first = table.load(1)[0]
    second = first.context.new_page()
    second.goto(first.url)
    page_id = first.locator("#composer [name=id]").input_value()
    second.evaluate(SAME_ID, page_id)
    for tab, text in ((first, "Written in the first"), (second, "Written in the second")):
        area_of(tab).fill(text)
        tab.locator("#composer button.primary").click()
        is_stored_once(table, text)


# --- what could tell of a person ---


def test_phone_finds_the_same_as_the_server(phone):
    for texts, kind in ((IDENTITY, "identity"), (ASKED, "asked"), (FINE, "")):
        found = phone.evaluate(JUDGED, [texts, "personal"])
        assert dict(zip(texts, found, strict=True)) == dict.fromkeys(texts, kind)


def test_phone_counts_characters_as_the_server_does(phone):
    found = phone.evaluate(JUDGED, [[typed for typed, _stored in COUNTED], "length"])
    lengths = {typed: str(len(stored)) for typed, stored in COUNTED}
    assert dict(zip(lengths, found, strict=True)) == lengths
    assert phone.evaluate(JUDGED, [NOTHING, "length"]) == ["0"] * len(NOTHING)


def test_identity_code_never_leaves_the_phone_nor_stays_on_it(phone):
    sent: list[str] = []
    phone.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    area_of(phone).fill("Hän on 131052-308T")
    phone.locator("#composer button.primary").click()
    expect(phone.locator("#composer .error")).to_contain_text("identity code")
    expect(area_of(phone)).to_be_focused()
    expect(area_of(phone)).to_have_value("Hän on 131052-308T")
    expect(phone.locator(".anyway")).to_have_count(0)
    assert "131052" not in phone.evaluate(KEPT)
    assert sent == []


def test_contact_is_asked_about_and_posted_anyway(table, phone):
    area_of(phone).fill("Soita 040 123 4567")
    phone.locator("#composer button.primary").click()
    expect(phone.locator("#composer .error")).to_be_visible()
    area_of(phone).press("End")
    area_of(phone).press("Backspace")
    expect(phone.locator("#composer .anyway")).to_have_count(0)
    phone.locator("#composer button.primary").click()
    phone.locator("#composer .anyway").click()
    is_stored_once(table, "Soita 040 123 456")
    expect(phone.locator("#composer .error")).to_have_count(0)


def test_name_of_a_theme_group_and_a_changed_note_are_asked_about_too(table):
    table.do("note", by=0, text="One")
    phone = table.load(1)[0]
    note(phone, "One").locator(".edit").click()
    phone.locator("#edit textarea").fill("Storgatan 7")
    phone.locator("#edit button.primary").click()
    phone.locator("#edit .anyway").click()
    is_stored_once(table, "Storgatan 7")
    table.go("theming")
    table.do("note", by=0, text="Two")
    phone.locator(".note label").first.click()
    phone.locator("#choose input[name=title]").fill("Auto ABC-123")
    phone.locator("#choose button.primary").click()
    phone.locator("#choose .anyway").click()
    table.everywhere("Auto ABC-123", phone)
