"""Rehearsing a workshop, and ending it."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from workshops import access, rehearsal_processes
from workshops.forms.rehearsal import RehearsalForm
from workshops.models import User
from workshops.services import rehearsals
from workshops.views.prepare import prepare_page


@login_required
@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
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


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, code: str) -> HttpResponse:
    """Asks on a page of its own: a console that is still open would load itself anew in the midst of it."""
    workshop, _viewer = access.lead(request, code)
    source = workshop.rehearsal_of
    if source is None:
        return redirect("workshops:prepare", workshop.code)
    if request.method != "POST":
        return render(request, "workshops/end_rehearsal.html", {"workshop": workshop})
    rehearsal_processes.stop(workshop.code)
    rehearsals.end(rehearsal=workshop)
    return redirect("workshops:prepare", source.code)
