"""Writes of the checklist of preparation."""

from __future__ import annotations

from workshops import live
from workshops.models import Workshop
from workshops.queries import checklist


def tick(*, workshop: Workshop, key: str, on: bool) -> None:
    """A facilitator says that an item of the checklist is settled, or not. No page of the room shows it."""
    if key not in checklist.known_keys():
        return
    with live.writing(workshop):
        kept = [other for other in workshop.ticked if other != key]
        workshop.ticked = [*kept, key] if on else kept
        workshop.save(update_fields=["ticked"])
