"""What is kept only for a time. Source: design/trust.md, "Privacy"."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.utils import timezone

from workshops import live
from workshops.course import phases
from workshops.extension import hooks
from workshops.models import Agreement, TaskAnswer, Workshop
from workshops.refusals import Gone
from workshops.services import builds, forgetting, secure_deletion

MEETING_DURATION = timedelta(days=1)  # until its call is of no use any more


def purge_due() -> int:
    """Purges the closed workshops whose notes have had their time, and says how many there were."""
    due = Workshop.objects.filter(
        phase=phases.LAST, purge_notes_on__lte=timezone.localdate(), notes_purged_on=None
    )
    count = 0
    for workshop in due:
        with suppress(Gone):  # deleted meanwhile
            purge(workshop=workshop)
            count += 1
    return count


def purge(*, workshop: Workshop) -> None:
    """The notes go, and how tasks look to participants. What was made of notes stays for the report."""
    with live.writing(workshop, after_closing=live.AfterClosing.RETENTION) as write:
        hooks.run_on_purge(write)
        TaskAnswer.objects.filter(task__workshop=workshop).delete()
        builds.forget(workshop)
        workshop.notes_purged_on = timezone.localdate()
        workshop.save(update_fields=["notes_purged_on"])
        secure_deletion.schedule()
        write.refetch()


def forget_calls() -> None:
    """The workshop's own went as it closed; this one was for the next meeting, which has been."""
    over = Agreement.objects.filter(next_at__lt=timezone.now() - MEETING_DURATION, next_place__contains="://")
    for agreement in over.select_related("workshop"):
        with (
            suppress(Gone),
            live.writing(agreement.workshop, after_closing=live.AfterClosing.RETENTION) as write,
        ):
            forgetting.calls(over.filter(pk=agreement.pk), "next_place")
            secure_deletion.schedule()
            write.refetch()
