"""What facilitators keep for themselves: notes, and stars on what was written. Nobody is told: they are in no
frame, and ``rev`` does not move."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from workshops import live
from workshops.models import PrivateNote, Star, User, Workshop
from workshops.refusals import Gone
from workshops.services import hiding


def write_private_note(*, workshop: Workshop, user: User, text: str) -> None:
    with live.writing(workshop, after_closing=live.AfterClosing.PRIVATE_NOTES):
        PrivateNote.objects.update_or_create(workshop=workshop, user=user, defaults={"text": text})


def star(*, workshop: Workshop, user: User, thing: UUID, on: bool) -> None:
    """A facilitator finds it again by this mark; whatever a facilitator may hide can have it."""
    with live.writing(workshop):
        mine = Star.objects.filter(workshop=workshop, user=user, thing=thing)
        if not on:
            mine.delete()
        elif not mine.exists():
            if not hiding.is_one(workshop, thing):
                raise Gone(_("Its writer has removed it."))
            Star.objects.create(workshop=workshop, user=user, thing=thing)
