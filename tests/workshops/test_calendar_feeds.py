"""The calendar that one subscribes to: its secret address, what it holds, and the end of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar, Event

from tests.factories import Person, go, join, pass_through
from workshops.access.follow_up import feed_token
from workshops.models import Agreement, CalendarFeed, Task, Workshop


@pytest.fixture
def phone(workshop: Workshop) -> Person:
    return join(workshop)


@pytest.fixture
def closed(workshop: Workshop, phone: Person) -> Workshop:
    now, today = timezone.now().replace(microsecond=0), timezone.localdate()
    for what, days, status in (
        ("Meet; every week", 7, "open"),
        ("Eat together", 30, "doing"),
        ("Rest", -3, "open"),
        ("Done already", 5, "done"),
        ("Given up", 5, "dropped"),
    ):
        due = today + timedelta(days=days)
        Task.objects.create(workshop=workshop, what=what, responsible="Head", due=due, status=status)
    Task.objects.create(workshop=workshop, what="Some day", responsible="All")
    Agreement.objects.create(workshop=workshop, next_at=now + timedelta(days=60), next_place="Library")
    Workshop.objects.filter(pk=workshop.pk).update(
        language="en", dialogue_1_at=now - timedelta(days=40), dialogue_2_at=now - timedelta(hours=3)
    )
    workshop.refresh_from_db()
    return go(pass_through(workshop, "feedback"), "closed")


def turn(person: Person, workshop: Workshop, on: str) -> int:
    return person.submit("workshops:turn_feed", workshop.code, on=on).status_code


def address_on_page(person: Person, workshop: Workshop) -> str:
    page = person.get("workshops:follow_up", workshop.code).content.decode()
    found = re.search(r"http://testserver(/calendars/\S+\.ics)", page)
    assert bool(found) == ("webcal://testserver/calendars/" in page)
    return found[1] if found else ""


def events(address: str) -> list[Event]:
    answer = Person().client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_feed_holds_the_dates_and_the_tasks_that_are_due(closed, facilitator):
    assert address_on_page(facilitator, closed) == ""
    assert turn(facilitator, closed, "1") == 302
    address = address_on_page(facilitator, closed)
    assert sorted(str(event["SUMMARY"]) for event in events(address)) == [
        "Due: Eat together",
        "Due: Meet; every week",
        "Due: Rest",
        "Early support: first dialogue",
        "Early support: second dialogue",
        "Early support: we meet again",
    ]
    task = next(event for event in events(address) if "Meet" in event["SUMMARY"])
    assert (task.start, task.end - task.start) == (
        timezone.localdate() + timedelta(days=7),
        timedelta(days=1),
    )
    assert (task["TRANSP"], "Head · to do" in task["DESCRIPTION"]) == ("TRANSPARENT", True)
    assert (
        task["UID"] == f"{closed.code}-task-{closed.tasks.get(what__startswith='Meet').pk}@testserver".lower()
    )


def test_feed_is_a_calendar_with_a_name_for_programs_without_cookies(closed, facilitator):
    turn(facilitator, closed, "1")
    answer = Person().client.get(address_on_page(facilitator, closed))
    calendar = Calendar.from_ical(answer.content)
    assert (calendar["NAME"], calendar["X-WR-CALNAME"]) == ("Early support", "Early support")
    assert "REFRESH-INTERVAL" in calendar
    assert len(answer.cookies) == 0
    assert [answer[name] for name in ("Referrer-Policy", "X-Robots-Tag")] == [
        "no-referrer",
        "noindex, nofollow, noarchive",
    ]


def test_feed_follows_what_changes(closed, facilitator):
    turn(facilitator, closed, "1")
    address, before = address_on_page(facilitator, closed), Workshop.objects.get(pk=closed.pk).rev
    Task.objects.exclude(what="Rest").update(status="done")
    Agreement.objects.update(next_at=None)
    Workshop.objects.update(dialogue_1_at=None, dialogue_2_at=None, rev=before + 1)
    [rest] = events(address)
    assert (rest["SUMMARY"], rest["SEQUENCE"]) == ("Due: Rest", before + 1)


def test_new_address_ends_the_earlier_one_and_ending_it_leaves_none(closed, facilitator, second, phone):
    turn(facilitator, closed, "1")
    first = address_on_page(phone, closed)
    turn(second, closed, "1")
    later = address_on_page(phone, closed)
    assert [Person().client.get(address).status_code for address in (first, later)] == [404, 200]
    assert turn(facilitator, closed, "0") == 302
    assert (turn(second, closed, "0"), address_on_page(phone, closed)) == (302, "")
    gone = [Person().client.get(address) for address in (first, later, "/calendars/nothing.ics")]
    assert {answer.status_code for answer in gone} == {404}
    assert len({answer.content for answer in gone}) == 1


def test_address_is_not_in_the_database_and_a_nonce_alone_opens_nothing(closed, facilitator, elsewhere):
    turn(facilitator, closed, "1")
    address = address_on_page(facilitator, closed)
    feed = CalendarFeed.objects.get()
    signature = feed_token(feed).partition(".")[2]
    assert len(signature) >= 40
    assert {field.attname for field in CalendarFeed._meta.concrete_fields} == {"id", "workshop_id", "nonce"}
    other = CalendarFeed.objects.create(workshop=elsewhere, nonce="f" * 32)
    for made_up in (feed.nonce, f"{other.nonce}.{signature}", f".{signature}", "%00"):
        assert Person().client.get(f"/calendars/{made_up}.ics").status_code == 404
    assert Person().client.post(address).status_code == 405


def test_address_is_shown_to_members_and_made_by_facilitators_alone(closed, facilitator, phone, coordinator):
    assert turn(phone, closed, "1") == 401
    turn(facilitator, closed, "1")
    assert address_on_page(phone, closed)
    assert address_on_page(coordinator, closed) == ""
