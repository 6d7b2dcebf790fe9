"""Writes about the agreement: its draft part by part, needs, tasks, confirming and reopening."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from workshops import live
from workshops.models import Agreement, Need, Task, Workshop
from workshops.pushes import agreement as pushes
from workshops.queries import agreement as agreement_queries
from workshops.refusals import Refused

MAX_LINES = 60  # needs or tasks; a real agreement has a handful


class Overtaken(Exception):
    """Somebody else saved this part after the form was read. ``agreement`` holds their words."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement


def write_part(*, workshop: Workshop, part: str, read: str, **fields: Any) -> Agreement:
    """Saves one part of the draft. ``read`` is the version the writer saw; another one raises ``Overtaken``.

    A choice shows on both screens at once, so there the last one holds.
    """
    with live.writing(workshop) as write:
        agreement = _draft(write)
        standing = agreement_queries.version_of(agreement, part)
        for name in agreement_queries.PARTS[part]:
            setattr(agreement, name, fields[name])
        if agreement_queries.version_of(agreement, part) == standing:
            return agreement
        if read != standing and part != "decision":
            raise Overtaken(agreement_queries.agreement_of(workshop))
        agreement.save(update_fields=agreement_queries.PARTS[part])
        write.push(*pushes.draft(workshop, "part", part))
        return agreement


def add_need(*, workshop: Workshop, text: str, horizon: str) -> Need:
    """The same need again is the one that is there."""
    with live.writing(workshop) as write:
        _draft(write)
        _leave_room(workshop.needs.count())
        need, is_new = Need.objects.get_or_create(workshop=workshop, text=text, horizon=horizon)
        if is_new:
            write.push(*pushes.draft(workshop, "needs"))
        return need


def remove_need(*, need: Need) -> None:
    with live.writing(need.workshop) as write:
        _draft(write)
        if Need.objects.filter(pk=need.pk).delete()[0]:
            write.push(*pushes.draft(need.workshop, "needs"))


def add_task(*, workshop: Workshop, what: str, responsible: str, due: date | None) -> Task:
    """The same task again is the one that is there."""
    with live.writing(workshop) as write:
        _draft(write)
        _leave_room(workshop.tasks.count())
        task, is_new = Task.objects.get_or_create(
            workshop=workshop, what=what, responsible=responsible, due=due
        )
        if is_new:
            write.push(*pushes.draft(workshop, "tasks"))
        return task


def remove_task(*, task: Task) -> None:
    with live.writing(task.workshop) as write:
        _draft(write)
        if Task.objects.filter(pk=task.pk).delete()[0]:
            write.push(*pushes.draft(task.workshop, "tasks"))


def set_status(*, task: Task, status: str) -> None:
    """How far a task has come; this is told after confirming and after closing too."""
    if status not in Task.Status.values:
        raise Refused(_("A task is to do, under way or done."))
    workshop = task.workshop
    with live.writing(workshop, after_closing=live.AfterClosing.TASK_STATUS) as write:
        if write.reread(task, "workshop").status != status:
            task.status = status
            task.save(update_fields=["status"])
            write.push(*pushes.draft(workshop, "tasks"))


def confirm_agreement(*, workshop: Workshop) -> None:
    """From here on it is what we agreed; confirming twice is confirming once."""
    with live.writing(workshop) as write:
        write.require("agreement", "feedback", otherwise=_not_now())
        agreement = agreement_queries.agreement_of(workshop)
        if not agreement.decision:
            raise Refused(_("Choose first: the process goes on, or this is enough for now. Both are good."))
        if agreement.confirmed_at is None:
            agreement.confirmed_at = timezone.now()
            agreement.save(update_fields=["confirmed_at"])
            write.refetch()


def reopen_agreement(*, workshop: Workshop) -> None:
    """A draft again, until the workshop closes."""
    with live.writing(workshop) as write:
        write.require("agreement", otherwise=_not_now())
        reopened = Agreement.objects.filter(workshop=workshop, confirmed_at__isnull=False)
        if reopened.update(confirmed_at=None):
            write.refetch()


def _not_now() -> str:
    return _("The agreement is written at its own step. Go there first.")


def _draft(write: live.Write) -> Agreement:
    """The agreement's row, while it may still be written."""
    write.require("agreement", otherwise=_not_now())
    agreement, _is_new = Agreement.objects.get_or_create(workshop=write.workshop)
    if agreement.confirmed_at:
        raise Refused(_("The agreement has been confirmed. Open it again first if you want to change it."))
    return agreement


def _leave_room(count: int) -> None:
    if count >= MAX_LINES:
        raise Refused(_("This list is full. Put some of its lines together first."))
