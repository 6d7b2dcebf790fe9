"""The calendar file: when and where the workshop meets next. The feed: that, and when tasks are due."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, Parameters, vUri

from workshops.course import phases
from workshops.models import Agreement, Task, Workshop
from workshops.queries.follow_up import AHEAD
from workshops.text import dates, places

DIALOGUE_DURATION, FOLLOW_UP_DURATION = timedelta(hours=3), timedelta(hours=1)
ALARM_BEFORE = timedelta(days=1)
ASKED_EVERY = timedelta(hours=6)
PRODUCT = "-//Dialogit//Good Practice Dialogues//EN"


@dataclass(frozen=True)
class Meeting:
    """``key`` stays the same when the date or the words change, so a calendar updates what it has."""

    key: str
    name: str
    at: datetime
    lasts: timedelta
    place: str

    @property
    def ends(self) -> datetime:
        return self.at.astimezone(UTC) + self.lasts


def coming_meetings(workshop: Workshop, agreement: Agreement | None = None) -> list[Meeting]:
    """The dialogues and the agreement's next date, those that are set and not over.

    ``agreement`` spares a query to whoever has it.
    """
    found = _first(workshop) if workshop.phase == phases.FIRST else []
    found += _second(workshop) if not workshop.is_closed else []
    found += _next(agreement or Agreement.objects.filter(workshop=workshop).first())
    return [meeting for meeting in found if meeting.ends > timezone.now()]


def _first(workshop: Workshop) -> list[Meeting]:
    at, name = workshop.dialogue_1_at, _("first dialogue")
    return [Meeting("dialogue-1", name, at, DIALOGUE_DURATION, workshop.place)] if at else []


def _second(workshop: Workshop) -> list[Meeting]:
    at, name = workshop.dialogue_2_at, _("second dialogue")
    return [Meeting("dialogue-2", name, at, DIALOGUE_DURATION, workshop.place)] if at else []


def _next(agreement: Agreement | None) -> list[Meeting]:
    if agreement is None or agreement.next_at is None:
        return []
    return [Meeting("next", _("we meet again"), agreement.next_at, FOLLOW_UP_DURATION, agreement.next_place)]


def calendar_of(workshop: Workshop, address: str, host: str) -> bytes:
    """An iCalendar file (RFC 5545); ``address`` is where the workshop is joined.

    Times are in UTC, which every calendar shows in its own zone: no rules of summer time are sent along that
    some would read wrongly. It has no name, with which a calendar of its own would be opened for it, and no
    METHOD, which is for invitations of an organiser.
    """
    calendar = Calendar.new(prodid=PRODUCT)
    for meeting in coming_meetings(workshop):
        calendar.add_component(_event_of(meeting, workshop, address, host))
    return calendar.to_ical()


def feed_of(workshop: Workshop, address: str, host: str) -> bytes:
    """What a calendar subscribes to: a named one with all dates, those that have been too, and due tasks.

    A task is a whole day that takes nobody's time, until it is done or dropped: the tasks of iCalendar are
    shown by hardly any program that subscribes.
    """
    calendar = Calendar.new(prodid=PRODUCT, name=workshop.title, refresh_interval=ASKED_EVERY)
    agreement = Agreement.objects.filter(workshop=workshop).first()
    due = Task.objects.filter(workshop=workshop, due__isnull=False, status__in=AHEAD)
    _add_all(calendar, workshop, agreement, due, address, host)
    return calendar.to_ical()


def network_feed_of(
    workshops: Iterable[Any], name: str, address_of: Callable[[Any], str], host: str
) -> bytes:
    """As `feed_of`, of many workshops: each has its agreement with it, and as ``due`` the tasks to show."""
    calendar = Calendar.new(prodid=PRODUCT, name=name, refresh_interval=ASKED_EVERY)
    for workshop in workshops:
        agreement = getattr(workshop, "agreement", None)
        _add_all(calendar, workshop, agreement, workshop.due, address_of(workshop), host)
    return calendar.to_ical()


def _add_all(
    calendar: Calendar,
    workshop: Workshop,
    agreement: Agreement | None,
    due: Iterable[Task],
    address: str,
    host: str,
) -> None:
    for meeting in [*_first(workshop), *_second(workshop), *_next(agreement)]:
        calendar.add_component(_event_of(meeting, workshop, address, host))
    for task in due:
        calendar.add_component(_day_of(task, workshop, address, host))


def _event_of(meeting: Meeting, workshop: Workshop, address: str, host: str) -> Event:
    event = Event.new(
        uid=f"{workshop.code}-{meeting.key}@{host}".lower(),
        stamp=timezone.now(),
        sequence=workshop.rev,
        start=meeting.at.astimezone(UTC),
        end=meeting.ends,
        summary=f"{workshop.title}: {meeting.name}",
        location=meeting.place or None,
        description=_description(meeting, address),
        url=address,
    )
    _add_call(event, meeting)
    _add_alarm(event)
    return event


def _day_of(task: Task, workshop: Workshop, address: str, host: str) -> Event:
    assert task.due
    event = Event.new(
        uid=f"{workshop.code}-task-{task.pk}@{host}".lower(),
        stamp=timezone.now(),
        sequence=workshop.rev,
        start=task.due,
        end=task.due + timedelta(days=1),
        summary=_("Due: %(what)s") % {"what": task.what},
        description=f"{workshop.title}\n{task.responsible} · {task.get_status_display()}\n{address}",
        url=address,
    )
    event.add("transp", "TRANSPARENT")
    return event


def _description(meeting: Meeting, address: str) -> str:
    """For the many calendars that show neither URL nor CONFERENCE."""
    call = places.read(meeting.place).call
    joining = _("Join the call: %(link)s") % {"link": call} if call else ""
    return "\n".join(filter(None, (capfirst(dates.moment_in_zone(meeting.at)), joining, address)))


def _add_call(event: Event, meeting: Meeting) -> None:
    """RFC 7986, 5.11."""
    place = places.read(meeting.place)
    if place.call:
        told = Parameters({"VALUE": "URI", "FEATURE": ["AUDIO", "VIDEO"], "LABEL": _("Join the call")})
        event.add("conference", vUri(place.call), parameters=told)


def _add_alarm(event: Event) -> None:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -ALARM_BEFORE)
    alarm.add("description", event["SUMMARY"])
    event.add_component(alarm)
