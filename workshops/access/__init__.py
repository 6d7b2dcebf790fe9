"""The only door into a workshop, for views and for sockets: ``(workshop, viewer)`` or 404."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.http import Http404, HttpRequest
from django.http.request import split_domain_port, validate_host

from workshops.access.devices import Device, device_of
from workshops.access.permissions import Role, Viewer
from workshops.models import Participant, User, Workshop
from workshops.refusals import Removed


@dataclass(frozen=True)
class Visitor:
    """Who stands at the door: what their browser carries, and where wrong codes are counted."""

    cookies: Mapping[str, str]
    address: str


def visitor_in(request: HttpRequest) -> Visitor:
    """Behind a proxy the address is the one that the proxy itself has added."""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    direct = request.META.get("REMOTE_ADDR", "")
    return Visitor(request.COOKIES, (forwarded if settings.HTTPS else "") or direct)


def clean_code(typed: str) -> str:
    """``" k7m2-qf xa"`` → ``"K7M2QFXA"``."""
    return re.sub(r"[\s\-\x00\u2010-\u2015\u2212]+", "", unicodedata.normalize("NFKC", typed)).upper()


def workshop_of(code: str, **further: Any) -> Workshop:
    """The workshop of a code as somebody may type it, if ``further`` holds for it too."""
    try:
        return Workshop.objects.get(code=clean_code(code), **further)
    except Workshop.DoesNotExist:
        raise Http404 from None


def participant_in(workshop: Workshop, cookies: Mapping[str, str], *beside: str) -> Viewer | None:
    """The participant this device is in the workshop, None if it is not there. Raises ``Removed``.

    ``beside`` is what to read along with the participant, as for ``select_related``.
    """
    device = device_of(cookies)
    if device is None:
        return None
    people = Participant.objects.select_related(*beside or [None])
    try:
        found = people.get(workshop=workshop, key_hash=device.hash_in(workshop.pk))
    except Participant.DoesNotExist:
        return None
    if found.removed:
        raise Removed
    return Viewer(Role.PARTICIPANT, workshop, participant=found, device=device)


def facilitator_in(workshop: Workshop, user: Any) -> Viewer | None:
    if not (isinstance(user, User) or getattr(user, "is_authenticated", False)):
        return None
    if not Workshop.objects.filter(pk=workshop.pk, **_led_by(user)).exists():
        return None
    return Viewer(Role.FACILITATOR, workshop, user=user)


def _led_by(user: Any) -> dict[str, Any]:
    """What holds for the workshops that somebody facilitates: the one place that says so."""
    return {"facilitations__user_id": user.pk, "facilitations__user__is_active": True}


def enter(request: HttpRequest, code: str, *beside: str) -> tuple[Workshop, Viewer]:
    """As a participant, with what ``beside`` says."""
    workshop = workshop_of(code)
    return workshop, _or_404(participant_in(workshop, request.COOKIES, *beside))


def lead(request: HttpRequest, code: str) -> tuple[Workshop, Viewer]:
    """As a facilitator of this workshop; asks for both in one query, since every act passes here."""
    workshop = workshop_of(code, **_led_by(request.user))
    return workshop, Viewer(Role.FACILITATOR, workshop, user=cast(User, request.user))


def read(request: HttpRequest, code: str) -> tuple[Workshop, Viewer]:
    """As whoever belongs here, a facilitator first."""
    workshop = workshop_of(code)
    return workshop, _or_404(
        facilitator_in(workshop, request.user) or participant_in(workshop, request.COOKIES)
    )


def enter_socket(scope: Mapping[str, Any], code: str, role: Role) -> Viewer | None:
    """The viewer a socket speaks for, None when it has no business in that role here."""
    if not same_origin(scope):
        return None
    try:
        workshop = workshop_of(code)
        if role == Role.PARTICIPANT:
            return None if workshop.is_closed else participant_in(workshop, scope["cookies"])
        return facilitator_in(workshop, _user_of(scope["cookies"]))
    except (Http404, Removed):
        return None


def same_origin(scope: Mapping[str, Any]) -> bool:
    """Whether a page of ours opens the socket: scheme, host and port are the request's own."""
    headers = dict(scope["headers"])
    origin, host = (headers.get(name, b"").decode("latin-1") for name in (b"origin", b"host"))
    ours = f"{'https' if settings.HTTPS else 'http'}://{host}"
    known = validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)
    return (known and origin == ours) or origin in settings.CSRF_TRUSTED_ORIGINS


def _user_of(cookies: Mapping[str, str]) -> Any:
    """Who is signed in, by Django's own reading of the session."""
    request = HttpRequest()
    request.session = SessionStore(cookies.get(settings.SESSION_COOKIE_NAME))
    return get_user(request)


def _or_404(viewer: Viewer | None) -> Viewer:
    if viewer is None:
        raise Http404
    return viewer


__all__ = [
    "Device",
    "Visitor",
    "clean_code",
    "enter",
    "enter_socket",
    "lead",
    "participant_in",
    "read",
    "visitor_in",
    "workshop_of",
]
