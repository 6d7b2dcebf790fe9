"""Writes about the agreement: its draft part by part, needs, tasks, confirming."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops import live, undo
from workshops.models import Agreement, Heard, Need, Task, Workshop
from workshops.pushes import agreement as agreement_pushes
from workshops.queries import agreement as agreement_queries
from workshops.queries import pearls as pearls_queries
from workshops.refusals import Gone, Refused
from workshops.services.rewording import move, reword

MAX_LINES = 60  # needs or tasks; a real agreement has a handful


def write_part(*, workshop: Workshop, part: str, read: str, **fields: Any) -> Agreement:
    """Saves one part of the draft. ``read`` is the version the writer saw; another one raises `Overtaken`.

    A choice shows on both screens at once, so there the last one holds.
    """
    with live.writing(workshop) as write:
        agreement = _draft(write)
        words = {name: fields[name] for name in agreement_queries.PARTS[part]}
        if reword(agreement, read=None if part == "decision" else read, **words):
            write.push(*agreement_pushes.draft(workshop, "part", part))
        return agreement


def add_need(*, workshop: Workshop, text: str, horizon: str) -> Need:
    """The same need again is the one that is there."""
    with live.writing(workshop) as write:
        _draft(write)
        return _need(write, text, horizon)


def need_of_pearl(*, workshop: Workshop, pearl: UUID) -> Need:
    """What a group wanted everyone to carry home becomes a need that we share, in its own words."""
    with live.writing(workshop) as write:
        _draft(write)
        found = next((one for one in pearls_queries.pearls_of(workshop) if one.pk == pearl), None)
        if found is None:
            raise Gone(_("This pearl is no longer there. Look at the list again."))
        return _need(write, agreement_queries.need_words(found), Need.Horizon.MONTHS)


def need_of_heard(*, line: Heard) -> Need:
    """What somebody heard today becomes a need that we share, unless it has been hidden meanwhile."""
    with live.writing(line.workshop) as write:
        _draft(write)
        if write.reread(line).hidden:
            raise Gone(_("Somebody has just hidden this line."))
        return _need(write, agreement_queries.need_words(line), Need.Horizon.MONTHS)


def _need(write: live.Write, text: str, horizon: str) -> Need:
    workshop = write.workshop
    leave_room(workshop.needs.count())
    need, is_new = Need.objects.get_or_create(
        workshop=workshop, text=text, horizon=horizon, defaults={"order": last_place(workshop, horizon)}
    )
    if is_new:
        write.push(*agreement_pushes.draft(workshop, "needs"))
    return need


def last_place(workshop: Workshop, horizon: str) -> int:
    return 1 + (workshop.needs.filter(horizon=horizon).aggregate(last=Max("order"))["last"] or 0)


def reword_need(*, need: Need, read: str, text: str, horizon: str) -> None:
    """``read`` as in `write_part`. One that is needed sooner or later than it was comes last there."""
    with live.writing(need.workshop) as write:
        _draft(write)
        was = write.reread(need).horizon
        if reword(need, read=read, text=text, horizon=horizon):
            if horizon != was:
                need.order = last_place(need.workshop, horizon)
                need.save(update_fields=["order"])
            write.push(*agreement_pushes.draft(need.workshop, "needs"))


def move_need(*, need: Need, place: int, up: bool) -> None:
    """One place up or down among those as far ahead; ``place`` as in `rewording.move`."""
    with live.writing(need.workshop) as write:
        _draft(write)
        horizon = write.reread(need).horizon
        if move(need.workshop.needs.filter(horizon=horizon), need, place=place, up=up):
            write.push(*agreement_pushes.draft(need.workshop, "needs"))


def remove_need(*, need: Need) -> None:
    with live.writing(need.workshop) as write:
        _draft(write)
        if Need.objects.filter(pk=need.pk).delete()[0]:
            write.push(*agreement_pushes.draft(need.workshop, "needs"))


def add_task(*, workshop: Workshop, what: str, responsible: str, due: date | None) -> Task:
    """The same task again is the one that is there."""
    with live.writing(workshop) as write:
        _draft(write)
        leave_room(workshop.tasks.count())
        task, is_new = Task.objects.get_or_create(
            workshop=workshop,
            what=what,
            responsible=responsible,
            due=due,
            defaults={"order": last_task(workshop)},
        )
        if is_new:
            write.push(*agreement_pushes.draft(workshop, "tasks"))
        return task


def last_task(workshop: Workshop) -> int:
    return 1 + (workshop.tasks.aggregate(last=Max("order"))["last"] or 0)


def move_task(*, task: Task, place: int, up: bool) -> None:
    """One place up or down among those due on the same day; ``place`` as in `rewording.move`."""
    with live.writing(task.workshop) as write:
        _draft(write)
        due = write.reread(task).due
        if move(task.workshop.tasks.filter(due=due), task, place=place, up=up):
            write.push(*agreement_pushes.draft(task.workshop, "tasks"))


def remove_task(*, task: Task) -> None:
    with live.writing(task.workshop) as write:
        _draft(write)
        if Task.objects.filter(pk=task.pk).delete()[0]:
            write.push(*agreement_pushes.draft(task.workshop, "tasks"))


def reword_task(*, task: Task, read: str, what: str, responsible: str, due: date | None) -> None:
    """``read`` as in `write_part`."""
    with live.writing(task.workshop) as write:
        _draft(write)
        if reword(write.reread(task), read=read, what=what, responsible=responsible, due=due):
            write.push(*agreement_pushes.draft(task.workshop, "tasks"))


def set_status(*, task: Task, status: str) -> None:
    """How far a task has come; this is told after confirming and after closing too."""
    if status not in Task.Status.values:
        raise Refused(_("A task is to do, under way, done or dropped."))
    workshop = task.workshop
    with live.writing(workshop, after_closing=live.AfterClosing.TASK_STATUS) as write:
        if write.reread(task, "workshop").status != status:
            task.status, task.told_on = status, timezone.localdate()
            task.save(update_fields=["status", "told_on"])
            write.push(*agreement_pushes.draft(workshop, "tasks"))


def confirm_agreement(*, workshop: Workshop) -> None:
    """From here on it is what we agreed; confirming twice is confirming once. Can be undone."""
    with live.writing(workshop) as write:
        write.require("agreement", "feedback", otherwise=_not_now())
        if confirm(write):
            undo.offer(write, "agreement_confirmed")


def confirm(write: live.Write) -> bool:
    """Whether it was a draft until now. Refused while it is not decided whether the process goes on."""
    agreement = agreement_queries.agreement_of(write.workshop)
    if not agreement.decision:
        raise Refused(_("Choose first: the process goes on, or this is enough for now. Both are good."))
    if agreement.confirmed_at is not None:
        return False
    agreement.confirmed_at = timezone.now()
    agreement.save(update_fields=["confirmed_at"])
    write.refetch()
    return True


@undo.undoable("agreement_confirmed", gettext_lazy("The agreement was confirmed."))
def _draft_again(write: live.Write) -> None:
    """After a slip of the finger. From the first amendment on there is no way back but another one."""
    Agreement.objects.filter(workshop=write.workshop).update(confirmed_at=None)
    write.refetch()


def _not_now() -> str:
    return _("The agreement is written at its own step. Go there first.")


def _draft(write: live.Write) -> Agreement:
    """The agreement's row, while it may still be written."""
    write.require("agreement", otherwise=_not_now())
    agreement, _is_new = Agreement.objects.get_or_create(workshop=write.workshop)
    if agreement.confirmed_at:
        raise Refused(_("The agreement has been confirmed. It changes by an amendment, which everyone sees."))
    return agreement


def leave_room(count: int) -> None:
    """Refuses one more line of a list that is full."""
    if count >= MAX_LINES:
        raise Refused(_("This list is full. Put some of its lines together first."))
