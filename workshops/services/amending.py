"""Writes about an agreement that has been confirmed: each change is told, with what stood before it.

So what was agreed is never changed in silence. It goes on after closing: what people agree lives on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from workshops import live, undo
from workshops.models import Agreement, Amendment, Need, Task, Workshop
from workshops.queries import agreement as agreement_queries
from workshops.queries import amendments
from workshops.refusals import Refused
from workshops.services.agreement import last_place, last_task, leave_room
from workshops.services.rewording import reword
from workshops.text import person_names

Line = Need | Task


def amend_part(*, workshop: Workshop, part: str, read: str, by: str, **fields: Any) -> None:
    """``part`` of `Amendment.What`, ``by`` of `Amendment.By`; ``read`` as in `rewording.change`."""
    with _amending(workshop) as write:
        found = agreement_queries.agreement_of(workshop)
        before = amendments.stood(part, found)
        words = {name: fields[name] for name in agreement_queries.PARTS[part]}
        if reword(found, read=read, **words):
            _record(write, by, part, before, amendments.stood(part, found))


def amend_line(*, line: Line, read: str, by: str, **fields: Any) -> None:
    """A need or a task in other words; the rest as in `amend_part`."""
    with _amending(line.workshop) as write:
        what, before = _of(write.reread(line))
        if reword(line, read=read, **fields):
            if isinstance(line, Need) and line.horizon != before["horizon"]:
                line.order = last_place(line.workshop, line.horizon)
                line.save(update_fields=["order"])
            _record(write, by, what, before, amendments.stood(what, line))


def add_line(*, workshop: Workshop, kind: str, by: str, **fields: Any) -> None:
    """One more need or task; the same again is the one that is there."""
    model: Any = amendments.KINDS[kind]
    with _amending(workshop) as write:
        rows = model.objects.filter(workshop=workshop)
        if rows.filter(**fields).exists():
            return
        leave_room(rows.count())
        order = last_place(workshop, fields["horizon"]) if model is Need else last_task(workshop)
        line = model.objects.create(workshop=workshop, **fields, order=order)
        _record(write, by, kind, {}, amendments.stood(kind, line))


def take_out_line(*, line: Line, by: str) -> None:
    """A need or a task that is agreed on no longer."""
    with _amending(line.workshop) as write:
        what, before = _of(write.reread(line))
        line.delete()
        _record(write, by, what, before, {})


def _of(line: Line) -> tuple[str, dict[str, Any]]:
    what = next(kind for kind, model in amendments.KINDS.items() if isinstance(line, model))
    return what, amendments.stood(what, line)


@contextmanager
def _amending(workshop: Workshop) -> Iterator[live.Write]:
    with live.writing(workshop, after_closing=live.AfterClosing.AMENDING) as write:
        if not Agreement.objects.filter(workshop=workshop, confirmed_at__isnull=False).exists():
            raise Refused(_("The agreement has not been confirmed, so there is nothing to amend yet."))
        yield write


def _record(write: live.Write, by: str, what: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    """A person's name where a role belongs is not kept for having been amended away."""
    if person_names.names_somebody(before.get("responsible", "")):
        before = {**before, "responsible": ""}
    Amendment.objects.create(
        workshop=write.workshop, at=timezone.now(), by=by, what=what, before=before, after=after
    )
    undo.forget(write.workshop)  # confirming: the draft before it would be another one
    write.refetch()
