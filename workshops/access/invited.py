"""The door for whoever was invited: the link in their mail. Views get ``(invitation)``."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from workshops import access
from workshops.access import code_throttle
from workshops.models import FacilitatorInvitation, MembershipInvitation, User

Invitation = FacilitatorInvitation | MembershipInvitation
View = Callable[..., HttpResponse]
DOOR = "invited"
PK = re.compile(r"[0-9]{1,18}")


def as_invited(kind: type[Invitation], *related: str) -> Callable[[View], View]:
    """Decorates ``view(request, invitation)``; the address brings the ``token`` of its link."""

    def door(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, token: str) -> HttpResponse:
            invitation = invitation_of(kind, token, *related)
            response = view(request, invitation) if invitation else _ended(request)
            response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
            add_never_cache_headers(response)
            return response

        return guarded

    return door


def token_of(invitation: Invitation) -> str:
    """What the link holds. It is signed and not stored, so a mail that is sent again has the same."""
    return _signer_for(invitation).sign(str(invitation.pk))


def _signer_for(invitation: Invitation) -> Signer:
    """An id that comes again, after a backup was put back, opens nothing for another address."""
    return Signer(salt=f"{invitation.salt} {invitation.email}", sep=".")


def invitation_of(kind: type[Invitation], token: str, *related: str) -> Any:
    """The one whose link this is, while it works."""
    pk = token.partition(".")[0]
    if not PK.fullmatch(pk):
        return None
    found = kind.objects.standing().filter(pk=int(pk)).select_related("by", *related).first()
    try:
        return found if found and _signer_for(found).unsign(token) else None
    except BadSignature:
        return None


def account_of(invitation: Invitation) -> User | None:
    """Asked for whoever has opened the link, never for whoever invites."""
    return User.objects.filter(email__iexact=invitation.email).first()


def _ended(request: HttpRequest) -> HttpResponse:
    """The same for a link that has expired, was withdrawn, is used or never was one."""
    visitor = access.visitor_in(request)
    try:
        access.refuse_guessing(visitor, DOOR)
    except access.NotOpen as refusal:
        return render(request, "workshops/invited_ended.html", {"must_wait": refusal.message}, status=429)
    code_throttle.record_failure(visitor.address, DOOR)
    return render(request, "workshops/invited_ended.html", status=404)
