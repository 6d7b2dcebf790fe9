"""The participant's stage: one page that follows the phase by itself."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from workshops import access
from workshops.access import devices, join_codes
from workshops.services import people
from workshops.views.responses import HtmxHttpRequest, region


@require_safe
def stage(request: HtmxHttpRequest, code: str) -> HttpResponse:
    """Who is not in the workshop is sent to its door, which counts wrong codes and alone tells them apart."""
    try:
        _workshop, viewer = access.enter_as_participant(request, code)
    except Http404:
        return redirect("workshops:join", join_codes.read(code) or code)
    return region(request, "workshops/stage.html", viewer)


@require_POST
def leave(request: HtmxHttpRequest, code: str) -> HttpResponse:
    """The device gets another key, so that whoever has it next can prove nothing of this person's as theirs.

    Pressed again by somebody who has left, whose answer was lost, it changes the key all the same.
    """
    try:
        _workshop, viewer = access.enter_as_participant(request, code)
    except Http404:
        response = redirect("workshops:join", join_codes.read(code) or code)
    else:
        assert viewer.participant
        people.leave(participant=viewer.participant)
        response = redirect("workshops:home")
    response.headers["Clear-Site-Data"] = '"storage"'  # drafts of other tabs; over plain http it does nothing
    return devices.remember(response, devices.new_device())
