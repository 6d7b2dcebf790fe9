"""The way in: typing the code, scanning it, joining, and being refused in words."""

from __future__ import annotations

import re
import time
from html import unescape
from urllib.parse import quote

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.urls import reverse
from PIL import Image

from tests.factories import STRICT_SITE, Person, WorkshopFactory, browser, go, join, with_device
from tests.markup import flat
from tests.pasted_codes import OPENS, SAYS
from workshops import access
from workshops.access import code_throttle
from workshops.models import Participant
from workshops.queries import joined
from workshops.services import people, phone_codes, report_sharing
from worryzones import table_links

UNKNOWN = "No open workshop has this code"


@pytest.mark.parametrize("typed", ["", "   ", "XXXXXXXX", "K7M2QFX", "x" * 41, "<script>"])
def test_home_says_what_to_do_about_a_wrong_code(workshop, typed):
    answer = Person().submit("workshops:home", code=typed)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("contact", ["", "dialogues@centre.example"])
def test_code_of_a_closed_workshop_says_that_it_has_ended_and_whom_to_ask(workshop, organisation, contact):
    """Typed, scanned, by a table's card or for a new phone. Never whom in person."""
    organisation.contact = contact
    organisation.save()
    go(workshop, "closed")
    card = table_links.link_to(workshop.pk, 1, 1)
    answers = [
        Person().submit("workshops:home", code=workshop.code),
        Person().get("workshops:join", workshop.code),
        Person().get("workshops:new_phone", workshop.code),
        Person().get("worryzones:join_at", workshop.code, card),
        Person().client.get(f"/w/{workshop.code}/", follow=True),
    ]
    for answer in answers:
        page = flat(answer.content.decode())
        assert answer.status_code == 410
        assert "This workshop has ended" in page
        assert UNKNOWN not in page
        assert "Family Centre" in page
        assert (f'href="mailto:{contact}"' in page) == bool(contact)
        assert "facilitator@example.org" not in page
        assert "The report has not been shared with those who took part." in page
    report_sharing.share_report(workshop=workshop, shared=True)
    page = flat(Person().get("workshops:join", workshop.code).content.decode())
    assert f'href="/w/{workshop.code}/report/"' in page
    assert Person().get("workshops:report", workshop.code).status_code == 200


@pytest.mark.usefixtures("within_a_minute")
def test_code_that_opens_a_shared_report_is_no_guess_however_many_come(workshop):
    """A room looks at it in the evening, from behind one address. Closing the report ends it."""
    go(workshop, "closed")
    report_sharing.share_report(workshop=workshop, shared=True)
    assert {Person().get("workshops:join", workshop.code).status_code for _phone in range(12)} == {410}
    assert {Person().get("workshops:report", workshop.code).status_code for _phone in range(12)} == {200}
    report_sharing.share_report(workshop=workshop, shared=False)
    assert Person().get("workshops:report", workshop.code).status_code == 404


@pytest.mark.usefixtures("within_a_minute")
@pytest.mark.parametrize("first", ["closed", "unknown"])
def test_code_of_a_closed_workshop_counts_as_a_guess(workshop, first):
    """As an unknown one does; and who has to wait is not told that it has ended."""
    go(workshop, "closed")
    guesses = [workshop.code if first == "closed" else "XXXXXXXX"] * 10
    assert {Person().submit("workshops:home", code=code).status_code for code in guesses} <= {410, 422}
    answer = Person().get("workshops:join", workshop.code)
    assert answer.status_code == 429
    assert "has ended" not in answer.content.decode()


def test_join_needs_no_name(workshop):
    visitor = Person()
    answer = visitor.submit("workshops:join", workshop.code)
    assert (answer.status_code, answer.url) == (302, f"/w/{workshop.code}/")
    assert visitor.get("workshops:stage", workshop.code).status_code == 200
    assert Participant.objects.get().name == ""


def test_join_keeps_the_name_and_unit_that_were_given(workshop):
    workshop.asks_home_unit = True
    workshop.save(update_fields=["asks_home_unit"])
    Person().submit("workshops:join", workshop.code, name=" A\u0308nne ", home_unit="School")
    person = Participant.objects.get()
    assert (person.name, person.home_unit) == ("Änne", "School")


def test_join_takes_nothing_else_from_the_form(workshop, elsewhere):
    Person().submit("workshops:join", workshop.code, removed="1", workshop=elsewhere.pk, key_hash="mine")
    person = workshop.participants.get()
    assert person.removed is False
    assert person.key_hash != "mine"


