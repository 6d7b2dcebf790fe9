"""Posting: a text whose id was made in the browser is one row, however often it is sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from workshops import live
from workshops.access.devices import Device
from workshops.models import Withdrawn, Workshop
from workshops.models.base import Written
from workshops.refusals import Refused

Text = TypeVar("Text", bound=Written)


def post_once(write: live.Write, row: Text, *, device: Device) -> tuple[Text, bool]:
    """Stores ``row``, whose id comes from the browser; answers the row, and whether it is new.

    The same words again under the same id are the row that is there. Words that were withdrawn meanwhile do
    not come back. Other words under an id that is in use, or another device's id, are refused.
    """
    row.proof, row.created = device.prove(row.pk), moment_in(write.workshop)
    if write.workshop.has_withdrawn and withdrawn_before(row.pk):
        return row, False
    rows = type(row)._default_manager
    # Never a statement that fails: PostgreSQL's own log would keep it. Nearly every post is new.
    rows.bulk_create([row], ignore_conflicts=True)
    there = rows.filter(pk=row.pk, proof=row.proof).first()
    if there is None or _words(there) != _words(row):
        raise Refused(_not_saved())
    is_new = there.created == row.created  # to the microsecond; taken for new twice it is pushed twice
    return (row if is_new else there), is_new


def moment_in(workshop: Workshop) -> datetime:
    """Now, though never before the step began, whatever a server's clock says.

    By that `forgetting.moments` finds what was written in the step.
    """
    now = timezone.now()
    return max(now, workshop.moved_at or now)


def _not_saved() -> str:
    return _("This text could not be saved. It is still here: send it once more.")


def _words(row: Written) -> tuple[Any, ...]:
    return row.text, getattr(row, "kind", None)


def withdraw(workshop: Workshop, row: Any) -> None:
    """The row goes. Its id is remembered until the workshop closes, for a post of it that comes late."""
    Withdrawn.objects.get_or_create(pk=row.pk, defaults={"workshop": workshop})
    if not workshop.has_withdrawn:
        workshop.has_withdrawn = True
        workshop.save(update_fields=["has_withdrawn"])
    type(row)._default_manager.filter(pk=row.pk).delete()


def withdrawn_before(id: UUID) -> bool:
    return Withdrawn.objects.filter(pk=id).exists()
