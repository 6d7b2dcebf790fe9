"""The participant's stage: one page that follows the phase by itself."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from workshops import access
from workshops.access import join_codes
from workshops.views.responses import HtmxHttpRequest, region


@require_safe
def stage(request: HtmxHttpRequest, code: str) -> HttpResponse:
    """Who is not in the workshop is sent to its door, which counts wrong codes and alone tells them apart."""
    try:
        _workshop, viewer = access.enter_as_participant(request, code)
    except Http404:
        return redirect("workshops:join", join_codes.read(code) or code)
    return region(request, "workshops/stage.html", viewer)
