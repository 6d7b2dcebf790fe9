"""What was agreed in many workshops: by when it is due, asked about once a day, followed in a calendar."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from network.models import NetworkCalendar
from tests.factories import browser
from tests.network.held import hold, task
from workshops.models import Agreement, Facilitation, Membership, Need, Task, Workshop
from workshops.services import reminders

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(organisation, facilitator) -> Workshop:
    workshop = hold(organisation, "Early support")
    Facilitation.objects.create(workshop=workshop, user=facilitator.user)
    return workshop


def listed(person, part: str, **chosen: object) -> list[str]:
    page = person.client.get(reverse("network:agreed"), {"part": part, **chosen})
    return [str(row) for row in page.context["page"]]


def test_tasks_stand_by_when_they_are_due(coordinator, held):
    for what, days in (
        ("Yesterday", -1),
        ("Today", 0),
        ("In 30 days", 30),
        ("In 31", 31),
        ("Some day", None),
    ):
        task(held, what, days)
    task(held, "Over", -9, status=Task.Status.DONE, how="It went well")
    task(held, "No longer", -9, status=Task.Status.DROPPED)
    parts = {part: listed(coordinator, part) for part in ("late", "soon", "later", "undated", "done")}
    assert parts == {
        "late": ["Yesterday"],
        "soon": ["Today", "In 30 days"],
        "later": ["In 31"],
        "undated": ["Some day"],
        "done": ["Over"],
    }


def test_needs_stand_by_how_far_they_reach_and_dates_in_one_order(coordinator, held, organisation):
    Need.objects.create(workshop=held, text="Far", horizon="years")
    Need.objects.create(workshop=held, text="Near", horizon="months")
    now = timezone.now()
    Agreement.objects.filter(workshop=held).update(next_at=now + timedelta(days=9))
    first, second = now + timedelta(days=3), now + timedelta(days=20)
    Workshop.objects.create(
        title="Coming", organisation=organisation, dialogue_1_at=first, dialogue_2_at=second
    )
    assert listed(coordinator, "needs") == ["Near", "Far"]
    page = coordinator.client.get(reverse("network:agreed"), {"part": "dates"})
    assert [row["workshop"].title for row in page.context["page"]] == ["Coming", "Early support", "Coming"]
    assert {key: count for key, _label, count in page.context["parts"]}["dates"] == 3


def test_what_is_not_confirmed_or_not_theirs_is_not_there(coordinator, held, other_organisation):
    task(hold(other_organisation), "Elsewhere", -1)
    task(held, "A draft", -1)
    Agreement.objects.filter(workshop=held).update(confirmed_at=None)
    assert listed(coordinator, "late") == []


def test_the_page_asks_as_often_for_many_as_for_one(coordinator, organisation, queries_in):
    def read() -> int:
        return queries_in(lambda: listed(coordinator, "late"))

    task(hold(organisation), "One", -1)
    once = read()
    for number in range(3):
        task(hold(organisation, weeks_ago=number), f"Number {number}", -number)
    assert read() == once


def remind(person, of: Task) -> str:
    return person.client.post(reverse("network:remind", args=[of.pk])).content.decode()


def test_one_press_asks_whoever_facilitates_and_a_second_one_that_day_nobody(coordinator, held):
    late = task(held, "Meet every week", -3)
    assert "1 reminder is on its way" in remind(coordinator, late)
    assert "Nobody was mailed" in remind(coordinator, late)
    assert [letter.to for letter in mail.outbox] == [["facilitator@example.org"]]
    assert "Meet every week" in mail.outbox[0].body
    assert mail.outbox[0].subject == "Miten on edetty? Early support"


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_who_ask_in_the_same_instant_send_one_mail(held, coordinator):
    late = task(held, "Meet every week", -3)

    def ask(_number: int) -> int:
        try:
            found = Task.objects.select_related("workshop").get(pk=late.pk)
            return reminders.remind_of(task=found, by=coordinator.user, site="http://testserver")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(ask, range(2))) == [0, 1]


@pytest.mark.parametrize("who", ["facilitator", "foreign_coordinator", "outsider"])
def test_nobody_else_asks(request, who, held):
    late = task(held, "Meet every week", -3)
    answer = request.getfixturevalue(who).client.post(reverse("network:remind", args=[late.pk]))
    assert (answer.status_code, mail.outbox) == (404, [])


def turn(person, on: bool) -> str:
    """The address then, empty where there is none."""
    person.client.post(reverse("network:turn_calendar"), {"on": str(int(on))})
    return person.client.get(reverse("network:agreed")).context["feed"]


def test_the_calendar_has_dates_and_due_tasks_until_it_ends(coordinator, held, other_organisation):
    task(held, "Meet every week", 3)
    task(hold(other_organisation), "Elsewhere", 3)
    address = turn(coordinator, on=True)
    program = browser().get(address)
    names = {str(event["SUMMARY"]) for event in Calendar.from_ical(program.content).walk("VEVENT")}
    assert names == {
        "Määräaika: Meet every week",
        "Early support: ensimmäinen dialogi",
        "Early support: toinen dialogi",
    }
    assert turn(coordinator, on=True) != address
    assert browser().get(address).status_code == 404
    assert turn(coordinator, on=False) == ""
    assert not NetworkCalendar.objects.exists()


def test_the_calendar_of_whoever_coordinates_no_more_is_gone(coordinator, held):
    address = turn(coordinator, on=True)
    Membership.objects.all().delete()
    answers = {
        browser().get(address).status_code,
        browser().get(address.replace(".ics", "x.ics")).status_code,
    }
    assert answers == {404}
