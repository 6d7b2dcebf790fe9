"""Writes after closing: how the tasks come along, as facilitators tell it and as it looks to participants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from workshops import live, privacy
from workshops.access.devices import Device
from workshops.models import NextTime, Task, TaskAnswer, Workshop
from workshops.queries import follow_up as follow_up_queries
from workshops.refusals import Refused
from workshops.services.rewording import change, reword


@dataclass(frozen=True)
class Told:
    """What a facilitator says of a task; ``read`` is the version that they saw."""

    read: str
    status: str
    how: str


def tell(*, workshop: Workshop, told: Mapping[int, Told]) -> dict[int, str]:
    """How far each task has come and how it went. What a colleague has told meanwhile is overwritten.

    The answer has, by task, the words that were. A task that is no longer there is passed over.
    """
    with live.writing(workshop, after_closing=live.AfterClosing.TASK_STATUS) as write:
        _refuse_before_closing(workshop)
        overwritten, changed = {}, False
        for task in Task.objects.filter(workshop=workshop, pk__in=told):
            new, standing = told[task.pk], follow_up_queries.version_of(task)
            if new.read == follow_up_queries.version_of(Task(status=new.status, how=new.how)):
                continue  # the writer has left it as it was
            words = follow_up_queries.spoken(task)
            if not change(task, read=None, status=new.status, how=new.how):
                continue
            task.told_on = timezone.localdate()
            task.save(update_fields=[*follow_up_queries.TOLD, "told_on"])
            changed = True
            if new.read != standing:
                overwritten[task.pk] = words
        if changed:
            write.refetch()
        return overwritten


def note_for_next_time(*, workshop: Workshop, read: str | None, text: str) -> None:
    """Raises `rewording.Overtaken` for what a colleague has written since ``read``."""
    with live.writing(workshop, after_closing=live.AfterClosing.FOLLOW_UP):
        _refuse_before_closing(workshop)
        row, _is_new = NextTime.objects.get_or_create(workshop=workshop)
        reword(row, read=read, text=text)


def answer(*, workshop: Workshop, device: Device, scores: Mapping[int, int]) -> None:
    """How tasks look from one phone, 1–5. Whoever has answered changes it until it is counted.

    Five new answers are counted together, so that from two figures, one after the other, nobody can reckon
    the answer in between.
    """
    with live.writing(workshop, after_closing=live.AfterClosing.FOLLOW_UP):
        _refuse_before_closing(workshop)
        if workshop.notes_purged_on:
            raise Refused(_("The time for answers is over: they have been deleted with the notes."))
        for task in Task.objects.filter(workshop=workshop, pk__in=scores):
            _answer(task, device.prove("task", task.pk), scores[task.pk])


def _answer(task: Task, proof: str, score: int) -> None:
    given = TaskAnswer.objects.filter(proof=proof).first()
    if given is None:
        TaskAnswer.objects.create(task=task, proof=proof, score=score)
    elif not given.counted:
        TaskAnswer.objects.filter(pk=given.pk).update(score=score)
    waiting = TaskAnswer.objects.filter(task=task, counted=False)
    if privacy.may_show_count(waiting.count()):
        waiting.update(counted=True)


def _refuse_before_closing(workshop: Workshop) -> None:
    if not workshop.is_closed:
        raise Refused(_("You can tell how it went once the workshop is closed."))