def test_join_says_when_a_name_is_too_long(workshop):
    answer = Person().submit("workshops:join", workshop.code, name="x" * 41)
    assert answer.status_code == 422
    assert "x" * 41 in answer.content.decode()


def test_joining_twice_is_one_participant(workshop):
    person = with_device()
    assert person.device
    first = people.join(workshop=workshop, device=person.device, name="Aino")
    again = people.join(workshop=workshop, device=person.device, name="Somebody else")
    assert first == again
    assert Participant.objects.get().name == "Aino"


def test_a_device_that_is_in_goes_straight_to_its_stage(participant, workshop):
    assert participant.get("workshops:join", workshop.code).url == f"/w/{workshop.code}/"
    assert participant.submit("workshops:join", workshop.code).url == f"/w/{workshop.code}/"
    assert workshop.participants.count() == 1


def test_stage_sends_who_has_not_joined_to_the_door(workshop):
    answer = Person().get("workshops:stage", workshop.code)
    assert (answer.status_code, answer.url) == (302, f"/j/{workshop.code}/")


def test_a_removed_participant_is_told_so_everywhere(participant, workshop):
    people.remove(participant=participant.participant)
    for page in ("workshops:stage", "workshops:join"):
        answer = participant.get(page, workshop.code)
        assert answer.status_code == 403
        assert "no longer in this workshop" in answer.content.decode()
    assert participant.submit("workshops:join", workshop.code).status_code == 403


def test_one_device_is_somebody_else_in_another_workshop(participant, workshop, elsewhere):
    assert participant.device
    there = people.join(workshop=elsewhere, device=participant.device)
    assert participant.participant
    assert there.key_hash != participant.participant.key_hash


def test_pages_hold_nothing_for_search_engines_or_frames(workshop):
    answer = Person().get("workshops:home")
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_writing_without_a_token_is_forbidden(workshop):
    person = join(workshop)
    strict = browser(STRICT_SITE)
    strict.cookies = person.client.cookies
    assert strict.post(f"/w/{workshop.code}/host/", {"on": "1"}).status_code == 403


def test_join_of_a_closed_workshop_leads_back_those_who_were_in_it(workshop_at, participant, client):
    workshop = workshop_at("closed")
    address = reverse("workshops:join", args=[workshop.code])
    assert participant.client.get(address).headers["Location"] == reverse(
        "workshops:stage", args=[workshop.code]
    )
    assert client.get(address).status_code == 410


# --- codes: typed, pasted, wrong, too many ---


@pytest.mark.parametrize("typed", OPENS, ids=ascii)
def test_home_takes_a_code_however_it_is_pasted(workshop, typed):
    answer = Person().submit("workshops:home", code=typed.replace("HOST", "dialogi.kunta.example"))
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/j/K7M2QFXA/")


@pytest.mark.parametrize("pasted", [text for text in OPENS if "/" not in text], ids=ascii)
def test_a_link_opens_whatever_has_come_into_it(workshop, pasted):
    answer = browser().get(f"/j/{quote(pasted, safe='')}/")
    assert answer.status_code == 200
    assert "Join the workshop" in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    ["/j/K7M2QFXA", "/j/K7M2QFXA.", "/j/K7M2QFXA/)", "/j/K7M2QFXA/%E2%80%9D", "/J/K7M2QFXA/", "/J/K7M2QFXA"],
)
def test_a_link_opens_with_what_a_mail_has_added_to_it(workshop, path):
    answer = browser().get(path, follow=True)
    assert "Join the workshop" in answer.content.decode()


@pytest.mark.parametrize(("typed", "says"), SAYS, ids=ascii)
def test_a_wrong_code_is_told_by_its_wrong_signs(workshop, typed, says):
    answer = Person().submit("workshops:home", code=typed)
    assert answer.status_code == 422
    page = unescape(answer.content.decode())
    assert (f"This is not in any code: {says}." if len(says) < 5 else f"{says}.") in page
    assert f'value="{typed}"' in page


@pytest.mark.parametrize(
    ("code", "says"), [("K7M2QFX0", "This is not in any code: 0."), ("K7M2QFX", "This one has 7.")]
)
def test_a_wrong_link_is_told_by_its_wrong_signs(workshop, code, says):
    answer = Person().get("workshops:join", code)
    assert answer.status_code == 404
    assert says in answer.content.decode()


def test_a_one_time_code_is_taken_as_its_link_too(participant, workshop):
    code = phone_codes.give(participant=participant.participant)
    link = f"https://dialogi.kunta.example/phone/{workshop.code}/{code}/."
    answer = Person().submit("workshops:new_phone", workshop.code, code=link)
    assert (answer.status_code, answer.url) == (302, f"/w/{workshop.code}/")


