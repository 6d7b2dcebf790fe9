"""Who reads the report: those who belong to its workshop, its organisation's coordinator, who has its code
when it is closed and shared, and those to whom a link was sent. Views get ``(workshop, reader)``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers

from workshops import access
from workshops.access import code_throttle
from workshops.access.permissions import ReaderRole, can_look_after, can_read_report
from workshops.models import ReportLink, Workshop

View = Callable[..., HttpResponse]
DOOR = "link"
LINK_HEADERS = {
    "Referrer-Policy": "no-referrer",  # the address is the key
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@dataclass(frozen=True)
class Reader:
    """``key`` is the code or the token in the address."""

    role: ReaderRole
    workshop: Workshop
    key: str
    link: ReportLink | None = None
    language: str = ""  # asked for in the address
    path: str = ""

    @property
    def base(self) -> str:
        """The template that its pages extend."""
        return "workshops/link_base.html" if self.link else "base.html"

    def address_of(self, page: str, *args: Any) -> str:
        """Of ``report`` and what lies behind it, for whoever came this way."""
        found = reverse(f"workshops:{'linked_' if self.link else ''}{page}", args=[self.key, *args])
        return f"{found}?language={self.language}" if self.language else found

    def languages(self) -> list[tuple[str, str, bool]]:
        return languages(self.path)


def languages(path: str) -> list[tuple[str, str, bool]]:
    """By link a language is chosen by an address: no cookie is set, and no form is sent from there."""
    now = translation.get_language()
    return [(code, f"{path}?language={code}", code == now) for code, _name in settings.LANGUAGES]


def as_reader(view: View) -> View:
    """Decorates ``view(request, workshop, reader, …)``; the address names the workshop by its ``code``."""

    @wraps(view)
    def guarded(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        workshop, role = enter_as_reader(request, code)
        return view(request, workshop, Reader(role, workshop, workshop.code), *args, **kwargs)

    return guarded


def as_recipient(view: View) -> View:
    """As `as_reader`, for whoever has a link: the address brings its ``token``."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        link, language = link_of(token), language_asked(request)
        with translation.override(language or translation.get_language()):
            if link is None:
                response = link_ended(request)
            else:
                workshop = link.recipient.workshop
                reader = Reader(ReaderRole.RECIPIENT, workshop, token, link, language, request.path)
                response = view(request, workshop, reader, *args, **kwargs)
        return behind_link(response)

    return guarded


def language_asked(request: HttpRequest) -> str:
    """By the address of a page behind a link; empty for the browser's own."""
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else ""


def behind_link(response: HttpResponse) -> HttpResponse:
    """With the headers of whatever lies behind a secret address."""
    for name, value in LINK_HEADERS.items():
        response.headers[name] = value
    add_never_cache_headers(response)
    return response


def hash_of(token: str) -> str:
    """What is kept of a token. It is long and random, so a plain hash does."""
    return hashlib.sha256(token.encode()).hexdigest()


def link_of(token: str) -> ReportLink | None:
    found = ReportLink.objects.select_related("recipient__workshop__organisation")
    return found.filter(token_hash=hash_of(token), expires_on__gte=timezone.localdate()).first()


def link_ended(
    request: HttpRequest, door: str = DOOR, page: str = "workshops/link_ended.html"
) -> HttpResponse:
    """The same for a link that has expired, was withdrawn or never was one; many of them have to wait."""
    visitor = access.visitor_in(request)
    try:
        access.refuse_guessing(visitor, door)
    except access.NotOpen as refusal:
        return render(request, page, {"must_wait": refusal.message}, status=429)
    code_throttle.record_failure(visitor.address, door)
    # By an address that names no link, so that all of them answer alike.
    return render(request, page, {"reader": {"languages": languages("")}}, status=404)


def enter_as_reader(request: HttpRequest, code: str) -> tuple[Workshop, ReaderRole]:
    """The workshop and as whom. A code with which nobody has come in counts as a guess: it might be one."""
    visitor = access.visitor_in(request)
    try:
        workshop = access.workshop_of(code)
    except Http404:
        code_throttle.record_failure(visitor.address)
        raise
    role = _role_in(request, workshop, visitor)
    if role is None:
        code_throttle.record_failure(visitor.address)
        raise Http404
    return workshop, role


def _role_in(request: HttpRequest, workshop: Workshop, visitor: access.Visitor) -> ReaderRole | None:
    viewer = access.facilitator_in(workshop, request.user) or access.participant_in(workshop, request.COOKIES)
    if viewer and can_read_report(viewer):
        return ReaderRole(viewer.role)
    if can_look_after(request.user, workshop):
        return ReaderRole.COORDINATOR
    if viewer:
        raise Http404
    return ReaderRole.GUEST if _is_open_to_guests(workshop, visitor) else None


def _is_open_to_guests(workshop: Workshop, visitor: access.Visitor) -> bool:
    """Once it is closed and its participants may read, whoever has the code may."""
    if not (workshop.is_closed and workshop.report_shared):
        return False
    named = code_throttle.has_named(visitor.address, workshop.pk)
    if not named and code_throttle.seconds_to_wait(visitor.address):
        return False
    code_throttle.record_success(visitor.address, workshop.pk)
    return True
