"""The part of preparation that is about the tables: their questions by language, and where they are."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from workshops import access
from workshops.access.permissions import Viewer
from workshops.models import Workshop
from workshops.views.responses import saved_in_preparation
from worryzones.forms.preparation import PromptsForm, TablePlacesForm
from worryzones.queries import seats, table_places
from worryzones.queries.prompts import own_wordings
from worryzones.services.prompts import set_prompts
from worryzones.services.table_places import set_places


@access.as_facilitator
@require_http_methods(["GET", "HEAD", "POST"])
def prompts(request: HttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    language = _spoken(request.GET.get("language", ""), workshop.language)
    own = own_wordings(workshop)
    told: dict[str, Any] = {"own": own, "language": language, "room": workshop.language}
    form = PromptsForm(request.POST or None, **told)
    put_back = request.POST.get("put_back", "")
    if put_back:
        form = PromptsForm(initial=form.with_usual(put_back), **told)
    elif form.is_valid():
        set_prompts(workshop=workshop, language=language, prompts=form.own_prompts())
        return _after_saving(workshop, request.POST.get("then", ""))
    context = {
        "form": form,
        "workshop": workshop,
        "language": language,
        "is_unsaved": bool(form.errors or put_back),
        "put_back": put_back,
        "saved": "saved" in request.GET and not request.POST,
        "languages": [(code, name, bool(own.get(code))) for code, name in settings.LANGUAGES],
    }
    return render(request, "worryzones/prompts.html", context, status=422 if form.errors else 200)


def _spoken(asked: str, otherwise: str) -> str:
    return asked if asked in dict(settings.LANGUAGES) else otherwise


def _after_saving(workshop: Workshop, then: str) -> HttpResponse:
    """Another language's questions are one press away, and what was typed is saved first."""
    if then in dict(settings.LANGUAGES):
        return redirect(f"{reverse('worryzones:prompts', args=[workshop.code])}?language={then}&saved")
    return saved_in_preparation(workshop)


@access.as_facilitator
@require_http_methods(["GET", "HEAD", "POST"])
def places(request: HttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    cafes = seats.cafe_numbers(workshop, workshop.expected or 0)
    written = table_places.standing(workshop)
    form = TablePlacesForm(request.POST or None, written=written, cafes=cafes, room=workshop.language)
    if form.is_valid():
        set_places(workshop=workshop, places=form.changes())
        return saved_in_preparation(workshop)
    context = {"form": form, "workshop": workshop, "many_cafes": len(cafes) > 1}
    return render(request, "worryzones/places.html", context, status=422 if form.errors else 200)
