"""Reads about deleting a workshop: whether it may be done by hand, and what would go with it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from workshops.course import phases
from workshops.models import Facilitation, User, Workshop
from workshops.queries import settings


def has_anybody_joined(workshop: Workshop) -> bool:
    """Whether people are or were in it, so that its organisation's rules of keeping hold.

    Who tried the code during preparation and is gone was nobody, and so is who comes to a rehearsal. People
    without a phone count, and so do those of a report that was imported, whose course nobody walked here.
    """
    if workshop.moved_at is None and workshop.phase == phases.FIRST:
        return settings.is_told(workshop)
    counted = workshop.took_part_1 or workshop.took_part_2 or workshop.phoneless
    return bool(workshop.has_joined or counted or workshop.moved_at is None)


def may_delete(workshop: Workshop, user: User) -> bool:
    """Whoever leads it, as they alone hand it over; for a rehearsal there is a way of its own."""
    leading = workshop.facilitations.filter(user=user, role=Facilitation.Role.LEAD)
    return not workshop.is_rehearsal and leading.exists()


def why_not(workshop: Workshop, user: User) -> str:
    """In words for whoever tries; nothing where it goes at once."""
    if not may_delete(workshop, user):
        return _("Only the lead facilitator can delete a workshop. Ask them to.")
    if not has_anybody_joined(workshop):
        return ""
    if workshop.moved_at is None and workshop.phase == phases.FIRST:
        return _(
            "Somebody has joined this workshop. If it was only a phone that tried the code, remove it on the "
            "console first."
        )
    return _("People have joined this workshop, so it is no longer deleted by hand.")


def asked(workshop: Workshop, user: User) -> dict[str, Any]:
    """What the page tells before it is pressed: why not, or what goes."""
    colleagues = workshop.facilitators.exclude(pk=user.pk)
    return {
        "why_not": why_not(workshop, user),
        "is_lead": may_delete(workshop, user),
        "is_kept": has_anybody_joined(workshop),
        "colleagues": list(colleagues),
        "rehearsal": Workshop.objects.filter(rehearsal_of=workshop).first(),
        "is_invited": workshop.facilitator_invitations.exists(),
        "at_rest": workshop.phase in phases.AT_REST,
    }
