"""What is kept only for a time. Source: design/trust.md, "Privacy"."""

from __future__ import annotations

from django.db import connection
from django.utils import timezone

from workshops import live
from workshops.course import phases
from workshops.extension import hooks
from workshops.models import Workshop


def purge_due() -> int:
    """Purges the closed workshops whose notes have had their time, and says how many there were."""
    due = Workshop.objects.filter(
        phase=phases.LAST, purge_notes_on__lte=timezone.localdate(), notes_purged_on=None
    )
    count = 0
    for workshop in due:
        purge(workshop=workshop)
        count += 1
    if count:
        leave_no_trace()
    return count


def purge(*, workshop: Workshop) -> None:
    """The notes go, and the names that people gave. What was made of the notes stays for the report."""
    with live.writing(workshop, after_closing=live.AfterClosing.RETENTION) as write:
        hooks.run_on_purge(write)
        workshop.participants.update(name="", home_unit="")
        workshop.notes_purged_on = timezone.localdate()
        workshop.save(update_fields=["notes_purged_on"])
        write.refetch()


def leave_no_trace() -> None:
    """What has been deleted leaves the database's own files too, as far as SQL reaches."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)" if connection.vendor == "sqlite" else "VACUUM")
