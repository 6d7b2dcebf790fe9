"""What was agreed in many workshops: coming dates, tasks by when they are due, needs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.queries.selection import Selection
from workshops.course import phases
from workshops.models import Agreement, Need, Task, Workshop
from workshops.queries.follow_up import AHEAD

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SOON = timedelta(days=30)
KEPT_IN_CALENDAR = timedelta(days=365)
ON_A_PAGE = 50
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
    by_part = {part: Count("pk", filter=condition) for part, condition in _conditions().items()}
    return {
        **tasks(selection).aggregate(**by_part),
        "dates": meetings(selection).count() + coming(selection).count(),
        "needs": needs(selection).count(),
    }


def tasks_in(selection: Selection, part: str) -> QuerySet[Task]:
    """What has waited longest first; of what is done the latest."""
    order = F("due").desc(nulls_last=True) if part == "done" else F("due").asc(nulls_last=True)
    return tasks(selection).filter(_conditions()[part]).order_by(order, "pk")


def meetings(selection: Selection) -> QuerySet[Agreement]:
    found = Agreement.objects.filter(workshop__in=selection.held.values("pk"), next_at__gte=timezone.now())
    return found.select_related("workshop__organisation").order_by("next_at", "pk")


def coming(selection: Selection) -> QuerySet[Workshop]:
    """Whose next dialogue has a date."""
    now, ahead = timezone.now(), selection.workshops.exclude(phase=phases.LAST)
    found = ahead.filter(Q(dialogue_1_at__gte=now) | Q(dialogue_2_at__gte=now))
    return found.select_related("organisation")


def dates(selection: Selection) -> list[dict[str, Any]]:
    """Both sorts in one order."""
    now = timezone.now()
    rows = [
        {"at": at, "what": what, "workshop": workshop, "place": workshop.place}
        for workshop in coming(selection)
        for at, what in (
            (workshop.dialogue_1_at, _("first dialogue")),
            (workshop.dialogue_2_at, _("second dialogue")),
        )
        if at and at >= now
    ]
    rows += [
        {"at": row.next_at, "what": _("we meet again"), "workshop": row.workshop, "place": row.next_place}
        for row in meetings(selection)
    ]
    return sorted(rows, key=lambda row: (row["at"], row["workshop"].pk))


def needs(selection: Selection) -> QuerySet[Need]:
    """What is near first."""
    found = Need.objects.filter(workshop__in=selection.held.values("pk"))
    return found.select_related("workshop__organisation").order_by(
        "horizon", "-workshop__closed_at", "order", "pk"
    )


def rows_of(selection: Selection, part: str) -> Any:
    if part == "dates":
        return dates(selection)
    return needs(selection) if part == "needs" else tasks_in(selection, part)


def calendar_rows(selection: Selection) -> list[Workshop]:
    """The workshops whose dates and due tasks a calendar shows, each with them, but for what is long over."""
    since = timezone.now() - KEPT_IN_CALENDAR
    due = Task.objects.filter(due__isnull=False, status__in=AHEAD)
    recent = Q(dialogue_1_at__gte=since) | Q(dialogue_2_at__gte=since) | Q(agreement__next_at__gte=since)
    rows = selection.workshops.filter(recent | Q(pk__in=due.values("workshop")))
    return list(rows.select_related("agreement").prefetch_related(Prefetch("tasks", due, to_attr="due")))


def short(selection: Selection) -> dict[str, Any]:
    return counts(selection)
