"""The part of preparation that is about the tables: their questions, language by language."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from workshops import access
from workshops.access.permissions import Viewer
from workshops.models import Workshop
from workshops.views.responses import saved_in_preparation
from worryzones.forms import PromptsForm
from worryzones.queries.prompts import own_wordings
from worryzones.services.prompts import set_prompts


@access.as_facilitator
@require_http_methods(["GET", "HEAD", "POST"])
def prompts(request: HttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    language = _spoken(request.GET.get("language", ""), workshop.language)
    own = own_wordings(workshop)
    form = PromptsForm(request.POST or None, own=own, language=language, first_choice=workshop.language)
    if form.is_valid():
        set_prompts(workshop=workshop, language=language, prompts=form.own_prompts())
        return _after_saving(workshop, request.POST.get("then", ""))
    context = {
        "form": form,
        "workshop": workshop,
        "language": language,
        "languages": [(code, name, bool(own.get(code))) for code, name in settings.LANGUAGES],
    }
    return render(request, "worryzones/prompts.html", context, status=422 if form.errors else 200)


def _spoken(asked: str, otherwise: str) -> str:
    return asked if asked in dict(settings.LANGUAGES) else otherwise


def _after_saving(workshop: Workshop, then: str) -> HttpResponse:
    """Another language's questions are one press away, and what was typed is saved first."""
    if then in dict(settings.LANGUAGES):
        return redirect(f"{reverse('worryzones:prompts', args=[workshop.code])}?language={then}")
    return saved_in_preparation(workshop)
