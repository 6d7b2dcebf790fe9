"""Who a socket speaks for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.http import Http404, HttpRequest
from django.http.request import split_domain_port, validate_host

from workshops.access import facilitator_in, participant_in, workshop_of
from workshops.access.permissions import Role, Viewer
from workshops.refusals import Removed


def enter_socket(scope: Mapping[str, Any], code: str, role: Role) -> Viewer | None:
    """The viewer a socket speaks for, None when it has no business in that role here."""
    if not same_origin(scope):
        return None
    try:
        workshop = workshop_of(code)
        if role == Role.PARTICIPANT:
            return participant_in(workshop, scope["cookies"])
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
    engine = import_module(settings.SESSION_ENGINE)
    request.session = engine.SessionStore(cookies.get(settings.SESSION_COOKIE_NAME))
    return get_user(request)
