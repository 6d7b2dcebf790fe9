"""The participant's stage: one page that follows the phase by itself."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from workshops import access
from workshops.services import people
from workshops.views.responses import region


@require_safe
def stage(request: HttpRequest, code: str) -> HttpResponse:
    try:
        workshop = access.workshop_of(code)
    except Http404:
        return redirect("workshops:join", code)  # the door answers alike, and counts wrong codes
    viewer = access.participant_in(workshop, request.COOKIES)
    if viewer is None:
        return redirect("workshops:join", workshop.code)
    return region(request, "workshops/stage.html", viewer)


@require_POST
def leave(request: HttpRequest, code: str) -> HttpResponse:
    _workshop, viewer = access.enter(request, code)
    assert viewer.participant
    people.leave(participant=viewer.participant)
    return redirect("workshops:home")
