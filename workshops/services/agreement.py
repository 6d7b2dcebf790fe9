"""Writes about the agreement: its draft part by part, needs, tasks, confirming and reopening."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workshops import live
from workshops.access.permissions import Role, Viewer
from workshops.course import phases
from workshops.extension import panels
from workshops.models import Agreement, Need, Task, Workshop
from workshops.queries import agreement as queries
from workshops.queries import agreement_slides
from workshops.queries.course import locked
from workshops.refusals import Refused

MOST_LINES = 60  # needs or tasks; a real agreement has a handful


class Overtaken(Exception):
    """Somebody else saved this part after the form was read. ``agreement`` holds their words."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement


@transaction.atomic
def write_part(*, workshop: Workshop, part: str, read: str, **fields: Any) -> Agreement:
    """Saves one part of the draft. ``read`` is the version the writer saw; another one raises ``Overtaken``.

    A choice shows on both screens at once, so there the last one holds.
    """
    agreement = _draft(workshop)
    standing = queries.version_of(agreement, part)
    for name in queries.PARTS[part]:
        setattr(agreement, name, fields[name])
    if queries.version_of(agreement, part) == standing:
        return agreement
    if read != standing and part != "decision":
        raise Overtaken(queries.agreement_of(workshop))
    agreement.save(update_fields=queries.PARTS[part])
    live.changed(workshop, *draft_fragments(workshop, "part", part))
    return agreement


@transaction.atomic
def add_need(*, workshop: Workshop, text: str, horizon: str) -> Need:
    """The same need again is the one that is there."""
    _draft(workshop)
    _leave_room(workshop.needs.count())
    need, is_new = Need.objects.get_or_create(workshop=workshop, text=text, horizon=horizon)
    if is_new:
        live.changed(workshop, *draft_fragments(workshop, "needs"))
    return need


@transaction.atomic
def remove_need(*, need: Need) -> None:
    _draft(need.workshop)
    need.delete()
    live.changed(need.workshop, *draft_fragments(need.workshop, "needs"))


@transaction.atomic
def add_task(*, workshop: Workshop, what: str, responsible: str, due: date | None) -> Task:
    """The same task again is the one that is there."""
    _draft(workshop)
    _leave_room(workshop.tasks.count())
    task, is_new = Task.objects.get_or_create(workshop=workshop, what=what, responsible=responsible, due=due)
    if is_new:
        live.changed(workshop, *draft_fragments(workshop, "tasks"))
    return task


@transaction.atomic
def remove_task(*, task: Task) -> None:
    _draft(task.workshop)
    task.delete()
    live.changed(task.workshop, *draft_fragments(task.workshop, "tasks"))


@transaction.atomic
def set_status(*, task: Task, status: str) -> None:
    """How far a task has come; this is told after confirming and after closing too."""
    if status not in Task.Status.values:
        raise Refused(_("A task is to do, under way or done."))
    if task.status != status:
        task.status = status
        task.save(update_fields=["status"])
        live.changed(task.workshop, *draft_fragments(task.workshop, "tasks"))


@transaction.atomic
def confirm_agreement(*, workshop: Workshop) -> None:
    """From here on it is what we agreed; confirming twice is confirming once."""
    _in(workshop, "agreement", "feedback")
    agreement = queries.agreement_of(workshop)
    if not agreement.decision:
        raise Refused(_("Choose first: the process goes on, or this is enough for now. Both are good."))
    if agreement.confirmed_at is None:
        agreement.confirmed_at = timezone.now()
        agreement.save(update_fields=["confirmed_at"])
        live.changed(workshop, whole=True)


@transaction.atomic
def reopen_agreement(*, workshop: Workshop) -> None:
    """A draft again, until the workshop closes."""
    _in(workshop, "agreement")
    reopened = Agreement.objects.filter(workshop=workshop, confirmed_at__isnull=False)
    if reopened.update(confirmed_at=None):
        live.changed(workshop, whole=True)


def _in(workshop: Workshop, *in_phases: str) -> None:
    phase = locked(workshop).phase
    if phase == phases.LAST:
        raise Refused(_("This workshop is closed, and what was agreed stays as it is."))
    if phase not in in_phases:
        raise Refused(_("The agreement is written at its own step. Go there first."))


def _draft(workshop: Workshop) -> Agreement:
    """The agreement's row, while it may still be written."""
    _in(workshop, "agreement")
    agreement, _is_new = Agreement.objects.get_or_create(workshop=workshop)
    if agreement.confirmed_at:
        raise Refused(_("The agreement has been confirmed. Open it again first if you want to change it."))
    return agreement


def _leave_room(count: int) -> None:
    if count >= MOST_LINES:
        raise Refused(_("This list is full. Put some of its lines together first."))


def draft_fragments(workshop: Workshop, partial: str, part: str = "") -> tuple[live.Fragment, ...]:
    """The agreement as the room reads it, and the piece of the console that writes it."""

    def room() -> dict[str, object]:
        return agreement_slides.slides(workshop)

    def desk() -> dict[str, object]:
        viewer = Viewer(Role.FACILITATOR, workshop)
        context = panels.panel_for(viewer).context(viewer)
        return {**context, "workshop": workshop, "form": context.get("parts", {}).get(part)}

    return (
        live.Fragment("workshops/stages/agreement.html#draft", room, roles=(Role.PARTICIPANT,)),
        live.Fragment("workshops/stages/agreement_projector.html#pushed", room, roles=(Role.PROJECTOR,)),
        live.Fragment(f"workshops/stages/agreement_console.html#{partial}", desk, roles=(Role.FACILITATOR,)),
    )
