"""Rehearsing a workshop, and ending it."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from workshops import access, rehearsal_processes
from workshops.access.permissions import Viewer
from workshops.forms.rehearsal import RehearsalForm
from workshops.models import User, Workshop
from workshops.services import rehearsals
from workshops.views.prepare import prepare_page


@access.as_facilitator
@require_POST
def begin(request: HttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    form = RehearsalForm(request.POST)
    if not form.is_valid():
        return prepare_page(request, workshop, rehearsal_form=form)
    rehearsal = rehearsals.begin(workshop=workshop, user=cast(User, request.user))
    if form.cleaned_data["people"]:
        rehearsal_processes.start(
            code=rehearsal.code,
            people=form.cleaned_data["people"],
            pace=form.cleaned_data["pace"],
            address=request.build_absolute_uri("/").rstrip("/"),
            through=where_we_listen(request),
        )
    return redirect("workshops:console", rehearsal.code)


def where_we_listen(request: HttpRequest) -> tuple[str, int] | None:
    """The address this request came to, behind any proxy; None on a socket that has no port."""
    server = getattr(request, "scope", {}).get("server")
    return (server[0], server[1]) if server and server[1] else None


@access.as_facilitator
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    """Asks on a page of its own: a console that is still open would load itself anew in the midst of it."""
    source = workshop.rehearsal_of
    if source is None:
        return redirect("workshops:prepare", workshop.code)
    if request.method != "POST":
        return render(request, "workshops/end_rehearsal.html", {"workshop": workshop})
    rehearsal_processes.stop(workshop.code)
    rehearsals.end(rehearsal=workshop)
    return redirect("workshops:checklist", source.code)
