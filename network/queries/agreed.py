"""What was agreed in many workshops: coming dates, tasks by when they are due, needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.queries.selection import Selection
from workshops.course import phases
from workshops.models import Need, Task, Workshop
from workshops.queries.follow_up import AHEAD

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SOON = timedelta(days=30)
CALENDAR_HISTORY = timedelta(days=365)
ON_A_PAGE = 50
# A page shows fifty rows, and a workshop has sixty columns
OF_WORKSHOP = ("workshop__title", "workshop__organisation__name")
OF_DATES = ("title", "place", "organisation__name", "agreement__next_place")
PARTS: dict[str, StrPromise] = {
    "late": _("Late"),
    "soon": _("In the next 30 days"),
    "later": _("Later"),
    "undated": _("Without a day"),
    "done": _("Done"),
    "dates": _("Coming dates"),
    "needs": _("Needs that are shared"),
}


def tasks(selection: Selection) -> QuerySet[Task]:
    """Of agreements that were confirmed, those of rehearsals left out with their workshops."""
    held = selection.held.filter(agreement__confirmed_at__isnull=False)
    return Task.objects.filter(workshop__in=held.values("pk")).select_related("workshop__organisation")


def _conditions() -> dict[str, Q]:
    today, ahead = timezone.localdate(), Q(status__in=AHEAD)
    return {
        "late": ahead & Q(due__lt=today),
        "soon": ahead & Q(due__range=(today, today + SOON)),
        "later": ahead & Q(due__gt=today + SOON),
        "undated": ahead & Q(due=None),
        "done": Q(status=Task.Status.DONE),
    }


def counts(selection: Selection) -> dict[str, int]:
    """How many there are in each part."""
    return {**short(selection), "needs": needs(selection).count()}


def short(selection: Selection) -> dict[str, int]:
    """As `counts`, of what the first page tells."""
    by_part = {part: Count("pk", filter=condition) for part, condition in _conditions().items()}
    ahead = {name: Count("pk", filter=condition) for name, condition in _ahead().items()}
    days = selection.workshops.order_by().aggregate(**ahead)
    return {**tasks(selection).aggregate(**by_part), "dates": sum(days.values())}


def tasks_in(selection: Selection, part: str) -> QuerySet[Task]:
    """What has waited longest first; of what is done the latest."""
    order = F("due").desc(nulls_last=True) if part == "done" else F("due").asc(nulls_last=True)
    found = tasks(selection).filter(_conditions()[part]).order_by(order, "pk")
    return found.only("what", "responsible", "due", "status", "how", *OF_WORKSHOP)


# --- coming dates ---

DAYS: dict[str, StrPromise] = {
    "dialogue_1_at": _("first dialogue"),
    "dialogue_2_at": _("second dialogue"),
    "agreement__next_at": _("we meet again"),
}


def _ahead() -> dict[str, Q]:
    """Dialogues of what goes on, and when they meet again of what has closed."""
    now, is_held = timezone.now(), Q(phase=phases.LAST)
    return {
        "first": ~is_held & Q(dialogue_1_at__gte=now),
        "second": ~is_held & Q(dialogue_2_at__gte=now),
        "meeting": is_held & Q(agreement__next_at__gte=now),
    }


@dataclass(frozen=True)
class Dates:
    """Both sorts in one order, each with its workshop and which day of it. A paginator takes it as a list:
    there may be thousands, and of the workshops those are read that are shown.
    """

    days: list[tuple[datetime, int, str]]

    def __len__(self) -> int:
        return len(self.days)

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        shown = self.days[part]
        rows = Workshop.objects.select_related("organisation", "agreement").only(*OF_DATES)
        found = rows.in_bulk([pk for _at, pk, _day in shown])
        return [_told(at, day, found[pk]) for at, pk, day in shown if pk in found]


def _told(at: datetime, day: str, workshop: Workshop) -> dict[str, Any]:
    place = workshop.agreement.next_place if day == "agreement__next_at" else workshop.place
    return {"at": at, "what": DAYS[day], "workshop": workshop, "place": place}


def dates(selection: Selection) -> Dates:
    now, rows = timezone.now(), selection.workshops.order_by().filter(reduce(or_, _ahead().values()))
    found = [
        (at, pk, day)
        for pk, phase, *times in rows.values_list("pk", "phase", *DAYS)
        for day, at in zip(DAYS, times, strict=True)
        if at and at >= now and (day == "agreement__next_at") == (phase == phases.LAST)
    ]
    return Dates(sorted(found, key=lambda row: row[:2]))


def needs(selection: Selection) -> QuerySet[Need]:
    """What is near first."""
    found = Need.objects.filter(workshop__in=selection.held.values("pk"))
    order = ("horizon", "-workshop__closed_at", "order", "pk")
    return (
        found.select_related("workshop__organisation").only("text", "horizon", *OF_WORKSHOP).order_by(*order)
    )


def rows_of(selection: Selection, part: str) -> Any:
    if part == "dates":
        return dates(selection)
    return needs(selection) if part == "needs" else tasks_in(selection, part)


def calendar_rows(selection: Selection) -> list[Workshop]:
    """The workshops whose dates and due tasks a calendar shows, each with them, but for what is long over."""
    since = timezone.now() - CALENDAR_HISTORY
    due = Task.objects.filter(due__isnull=False, status__in=AHEAD)
    recent = Q(dialogue_1_at__gte=since) | Q(dialogue_2_at__gte=since) | Q(agreement__next_at__gte=since)
    rows = selection.workshops.filter(recent | Q(pk__in=due.values("workshop")))
    return list(rows.select_related("agreement").prefetch_related(Prefetch("tasks", due, to_attr="due")))
