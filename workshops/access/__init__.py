"""The only door into a workshop, for views and for sockets: ``(workshop, viewer)`` or 404."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops.access import code_throttle, join_codes
from workshops.access.addresses import client_address
from workshops.access.devices import device_of
from workshops.access.permissions import Role, Viewer
from workshops.models import Participant, User, Workshop
from workshops.refusals import Removed, SignedOut


@dataclass(frozen=True)
class Visitor:
    """Who stands at the door: what their browser carries, and where wrong codes are counted."""

    cookies: Mapping[str, str]
    address: str


def visitor_in(request: HttpRequest) -> Visitor:
    return Visitor(request.COOKIES, client_address(request))


# Of a workshop's sixty columns those that what people post asks for: each makes a query dearer to build.
ASKED_BY_POSTS = ("code", "language", "phase", "round", "moved_at", "has_withdrawn", "rev")


def workshop_of(code: str, *columns: str, **further: Any) -> Workshop:
    """The workshop of a code as somebody may type it, if ``further`` holds for it too.

    With ``columns`` only these are read, here and whenever it is read anew; any other when it is asked for.
    """
    workshops = Workshop.objects.only(*columns) if columns else Workshop.objects.all()
    try:
        return workshops.get(code=join_codes.read(code), **further)
    except Workshop.DoesNotExist:
        raise Http404 from None


def participant_in(workshop: Workshop, cookies: Mapping[str, str], *along: str) -> Viewer | None:
    """The participant this device is in the workshop, None if it is not there. Raises ``Removed``.

    ``along`` is what to read with the participant, as for ``select_related``.
    """
    device = device_of(cookies)
    if device is None:
        return None
    people = Participant.objects.select_related(*along or [None])
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
    """What holds for the workshops that somebody facilitates. Open sockets: `live.heartbeat`."""
    return {"facilitations__user_id": user.pk, "facilitations__user__is_active": True}


def enter_as_participant(request: HttpRequest, code: str, *along: str) -> tuple[Workshop, Viewer]:
    """The workshop and the viewer, or 404. ``along`` as for `participant_in`."""
    workshop = workshop_of(code)
    return workshop, _or_404(participant_in(workshop, request.COOKIES, *along))


def enter_to_post(request: HttpRequest, code: str, *along: str) -> tuple[Workshop, Viewer]:
    """As `enter_as_participant`, for what a whole room may send at once."""
    workshop = workshop_of(code, *ASKED_BY_POSTS)
    return workshop, _or_404(participant_in(workshop, request.COOKIES, *along))


def enter_as_facilitator(request: HttpRequest, code: str) -> tuple[Workshop, Viewer]:
    """Asks for workshop and right in one query, since every act on the console passes here."""
    workshop = workshop_of(code, **_led_by(request.user))
    return workshop, Viewer(Role.FACILITATOR, workshop, user=cast(User, request.user))


def enter_as_member(request: HttpRequest, code: str) -> tuple[Workshop, Viewer]:
    """As whoever belongs here, a facilitator first."""
    workshop = workshop_of(code)
    return workshop, _or_404(
        facilitator_in(workshop, request.user) or participant_in(workshop, request.COOKIES)
    )


View = Callable[..., HttpResponse]
Opened = TypeVar("Opened")
Enter = Callable[[HttpRequest, str], tuple[Workshop, Viewer]]


def as_participant(view: View) -> View:
    """Decorates ``view(request, workshop, viewer, …)``; the address names the workshop by its ``code``."""
    return _guarded(view, enter_as_participant)


def as_member(view: View) -> View:
    """As `as_participant`, for whoever belongs to the workshop."""
    return _guarded(view, enter_as_member)


def as_facilitator(view: View) -> View:
    """As `as_participant`, for its facilitators; who has not signed in is asked to."""
    return sign_in_required(_guarded(view, enter_as_facilitator))


def sign_in_required(view: View) -> View:
    """Who opens a page is led to sign in and back. What somebody sends is not led away: `SignedOut`."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method not in ("GET", "HEAD") or request.headers.get("HX-Request"):
            raise SignedOut
        return redirect_to_login(request.get_full_path())

    return guarded


def _guarded(view: View, enter: Enter) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        workshop, viewer = enter(request, code)
        return view(request, workshop, viewer, *args, **kwargs)

    return guarded


# --- who comes with a code ---


class NotOpen(Exception):
    """This code opens nothing for this visitor; ``message`` says so.

    ``must_wait``: too many were wrong. ``ended`` is the workshop that had this code and is closed.
    """

    def __init__(self, message: str, *, must_wait: bool = False, ended: Workshop | None = None) -> None:
        super().__init__(message)
        self.message, self.must_wait, self.ended = message, must_wait, ended


def open_workshop(code: str, visitor: Visitor) -> Workshop:
    """The workshop that this code opens for this device: a closed one only if the device was in it.

    Raises `NotOpen`. To all others a closed one says that it has ended. Codes that open nothing are counted
    by address, ended ones too unless their report is shared, which they open; and whoever has named this
    workshop rightly before is not held up by others behind the same address.
    """
    workshop, is_in = _found(code, visitor)
    is_open = workshop is not None and (is_in or not workshop.is_closed)
    is_right = workshop is not None and (is_open or workshop.report_shared)
    if not (workshop and is_right and (is_in or code_throttle.has_named(visitor.address, workshop.pk))):
        refuse_guessing(visitor)
    if workshop and is_right:
        code_throttle.record_success(visitor.address, workshop.pk)
    else:
        code_throttle.record_failure(visitor.address)
    if workshop and is_open:
        return workshop
    if workshop:
        raise NotOpen(_("This workshop has ended."), ended=workshop)
    raise NotOpen(_("No open workshop has this code. Check it with the facilitator."))


def _found(code: str, visitor: Visitor) -> tuple[Workshop | None, bool]:
    """The workshop of the code, and whether the device is in it."""
    try:
        workshop = workshop_of(code)
    except Http404:
        return None, False
    return workshop, participant_in(workshop, visitor.cookies) is not None


def open_by_code(visitor: Visitor, door: str, opens: Callable[[], Opened | None], wrong: str) -> Opened:
    """What another code opens, such as one for a new phone, at a ``door`` of its own: guessing these holds
    nobody else up. ``opens`` answers None for a wrong one, which is counted. Raises `NotOpen` in words.
    """
    refuse_guessing(visitor, door)
    opened = opens()
    if opened is None:
        code_throttle.record_failure(visitor.address, door)
        raise NotOpen(wrong)
    return opened


def refuse_guessing(visitor: Visitor, door: str = "join") -> None:
    """Raises `NotOpen` for an address from which too many wrong codes have come to this door."""
    seconds = code_throttle.seconds_to_wait(visitor.address, door)
    if seconds:
        words = ngettext(
            "Too many wrong codes have come from here. Try again in %(minutes)s minute.",
            "Too many wrong codes have come from here. Try again in %(minutes)s minutes.",
            math.ceil(seconds / 60),
        )
        raise NotOpen(words % {"minutes": math.ceil(seconds / 60)}, must_wait=True)


def _or_404(viewer: Viewer | None) -> Viewer:
    if viewer is None:
        raise Http404
    return viewer
