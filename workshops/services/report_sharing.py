"""Writes about what follows: whether the participants may read the report."""

from __future__ import annotations

from django.db import transaction

from workshops import live
from workshops.models import Workshop


@transaction.atomic
def share_report(*, workshop: Workshop, shared: bool) -> None:
    """Opens the report to the workshop's participants, or closes it again."""
    workshop.report_shared = shared
    workshop.save(update_fields=["report_shared"])
    live.changed(workshop, whole=True)
