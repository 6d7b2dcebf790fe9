"""The report, and whether the participants may read it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from workshops import access
from workshops.access.permissions import Viewer, can_read_report
from workshops.extension import report_sections
from workshops.models import Workshop
from workshops.services import report_sharing
from workshops.views.responses import HtmxHttpRequest, is_on, saved_by_facilitator


@access.as_member
@require_safe
def report(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    if not can_read_report(viewer):
        raise Http404
    return render(
        request, "workshops/report.html", {"role": viewer.role, **report_sections.context_of(workshop)}
    )


@access.as_facilitator
@require_POST
def share(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    report_sharing.share_report(workshop=workshop, shared=is_on(request, "shared"))
    return saved_by_facilitator(request, workshop)
