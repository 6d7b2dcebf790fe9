"""Writes about the archive of a workshop's facilitators."""

from __future__ import annotations

from django.utils.translation import gettext as _

from workshops import live
from workshops.course import phases
from workshops.models import Workshop


def archive(*, workshop: Workshop, on: bool) -> None:
    """Puts it away, or back into the list, for all who facilitate it. No page of the room shows it."""
    with live.writing(workshop, after_closing=live.AfterClosing.ARCHIVING) as write:
        if on:
            words = _("This workshop is going on, so it stays in the list. Close it first.")
            write.require(*phases.AT_REST, otherwise=words)
        workshop.is_archived = on
        workshop.save(update_fields=["is_archived"])
