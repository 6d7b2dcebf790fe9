"""The report, and whether the participants may read it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from workshops import access
from workshops.access.permissions import can_read_report
from workshops.extension import report_sections
from workshops.services import report_sharing as services
from workshops.views.responses import led


@require_safe
def report(request: HttpRequest, code: str) -> HttpResponse:
    workshop, viewer = access.read(request, code)
    if not can_read_report(viewer):
        raise Http404
    return render(
        request, "workshops/report.html", {"role": viewer.role, **report_sections.context_of(workshop)}
    )


@login_required
@require_POST
def share(request: HttpRequest, code: str) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    services.share_report(workshop=workshop, shared=request.POST.get("shared") == "1")
    return led(request, workshop)
