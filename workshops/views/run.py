"""The facilitator's pages: own workshops, console, projector, and the console's buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import cast

import segno
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from workshops import access
from workshops.models import User
from workshops.permissions import Role
from workshops.queries import course
from workshops.services import course as services
from workshops.services import people
from workshops.views.answers import led, region


@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    return render(request, "workshops/own.html", {"workshops": course.workshops_of(cast(User, request.user))})


@login_required
@require_safe
def console(request: HttpRequest, code: str) -> HttpResponse:
    workshop, viewer = access.lead(request, code)
    extra = {
        "run_sheet": course.run_sheet(workshop),
        **course.people(workshop),
        **join_address(request, workshop.code),
    }
    return region(request, "workshops/console.html", viewer, **extra)


@login_required
@require_safe
def projector(request: HttpRequest, code: str) -> HttpResponse:
    workshop, viewer = access.lead(request, code)
    extra = {**course.people(workshop), **join_address(request, workshop.code)}
    return region(request, "workshops/projector.html", replace(viewer, role=Role.PROJECTOR), **extra)


def join_address(request: HttpRequest, code: str) -> dict[str, str]:
    """The address that the QR opens, in words and as an SVG picture."""
    address = request.build_absolute_uri(reverse("workshops:join", args=[code]))
    qr = segno.make(address, error="m")
    picture = qr.svg_inline(omitsize=True, border=2, svgclass="qr", lineclass=None)
    return {
        "join_address": address,
        "join_host": request.get_host(),
        "qr": mark_safe(picture),  # noqa: S308 - segno's own SVG of an address we made
    }


@login_required
@require_POST
def move(request: HttpRequest, code: str) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    services.move(workshop=workshop, expected=request.POST.get("expected", ""), to=request.POST.get("to", ""))
    return led(request, workshop)


CLOCK_ACTS: dict[str, Callable[..., None]] = {
    "pause": services.pause,
    "resume": services.resume,
    "ring": services.ring,
    "plus-1": partial(services.add_minutes, minutes=1),
    "plus-5": partial(services.add_minutes, minutes=5),
}


@login_required
@require_POST
def clock(request: HttpRequest, code: str, act: str) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    if act not in CLOCK_ACTS:
        raise Http404
    CLOCK_ACTS[act](workshop=workshop)
    return led(request, workshop)


@login_required
@require_POST
def slide(request: HttpRequest, code: str) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    wanted = request.POST.get("slide", "")
    if wanted.isdecimal() and int(wanted) < 1000:
        services.show_slide(workshop=workshop, slide=int(wanted))
    return led(request, workshop)


@login_required
@require_POST
def remove(request: HttpRequest, code: str, participant: int) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    people.remove(participant=get_object_or_404(workshop.participants, pk=participant))
    return led(request, workshop)
