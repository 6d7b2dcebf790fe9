"""Main points: written and deleted by the facilitators while the tables or the pearls are told."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from workshops import access
from workshops.access.permissions import Viewer
from workshops.extension import panels
from workshops.forms.debrief import MainPointForm
from workshops.models import Workshop
from workshops.services import debrief
from workshops.views.responses import HtmxHttpRequest, invalid, saved_by_facilitator

COMPOSER = "workshops/panels/debrief.html#composer"


@access.as_facilitator
@require_POST
def main_point(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    form = MainPointForm(request.POST)
    if not form.is_valid():
        typed = {"main_point_form": form, "slide": form.cleaned_data.get("slide")}
        return invalid(request, COMPOSER, composer(viewer) | typed)
    debrief.write_main_point(workshop=workshop, **form.cleaned_data)
    if not request.htmx:
        return saved_by_facilitator(request, workshop)
    return render(request, COMPOSER, composer(viewer))


def composer(viewer: Viewer) -> dict[str, Any]:
    """What the composer needs: the panel knows which slides there are."""
    return {"workshop": viewer.workshop, **panels.panel_for(viewer).context(viewer)}


@access.as_facilitator
@require_POST
def delete_main_point(
    request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, point: int
) -> HttpResponse:
    debrief.delete_main_point(point=get_object_or_404(workshop.debrief, pk=point))
    return saved_by_facilitator(request, workshop)
