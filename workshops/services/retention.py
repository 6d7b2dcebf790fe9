"""What is kept only for a time. Source: design/trust.md, "Privacy"."""

from __future__ import annotations

from django.utils import timezone

from workshops import live
from workshops.course import phases
from workshops.extension import hooks
from workshops.models import Workshop
from workshops.services import traces


def purge_due() -> int:
    """Purges the closed workshops whose notes have had their time, and says how many there were."""
    due = Workshop.objects.filter(
        phase=phases.LAST, purge_notes_on__lte=timezone.localdate(), notes_purged_on=None
    )
    count = 0
    for workshop in due:
        purge(workshop=workshop)
        count += 1
    return count


def purge(*, workshop: Workshop) -> None:
    """The notes go. What was made of them stays for the report."""
    with live.writing(workshop, after_closing=live.AfterClosing.RETENTION) as write:
        hooks.run_on_purge(write)
        workshop.notes_purged_on = timezone.localdate()
        workshop.save(update_fields=["notes_purged_on"])
        traces.leave()
        write.refetch()
