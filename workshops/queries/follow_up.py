"""Reads about the follow-up: the tasks, how they look to those who took part, what is due when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, F, Q, QuerySet
from django.utils import timezone

from workshops import privacy
from workshops.access.devices import Device
from workshops.models import Task, TaskAnswer, Workshop
from workshops.queries import versions

TOLD = ("status", "how")
AHEAD = (Task.Status.OPEN, Task.Status.DOING)


def version_of(task: Task) -> str:
    """What a facilitator has read of it."""
    return versions.version_of(task, TOLD)


def spoken(task: Task) -> str:
    """As one facilitator would tell it to the other."""
    return versions.spoken(task, TOLD)


def tasks_of(workshop: Workshop) -> QuerySet[Task]:
    return Task.objects.filter(workshop=workshop).order_by(F("due").asc(nulls_last=True), "pk")


def is_late(task: Task) -> bool:
    return task.due is not None and task.due < timezone.localdate() and task.status in AHEAD


@dataclass(frozen=True)
class Looks:
    """How a task looks to those who took part. ``mean`` is None while fewer than five are counted.

    ``x`` is where it stands on the picture, whose 1 is at 10 and whose 5 is at 210.
    """

    mean: float | None = None
    count: int = 0

    @property
    def x(self) -> float:
        return round(10 + 50 * ((self.mean or 1) - 1), 1)


def looks_of(workshop: Workshop) -> dict[int, Looks]:
    """By task; only what has been counted, by fives, is reckoned with."""
    counted = Q(answers__counted=True)
    found = Task.objects.filter(workshop=workshop).annotate(
        mean=Avg("answers__score", filter=counted), count=Count("answers", filter=counted)
    )
    rows = found.values_list("pk", "mean", "count")
    return {pk: Looks(mean, count) for pk, mean, count in rows if privacy.may_show_count(count)}


def answers_of(workshop: Workshop, device: Device) -> dict[int, TaskAnswer]:
    """What this device has answered, by task."""
    tasks = Task.objects.filter(workshop=workshop).values_list("pk", flat=True)
    proofs = [device.prove("task", pk) for pk in tasks]
    return {answer.task_id: answer for answer in TaskAnswer.objects.filter(proof__in=proofs)}


def due_tasks(workshop: Workshop, until: date | None = None) -> QuerySet[Task]:
    """Those that are still to be done and have a day from today on, by day."""
    found = tasks_of(workshop).filter(status__in=AHEAD, due__gte=timezone.localdate())
    return found.filter(due__lte=until) if until else found
