"""A facilitator's private notes. Nobody is told: they are in no frame, and ``rev`` does not move."""

from __future__ import annotations

from workshops import live
from workshops.models import PrivateNote, User, Workshop


def write_private_note(*, workshop: Workshop, user: User, text: str) -> None:
    with live.writing(workshop, after_closing=live.AfterClosing.PRIVATE_NOTES):
        PrivateNote.objects.update_or_create(workshop=workshop, user=user, defaults={"text": text})
