"""Reads about reminders: of what, to whom, and until when an address is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from workshops.models import Agreement, Subscriber, Task, User, Workshop
from workshops.queries import follow_up, recipients

MAX_ADDRESSES = 100  # addresses in a workshop
TASKS_AHEAD, MEETING_AHEAD = timedelta(days=7), timedelta(days=2)


@dataclass(frozen=True)
class Due:
    """What is reminded of now, each thing under a key that is another one when its day is."""

    tasks: dict[str, Task]
    meetings: dict[str, Agreement]

    def __bool__(self) -> bool:
        return bool(self.tasks or self.meetings)


def due_in(workshop: Workshop) -> Due:
    """Tasks of the coming week, and the meeting of the coming two days."""
    now, today = timezone.now(), timezone.localdate()
    tasks = follow_up.due_tasks(workshop, until=today + TASKS_AHEAD)
    met = Agreement.objects.filter(workshop=workshop, next_at__gt=now, next_at__lte=now + MEETING_AHEAD)
    return Due(
        {f"task {task.pk} {task.due}": task for task in tasks},
        {f"meeting {agreement.next_at:%Y-%m-%dT%H:%MZ}": agreement for agreement in met},
    )


def workshops_to_remind() -> list[Workshop]:
    """Closed ones with something ahead; nobody is mailed from a rehearsal."""
    today, now = timezone.localdate(), timezone.now()
    closed = Workshop.objects.filter(closed_at__isnull=False, rehearsal_of=None)
    due = {"tasks__due__range": (today, today + TASKS_AHEAD), "tasks__status__in": follow_up.AHEAD}
    met = {"agreement__next_at__range": (now, now + MEETING_AHEAD)}
    ids = {*closed.filter(**due).values_list("pk", flat=True)}
    ids |= {*closed.filter(**met).values_list("pk", flat=True)}
    return [w for w in Workshop.objects.filter(pk__in=ids).select_related("organisation") if w.is_closed]


def wanted_by(workshop: Workshop, user: User) -> bool:
    """Facilitators are reminded unless they have said that they do not want it."""
    return not Subscriber.objects.filter(workshop=workshop, user=user, stopped=True).exists()


def kept_until(workshop: Workshop) -> date | None:
    """The last day on which an address that somebody typed is kept; the same as for the report's."""
    return recipients.gone_on(workshop)
