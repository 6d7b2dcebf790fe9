"""People in a call, and the gentle signs that time runs out."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.rooms import Room

CALL = "https://meet.example/r/1?pwd=0401234567"
# What the phone shows and where, in the very moment in which so many seconds are left.
SIGN = """(seconds) => {
  for (const left of [seconds + 3, seconds]) {
    const detail = Date.parse(document.getElementById("clock").dataset.ends) - 1000 * left;
    document.dispatchEvent(new CustomEvent("dialogit:time", { detail }));
  }
  const [sign, clock] = ["sign", "clock"].map((id) => document.getElementById(id));
  const [box, other] = [sign, clock].map((e) => e.getBoundingClientRect());
  const isApart = box.right <= other.left || box.left >= other.right;
  return sign.hidden ? "" : `${sign.textContent}${isApart ? "" : ", over the clock"}`;
}"""
FEELS = "() => { window.felt = []; navigator.vibrate = (pattern) => felt.push(pattern); }"


def open_group_in(phone: Page, place: str) -> None:
    phone.locator("#one-more-group summary").click()
    phone.locator("#id_group_place").fill(place)
    phone.locator("#open-group button.primary").click()


def test_a_group_that_opens_in_a_call_is_joined_from_the_phone_and_told_on_the_wall(room: Room):
    """Its figures look like a telephone number, which the phone asks about anywhere else."""
    room.begin("open_space", ("en", ""), ("sv", ""))
    phone, other = room.load()
    room.open("projector")
    expect(phone.locator("#call")).to_have_count(0)
    room.expected.append("422")
    open_group_in(phone, f"{CALL} and https://other.example/")
    expect(phone.locator("#id_group_place_error")).to_contain_text("One link is enough")
    expect(phone.locator("#id_group_place")).to_have_value(f"{CALL} and https://other.example/")
    phone.locator("#id_group_place").fill(f"{CALL} code 12")
    phone.locator("#open-group button.primary").click()
    link = phone.locator("#call a")
    expect(link).to_have_attribute("href", CALL)
    expect(link).to_have_accessible_name("Join the call meet.example (opens in a new tab)")
    assert link.evaluate("a => [a.rel, a.referrerPolicy, a.target]") == [
        "noopener noreferrer",
        "no-referrer",
        "_blank",
    ]
    expect(other.locator("#themes")).to_contain_text("på distans")
    expect(other.locator("#call")).to_have_count(0)
    expect(room.projector.locator("#market")).to_contain_text("by call some")
    other.locator("button[form=move]", has_text="på distans").click()
    expect(other.locator("#call a")).to_have_attribute("href", CALL)
    assert "meet.example" not in room.projector.content()


def test_the_last_minutes_are_told_to_whoever_has_asked_this_phone(room: Room):
    room.begin("cafe-1", ("en", ""))
    [phone] = room.load()
    phone.evaluate(FEELS)
    wanted = phone.locator("#wants-signs")
    assert phone.evaluate(SIGN, 300) == ""
    expect(phone.locator("#status")).to_contain_text("5 minutes left")
    phone.locator("#menu-button").click()
    expect(wanted).not_to_be_checked()
    wanted.check()
    phone.locator("#menu .close").click()
    assert phone.evaluate(SIGN, 60) == "1 minute left"
    phone.evaluate(SIGN, 0)
    expect(phone.locator("#status")).to_contain_text("The time is up.")
    expect(phone.locator("#sign")).to_have_text("1 minute left")
    assert phone.evaluate("felt") == [[120]]
    phone.reload()
    room.is_live(phone)
    expect(wanted).to_be_checked()
    assert phone.evaluate(SIGN, 300) == "5 minutes left"
    assert {cookie["name"] for cookie in phone.context.cookies()} == {"device", "csrftoken"}
