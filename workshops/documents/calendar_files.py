"""The calendar file: when and where the workshop meets next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from workshops import dates
from workshops.models import Agreement, Workshop

DIALOGUE_LASTS, FOLLOW_UP_LASTS = timedelta(hours=3), timedelta(hours=1)


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


def coming_meetings(workshop: Workshop) -> list[Meeting]:
    """The second dialogue and the agreement's next date, those that are set and not over."""
    agreement = Agreement.objects.filter(workshop=workshop).first()
    found = []
    if workshop.dialogue_2_at and not workshop.is_closed:
        name = _("second dialogue")
        found.append(Meeting("dialogue-2", name, workshop.dialogue_2_at, DIALOGUE_LASTS, workshop.place))
    if agreement and agreement.next_at:
        name = _("we meet again")
        found.append(Meeting("next", name, agreement.next_at, FOLLOW_UP_LASTS, agreement.next_place))
    return [meeting for meeting in found if meeting.ends > timezone.now()]


def calendar_of(workshop: Workshop, address: str, host: str) -> bytes:
    """An iCalendar file (RFC 5545); ``address`` is where the workshop is joined.

    Times are in UTC, which every calendar shows in its own zone: no rules of summer time are sent along that
    some would read wrongly. It has no name, with which a calendar of its own would be opened for it, and no
    METHOD, which is for invitations of an organiser.
    """
    calendar = Calendar.new(prodid="-//Dialogit//Good Practice Dialogues//EN")
    for meeting in coming_meetings(workshop):
        event = Event.new(
            uid=f"{workshop.code}-{meeting.key}@{host}".lower(),
            stamp=timezone.now(),
            sequence=workshop.rev,
            start=meeting.at.astimezone(UTC),
            end=meeting.ends,
            summary=f"{workshop.title}: {meeting.name}",
            location=meeting.place or None,
            description=f"{capfirst(dates.moment_in_zone(meeting.at))}\n{address}",
            url=address,
        )
        calendar.add_component(event)
    return calendar.to_ical()
