"""*We took this into use*: an experience beside a practice, and how one is removed."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.contrib.admin.models import CHANGE
from django.utils import timezone

from practices.models import Experience, Practice
from workshops import live
from workshops.access.devices import Device
from workshops.models import User
from workshops.refusals import Refused
from workshops.services import audit_log, posting, secure_deletion

Remover = Experience.Remover
PROVABLE = timedelta(days=30)  # so long whoever wrote can take it back


def tell(*, practice: Practice, id: uuid.UUID, text: str, device: Device) -> None:
    """The id comes from the page, so that what is sent twice is one experience. Nobody's name is kept.

    Raises `Refused` for other words under an id that is in use.
    """
    told = Experience(pk=id, practice=practice, text=text, proof=device.prove("experience", id))
    # Never a statement that fails: PostgreSQL's own log would keep it.
    Experience.objects.bulk_create([told], ignore_conflicts=True)
    if not Experience.objects.filter(pk=id, practice=practice, text=text).exists():
        raise Refused(posting.not_saved())


def remove(*, experience: Experience, by: User | None) -> None:
    """Its words leave the database's own files too; the page says that it was removed, and on which day.

    ``by``: the coordinator, whom the log names; None for its writer, whom nothing names. Of two who remove
    it at once the first one counts.
    """
    with live.holding(Experience.objects.filter(pk=experience.pk, removed_on=None)) as held:
        for row in held.values():
            row.text, row.proof, row.removed_on = "", None, timezone.localdate()
            row.removed_by = Remover.COORDINATOR if by else Remover.WRITER
            row.save(update_fields=["text", "proof", "removed_on", "removed_by"])
            secure_deletion.schedule()
            if by:
                fields = [str(Experience._meta.verbose_name)]
                audit_log.record(row.practice, CHANGE, [{"changed": {"fields": fields}}], by=by)


def forget_proofs() -> None:
    """After that nothing joins an experience to a device any more."""
    due = timezone.localdate() - PROVABLE
    with live.holding(Experience.objects.filter(created__lt=due).exclude(proof=None)) as held:
        if held:
            Experience.objects.filter(pk__in=list(held)).update(proof=None)
            secure_deletion.schedule()
