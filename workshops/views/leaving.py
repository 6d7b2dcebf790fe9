"""Going home: leaving, and for some minutes taking it back."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from workshops import access
from workshops.access import devices, join_codes, leaving
from workshops.models import Workshop
from workshops.refusals import NoEntry
from workshops.services import people
from workshops.views.responses import HtmxHttpRequest, is_on


@require_POST
def leave(request: HtmxHttpRequest, code: str) -> HttpResponse:
    """The device gets another key, so that whoever has it next can prove nothing of this person's as theirs.

    Pressed again by somebody who has left, whose answer was lost, it changes the key all the same.
    """
    try:
        _workshop, viewer = access.enter_as_participant(request, code)
    except Http404:
        response: HttpResponse = redirect("workshops:join", join_codes.read(code) or code)
    else:
        assert viewer.participant
        assert viewer.device
        gone = leaving.left(viewer.participant, viewer.device)
        people.leave(participant=viewer.participant)
        response = leaving.remember(redirect("workshops:left"), gone)
    response.headers["Clear-Site-Data"] = '"storage"'  # drafts of other tabs; over plain http it does nothing
    return devices.remember(response, devices.new_device())


@require_http_methods(["GET", "HEAD", "POST"])
def left(request: HtmxHttpRequest) -> HttpResponse:
    """What leaving means, and the way back as long as there is one. By POST: back, or forgotten at once."""
    gone = leaving.left_in(request.COOKIES)
    workshop = Workshop.objects.filter(pk=gone.workshop_id).first() if gone else None
    if gone is None or workshop is None:
        return leaving.forget(redirect("workshops:home"))
    if request.method != "POST":
        return _farewell(request, workshop, gone)
    if not is_on(request, "back"):
        return leaving.forget(redirect("workshops:home"))
    try:
        people.come_back(gone=gone)
    except NoEntry as refused:
        return _farewell(request, workshop, gone, str(refused.message))
    response = leaving.forget(redirect("workshops:stage", workshop.code))
    return devices.remember(response, devices.speaking(gone.device, devices.device_in(request).language))


def _farewell(
    request: HtmxHttpRequest, workshop: Workshop, gone: leaving.Left, why_not: str = ""
) -> HttpResponse:
    context = {"workshop": workshop, "gone": gone, "why_not": why_not}
    return render(request, "workshops/left.html", context, status=409 if why_not else 200)