def test_a_code_that_cannot_be_one_is_no_guess(workshop):
    visitor = Person()
    for _ in range(30):
        assert visitor.submit("workshops:home", code="K7M2-0FXA").status_code == 422
    assert visitor.submit("workshops:home", code=workshop.code).status_code == 302


@pytest.mark.usefixtures("within_a_minute")
def test_ten_wrong_codes_in_a_minute_have_to_wait(workshop):
    visitor = Person()
    typed = [visitor.submit("workshops:home", code="XXXXXXXX").status_code for _ in range(11)]
    assert typed == [422] * 10 + [429]
    answer = visitor.submit("workshops:home", code=workshop.code)
    assert answer.status_code == 429
    assert "Too many wrong codes have come from here" in answer.content.decode()
    assert f'value="{workshop.code}"' in answer.content.decode()


@pytest.mark.usefixtures("within_a_minute")
@pytest.mark.parametrize(
    "page", [("workshops:join",), ("workshops:new_phone",), ("worryzones:join_at", "1-2-abcdef")]
)
def test_scanning_a_wrong_code_is_counted_once(workshop, page):
    """A wrong one on a table's card was counted twice."""
    name, *more = page
    answers = [Person().get(name, "XXXXXXXX", *more).status_code for _ in range(11)]
    assert answers == [404] * 10 + [429]


def test_a_stage_tells_nothing_about_codes_that_the_door_does_not(workshop):
    for known, unknown in (("K7M2QFXA", "XXXXXXXX"), ("k7m2qfxa", "xxxxxxxx"), ("k7m2-qfxa", "xxxx-xxxx")):
        answers = [Person().get("workshops:stage", code) for code in (known, unknown)]
        assert [answer.status_code for answer in answers] == [302, 302]
        assert [answer.url for answer in answers] == ["/j/K7M2QFXA/", "/j/XXXXXXXX/"]


def test_fifty_wrong_codes_in_an_hour_have_to_wait(workshop, monkeypatch):
    clock = 1_800_000_000 // 3600 * 3600 + 1.0
    monkeypatch.setattr(time, "time", lambda: clock)
    for _ in range(5):
        for _ in range(10):
            assert code_throttle.seconds_to_wait("192.0.2.7") == 0
            code_throttle.record_failure("192.0.2.7")
        assert code_throttle.seconds_to_wait("192.0.2.7") > 0
        clock += 60
    assert code_throttle.seconds_to_wait("192.0.2.7") == 3600 - 301
    assert code_throttle.seconds_to_wait("192.0.2.8") == 0
    clock += 3600
    assert code_throttle.seconds_to_wait("192.0.2.7") == 0


@pytest.mark.thorough
@pytest.mark.usefixtures("within_a_minute")
def test_five_hundred_right_joins_from_one_address_are_never_refused(workshop):
    """Among them are more wrong ones than an address may make: a room makes its mistakes together."""
    answers = []
    for number in range(500):
        if number % 20 == 10:
            Person().submit("workshops:home", code="XXXXXXXX")
        answers.append(Person().submit("workshops:join", workshop.code).status_code)
    assert answers == [302] * 500
    assert Person().submit("workshops:home", code="XXXXXXXX").status_code == 429


@pytest.mark.usefixtures("within_a_minute")
def test_a_device_that_is_in_is_not_held_up_by_the_mistakes_of_others(workshop, participant):
    for _ in range(11):
        Person().submit("workshops:home", code="XXXXXXXX")
    assert participant.get("workshops:join", workshop.code).url == f"/w/{workshop.code}/"


def test_no_address_is_kept_in_the_clear(workshop):
    Person().submit("workshops:home", code="XXXXXXXX")
    Person().get("workshops:join", workshop.code)
    kept = [key for key in cache._cache if "missed" in key or "named" in key]
    assert len(kept) == 3
    assert not any("127.0.0.1" in f"{key} {cache._cache[key]!r}" for key in kept)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6,203.0.113.9", "203.0.113.9"),
        (1, "", "127.0.0.1"),
        (1, "unknown", "127.0.0.1"),
        (1, "203.0.113.9, ", "127.0.0.1"),
        (1, "203.0.113.9:51234", "203.0.113.9"),
        (1, "[2001:db8::7]:51234", "2001:db8::7"),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (2, "203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "6.6.6.6", "127.0.0.1"),
    ],
)
def test_the_address_is_what_the_proxy_says_and_not_what_a_browser_says(
    rf, settings, proxies, forwarded, address
):
    settings.PROXIES = proxies
    assert access.visitor_in(rf.get("/", headers={"X-Forwarded-For": forwarded})).address == address


