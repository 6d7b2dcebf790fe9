"""Taking back what one wrote, and bringing it back for a minute: once for all that participants write.

What is taken back goes, words and all. For the minute the database keeps where it stood, as ids and flags;
the words are on its writer's phone, which brings them along.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import ForeignKey, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from workshops import live
from workshops.access.devices import Device
from workshops.models import Withdrawn, Workshop
from workshops.models.base import Provable, Written
from workshops.refusals import Refused
from workshops.services import pearls
from workshops.text import text_normalisation

TTL = timedelta(seconds=60)
NOT_KEPT = ("id", "text", "proof", "reworded", "share_confirmed")


@dataclass(frozen=True)
class Withdrawable:
    """``name`` is what its pages call it, with its id.

    ``marks`` point to it by ``marks_at``, and go and come back with it. ``settle`` sees to what may have
    changed meanwhile, or refuses.
    """

    model: type[Written]
    name: str
    marks: type[Provable] | None = None
    marks_at: str = ""
    settle: Callable[[live.Write, Any], None] = lambda write, row: None


_by_name: dict[str, Withdrawable] = {}


def register(kind: Withdrawable) -> None:
    _by_name[kind.name] = kind


def withdraw(write: live.Write, row: Any, *, device: Device | None = None) -> None:
    """As a part of another write: the row goes. Its id is remembered until the workshop closes, for a post of
    it that comes late; with the ``device`` of its writer, also how it is brought back."""
    workshop = write.workshop
    forget(workshop.withdrawn.filter(until__lt=timezone.now()))
    gone, _is_new = Withdrawn.objects.get_or_create(pk=row.pk, defaults={"workshop": workshop})
    if not workshop.has_withdrawn:
        workshop.has_withdrawn = True
        workshop.save(update_fields=["has_withdrawn"])
    rows = type(row)._default_manager.filter(pk=row.pk)
    standing = rows.first()
    if standing and device:
        _remember(gone, standing, device)
    rows.delete()


def _remember(gone: Withdrawn, row: Any, device: Device) -> None:
    kind = next(kind for kind in _by_name.values() if kind.model is type(row))
    gone.kind, gone.proof, gone.until = kind.name, row.proof, timezone.now() + TTL
    gone.words = device.prove("words", row.pk, row.text)
    gone.stood = {
        field.attname: _plain(field.value_from_object(row))
        for field in row._meta.concrete_fields
        if field.name not in NOT_KEPT
    }
    if kind.marks:
        found = kind.marks._default_manager.filter(**{kind.marks_at: row})
        gone.stood["marks"] = list(found.order_by("proof").values_list("proof", flat=True))
    gone.save()


def _plain(value: Any) -> Any:
    """To the microsecond, which JSON's own encoder drops: what is in one order stays in it."""
    return value.isoformat() if isinstance(value, datetime) else value


def forget(rows: QuerySet[Withdrawn]) -> None:
    """These cannot be brought back any more: their ids alone are kept."""
    rows.exclude(kind="").update(kind="", proof="", words="", stood={}, until=None)


def forget_old() -> None:
    forget(Withdrawn.objects.filter(until__lt=timezone.now()))


def bring_back(*, workshop: Workshop, device: Device, id: UUID, text: str) -> str:
    """The same text where it stood; what has gone from around it stays gone. Answers what its pages call it.

    The same again changes nothing.
    """
    with live.writing(workshop) as write:
        gone = workshop.withdrawn.filter(Q(until__gte=timezone.now()), pk=id, proof=device.prove(id)).first()
        if gone is None:
            return _standing(workshop, device, id)
        text = text_normalisation.tidied(text)
        if gone.words != device.prove("words", id, text):
            raise Refused(too_late())
        kind = _by_name[gone.kind]
        _put_back(write, kind, _row(kind, gone, text), gone.stood.get("marks", []))
        gone.delete()
        write.refetch()
        return f"{kind.name}-{id}"


def _standing(workshop: Workshop, device: Device, id: UUID) -> str:
    """What has been brought back already, whose answer was lost."""
    for kind in _by_name.values():
        mine = {"pk": id, "proof": device.prove(id), kind.model.workshop_path: workshop}
        if kind.model._default_manager.filter(**mine).exists():
            return f"{kind.name}-{id}"
    raise Refused(too_late())


def too_late() -> str:
    return _("This can no longer be brought back. Your text is still here: post it again.")


def _row(kind: Withdrawable, gone: Withdrawn, text: str) -> Any:
    """As it stood; where something around it has gone it stands alone, or has no place any more."""
    row: Any = kind.model(id=gone.pk, proof=gone.proof, text=text)
    for field in row._meta.concrete_fields:
        if field.name in NOT_KEPT:
            continue
        value = field.to_python(gone.stood[field.attname])
        if isinstance(field, ForeignKey) and value is not None and not _is_there(field, value):
            if not field.null:
                raise Refused(_("Its place has gone meanwhile. Your text is still here: post it again."))
            value = None
        setattr(row, field.attname, value)
    return row


def _is_there(field: Any, pk: Any) -> bool:
    return field.remote_field.model._base_manager.filter(pk=pk).exists()


def _put_back(write: live.Write, kind: Withdrawable, row: Any, marks: list[str]) -> None:
    kind.settle(write, row)
    with pearls.following(write.workshop):
        row.save(force_insert=True)
    if kind.marks:
        kind.marks._default_manager.bulk_create(
            kind.marks(proof=proof, **{kind.marks_at: row}) for proof in marks
        )
