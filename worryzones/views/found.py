"""What dialogue 1 found, to look back at between the dialogues and in the second: zone by zone, or what is
behind one theme.
"""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from workshops import access
from workshops.access.permissions import Role, Viewer, can_read_report
from workshops.course import phases
from workshops.extension import theme_notes
from workshops.models import Workshop
from workshops.queries import themes
from workshops.queries.themes import Candidate
from workshops.views.responses import HtmxHttpRequest, in_part
from worryzones import reports, zones
from worryzones.queries import found as found_queries

PAGE = "worryzones/found.html"


def is_open(viewer: Viewer) -> bool:
    """To participants once the tables have named their themes; of a closed workshop what its report shows."""
    workshop = viewer.workshop
    if viewer.role == Role.FACILITATOR:
        return True
    if workshop.is_closed:
        return can_read_report(viewer) and reports.KEY not in workshop.left_out
    return phases.is_after(workshop.phase, "theming")


@access.as_member
@require_safe
def found(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    if not is_open(viewer):
        return redirect("workshops:stage", workshop.code)
    context = {
        "viewer": viewer,
        "workshop": workshop,
        **found_queries.zone_found(workshop, _zone_in(request)),
    }
    return render(request, PAGE, context)


def _zone_in(request: HtmxHttpRequest) -> int:
    """The zone that is asked for, the first where none is, or one that is not there."""
    asked = request.GET.get("zone", "")
    return next((number for number in zones.NUMBERS if str(number) == asked), zones.ZONES[0].number)


@access.as_member
@require_safe
def behind(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, theme: int) -> HttpResponse:
    """One theme's notes and those of all that was put together with it; alone where a page unfolds them."""
    candidate = _with(theme, workshop)
    if not is_open(viewer):
        return redirect("workshops:stage", workshop.code)
    theme_notes.attach(workshop, [candidate])
    context = {"viewer": viewer, "workshop": workshop, "candidate": candidate}
    return render(request, in_part(request, "worryzones/found_behind.html", "sources"), context)


def _with(theme: int, workshop: Workshop) -> Candidate:
    """The candidate that the theme is, or lives on in."""
    for candidate in themes.candidates(workshop):
        if theme in (candidate.theme.pk, *(merged.pk for merged in candidate.merged)):
            return candidate
    raise Http404
