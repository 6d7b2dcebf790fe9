"""Who comes to the follow-up, and what opens behind a reminder's link and behind a calendar's address.

Neither address is in the database: both are signed, and end with the row whose id or nonce they carry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation

from workshops import access
from workshops.access import join_codes, readers
from workshops.access.permissions import ReaderRole, Viewer, can_look_after
from workshops.models import CalendarFeed, Subscriber, Workshop

View = Callable[..., HttpResponse]
REMINDERS = Signer(sep=".", salt="workshops.reminders")
CALENDARS = Signer(sep=".", salt="workshops.calendar_feeds")


@dataclass(frozen=True)
class Follower:
    """``viewer`` is None for a coordinator, who only reads."""

    role: ReaderRole
    viewer: Viewer | None = None


def as_follower(view: View) -> View:
    """Decorates ``view(request, workshop, follower, …)``: facilitators, participants, who looks after it.

    All come by the same address; who has no business there is sent to the workshop's door.
    """

    @wraps(view)
    def guarded(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            workshop, follower = enter_as_follower(request, code)
        except Http404:
            return redirect("workshops:join", join_codes.read(code) or code)
        return view(request, workshop, follower, *args, **kwargs)

    return guarded


def enter_as_follower(request: HttpRequest, code: str) -> tuple[Workshop, Follower]:
    workshop = access.workshop_of(code)
    viewer = access.facilitator_in(workshop, request.user) or access.participant_in(workshop, request.COOKIES)
    if viewer:
        return workshop, Follower(ReaderRole(viewer.role), viewer)
    if can_look_after(request.user, workshop):
        return workshop, Follower(ReaderRole.COORDINATOR)
    raise Http404


# --- the link in a reminder ---


def unsubscribe_token(subscriber: Subscriber) -> str:
    return REMINDERS.sign(subscriber.pk.hex)


def as_subscriber(view: View) -> View:
    """Decorates ``view(request, subscriber)``, which is None when the link ends nothing (any more)."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        with translation.override(readers.language_asked(request) or translation.get_language()):
            return readers.behind_link(view(request, _subscriber_of(token)))

    return guarded


def _subscriber_of(token: str) -> Subscriber | None:
    found = Subscriber.objects.select_related("workshop__organisation")
    try:
        return found.filter(pk=UUID(REMINDERS.unsign(token))).first()
    except (BadSignature, ValueError):
        return None


# --- the calendar's address ---


def feed_token(feed: CalendarFeed) -> str:
    return CALENDARS.sign(feed.nonce)


def as_calendar(view: View) -> View:
    """Decorates ``view(request, workshop)``. Addresses that open nothing answer alike."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        workshop = _workshop_of(token)
        if workshop is None:
            return readers.behind_link(render(request, "workshops/link_ended.html", status=404))
        with translation.override(workshop.language):
            return readers.behind_link(view(request, workshop))

    return guarded


def _workshop_of(token: str) -> Workshop | None:
    try:
        nonce = CALENDARS.unsign(token)
    except BadSignature:
        return None
    return Workshop.objects.filter(calendar_feed__nonce=nonce).first()