@pytest.mark.parametrize(
    "name", ["Forwarded", "X-Real-IP", "CF-Connecting-IP", "X-Client-IP", "True-Client-IP"]
)
def test_no_other_header_tells_an_address(rf, settings, name):
    settings.PROXIES = 1
    headers = {name: "203.0.113.9", "X-Forwarded-For": "198.51.100.4"}
    assert access.visitor_in(rf.get("/", headers=headers)).address == "198.51.100.4"


# --- what joining asks and shows ---


def test_the_work_unit_is_asked_only_when_the_facilitator_wants_it(workshop):
    assert 'name="home_unit"' not in Person().get("workshops:join", workshop.code).content.decode()
    Person().submit("workshops:join", workshop.code, home_unit="School")
    assert Participant.objects.get().home_unit == ""
    workshop.asks_home_unit = True
    workshop.save(update_fields=["asks_home_unit"])
    assert 'name="home_unit"' in Person().get("workshops:join", workshop.code).content.decode()


@pytest.mark.parametrize(("step", "at_the_door", "on_the_stage"), [("welcome", 0, 1), ("cafe-1", 1, 0)])
def test_principles_are_shown_once(workshop, step, at_the_door, on_the_stage):
    go(workshop, step)
    visitor = Person()
    door = visitor.get("workshops:join", workshop.code).content.decode()
    visitor.submit("workshops:join", workshop.code)
    stage = visitor.get("workshops:stage", workshop.code).content.decode()
    counted = [page.count("How we talk today") for page in (door, stage)]
    assert counted == [at_the_door, on_the_stage]


def test_the_language_can_be_changed_before_joining(workshop):
    visitor = Person()
    assert 'lang="en"' in visitor.get("workshops:join", workshop.code).content.decode()
    visitor.submit("workshops:language", language="sv", next=f"/j/{workshop.code}/")
    assert '<html lang="sv">' in visitor.get("workshops:join", workshop.code).content.decode()
    visitor.submit("workshops:join", workshop.code)
    assert '<html lang="sv">' in visitor.get("workshops:stage", workshop.code).content.decode()


def test_door_keeps_two_cookies_as_it_says_and_no_more(workshop):
    """Neither is for scripts to read."""
    client = browser()
    page = client.get(reverse("workshops:join", args=[workshop.code]))
    assert "This browser keeps two small cookies" in page.content.decode()
    client.post(reverse("workshops:join", args=[workshop.code]))
    client.get(reverse("workshops:stage", args=[workshop.code]))
    assert set(client.cookies) == {settings.DEVICE_COOKIE, settings.CSRF_COOKIE_NAME}
    assert all(cookie["httponly"] for cookie in client.cookies.values())


def test_phone_that_is_in_a_workshop_is_greeted_with_the_way_back(
    participant, workshop, elsewhere, queries_in
):
    """Only its own, not one that it was taken off; what has ended comes last. In as many queries for many."""
    page = participant.get("workshops:home").content.decode()
    assert f'href="/w/{workshop.code}/"' in page
    assert "Go on" in page
    assert elsewhere.title not in page
    assert "You are in this workshop" not in with_device().get("workshops:home").content.decode()
    few = queries_in(lambda: participant.get("workshops:home"))
    for _number in range(3):
        people.join(workshop=WorkshopFactory(), device=participant.device)
    assert queries_in(lambda: participant.get("workshops:home")) == few
    people.join(workshop=elsewhere, device=participant.device)
    go(workshop, "closed")
    assert [found.is_closed for found in joined.workshops_of(participant.device)] == [False] * 3
    people.remove(participant=elsewhere.participants.get(key_hash=participant.device.hash_in(elsewhere.pk)))
    assert elsewhere not in joined.workshops_of(participant.device)


def test_link_that_is_passed_on_says_what_it_is_and_the_home_screen_has_its_picture(workshop):
    """Whatever shows a preview reads the head of the page alone; a title of ours is in it."""
    page = flat(Person().get("workshops:join", workshop.code).content)
    told = re.search(r'<meta name="description" property="og:description" content="([^"]+)">', page)
    assert told
    assert told[1] == "Good Practice Dialogues on everyone's own phone"
    icon = re.search(r'<link rel="apple-touch-icon" href="/static/(\S+\.png)">', page)
    assert icon
    with Image.open(finders.find(icon[1])) as picture:
        assert picture.size == (180, 180)
    assert 'autocomplete="nickname"' in page
