"""Writes about what follows: whether the participants may read the report."""

from __future__ import annotations

from workshops import live
from workshops.models import Workshop


def share_report(*, workshop: Workshop, shared: bool) -> None:
    """Opens the report to the workshop's participants, or closes it again."""
    with live.writing(workshop, after_closing=live.AfterClosing.SHARING) as write:
        if workshop.report_shared != shared:
            workshop.report_shared = shared
            workshop.save(update_fields=["report_shared"])
            write.refetch()
