"""The part of preparation that is about the tables: their questions."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from workshops import access
from worryzones import queries
from worryzones.forms import PromptsForm
from worryzones.services.prompts import set_prompts


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prompts(request: HttpRequest, code: str) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    form = PromptsForm(request.POST or None, prompts=queries.prompts_of(workshop))
    if form.is_valid():
        set_prompts(workshop=workshop, prompts=form.own_prompts())
        return redirect("workshops:prepare", workshop.code)
    context = {"form": form, "workshop": workshop}
    return render(request, "worryzones/prompts.html", context, status=422 if form.errors else 200)
