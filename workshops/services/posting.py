"""Posting: a text whose id was made in the browser is one row, however often it is sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workshops import live
from workshops.access.devices import Device
from workshops.ephemeral import writer_count
from workshops.models import Withdrawn, Workshop
from workshops.models.base import Written
from workshops.refusals import Refused

Text = TypeVar("Text", bound=Written)


def post_once(write: live.Write, row: Text, *, device: Device) -> tuple[Text, bool]:
    """Stores ``row``, whose id comes from the browser; answers the row, and whether it is new.

    The same words again under the same id are the row that is there. Words that were withdrawn meanwhile do
    not come back, nor does whatever else comes under their id: a phone makes an id for each text, and of one
    that was reworded before, the first words could not be told from others. Other words under an id that is
    in use, or another device's id, are refused.
    """
    row.proof, row.created = device.prove(row.pk), moment_in(write.workshop)
    if write.workshop.has_withdrawn and withdrawn_before(row.pk):
        return row, False
    if _inserted(row):
        _count_writer(write.workshop, device)
        return row, True
    there = type(row)._default_manager.filter(pk=row.pk, proof=row.proof).first()
    if there is None or _words(there) != _words(row):
        raise Refused(not_saved())
    return there, False


def _inserted(row: Written) -> bool:
    """Stores it unless its id is in use, and says which, in one statement; Django tells only the cursor.

    Never a statement that fails: PostgreSQL's own log would keep it.
    """
    counts: list[int] = []

    def count(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        result = execute(sql, params, many, context)
        counts.append(context["cursor"].rowcount)
        return result

    with connection.execute_wrapper(count):
        type(row)._default_manager.bulk_create([row], ignore_conflicts=True)
    return counts == [1]


def _count_writer(workshop: Workshop, device: Device) -> None:
    """After commit: nobody waits behind a cache that hangs."""
    pk, step = workshop.pk, workshop.step
    proof = device.prove("wrote", pk, step)
    transaction.on_commit(lambda: writer_count.count(pk, step, proof), robust=True)


def moment_in(workshop: Workshop) -> datetime:
    """Now, though never before the step began, whatever a server's clock says.

    By that `forgetting.moments` finds what was written in the step.
    """
    now = timezone.now()
    return max(now, workshop.moved_at or now)


def not_saved() -> str:
    return _("This text could not be saved. It is still here: send it once more.")


def _words(row: Written) -> tuple[Any, ...]:
    return row.text, getattr(row, "kind", None)


def withdrawn_before(id: UUID) -> bool:
    return Withdrawn.objects.filter(pk=id).exists()
