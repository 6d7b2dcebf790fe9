"""The only door into a workshop, for views and for sockets: ``(workshop, viewer)`` or 404."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest

from workshops.devices import Device, device_of
from workshops.models import Participant, User, Workshop
from workshops.permissions import Role, Viewer
from workshops.refusals import Removed


def clean_code(typed: str) -> str:
    """``" k7m2-qf xa"`` → ``"K7M2QFXA"``."""
    return re.sub(r"[\s\-\u2010-\u2015]+", "", typed).upper()


def workshop_of(code: str) -> Workshop:
    try:
        return Workshop.objects.select_related("organisation").get(code=clean_code(code))
    except Workshop.DoesNotExist:
        raise Http404 from None


def participant_in(workshop: Workshop, cookies: Mapping[str, str]) -> Viewer | None:
    """The participant this device is in the workshop, None if it is not there. Raises ``Removed``."""
    device = device_of(cookies)
    if device is None:
        return None
    found = (
        Participant.objects.filter(workshop=workshop, key_hash=device.hash_in(workshop.pk))
        .select_related("group__theme")
        .first()
    )
    if found and found.removed:
        raise Removed
    return Viewer(Role.PARTICIPANT, workshop, participant=found, device=device) if found else None


def facilitator_in(workshop: Workshop, user: Any) -> Viewer | None:
    if not (isinstance(user, User) or getattr(user, "is_authenticated", False)):
        return None
    if not workshop.facilitations.filter(user_id=user.pk, user__is_active=True).exists():
        return None
    return Viewer(Role.FACILITATOR, workshop, user=user)


def enter(request: HttpRequest, code: str) -> tuple[Workshop, Viewer]:
    """As a participant."""
    workshop = workshop_of(code)
    return workshop, _or_404(participant_in(workshop, request.COOKIES))


def lead(request: HttpRequest, code: str) -> tuple[Workshop, Viewer]:
    """As a facilitator of this workshop."""
    workshop = workshop_of(code)
    return workshop, _or_404(facilitator_in(workshop, request.user))


def read(request: HttpRequest, code: str) -> tuple[Workshop, Viewer]:
    """As whoever belongs here, a facilitator first."""
    workshop = workshop_of(code)
    return workshop, _or_404(
        facilitator_in(workshop, request.user) or participant_in(workshop, request.COOKIES)
    )


def enter_socket(scope: Mapping[str, Any], code: str, role: Role) -> Viewer | None:
    """The viewer a socket speaks for, None when it has no business in that role here."""
    try:
        workshop = workshop_of(code)
        if role == Role.PARTICIPANT:
            return participant_in(workshop, scope.get("cookies", {}))
        return facilitator_in(workshop, scope.get("user"))
    except (Http404, Removed):
        return None


def _or_404(viewer: Viewer | None) -> Viewer:
    if viewer is None:
        raise Http404
    return viewer


__all__ = [
    "Device",
    "clean_code",
    "enter",
    "enter_socket",
    "lead",
    "participant_in",
    "read",
    "workshop_of",
]
