"""The facilitator's hand in Open Space: groups, themes and places, hiding texts, marking pearls."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from workshops import access
from workshops.forms.open_space import PlaceForm, ThemeForm
from workshops.queries import open_space as queries
from workshops.services import contributions as texts
from workshops.services import hiding
from workshops.services import open_space as services
from workshops.views.open_space import contribution_in, group_in
from workshops.views.responses import invalid, led

PAGE = "workshops/stages/open_space_console.html"


@login_required
@require_POST
def add_group(request: HttpRequest, code: str, theme: int) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    found = get_object_or_404(queries.selected_themes(workshop), pk=theme)
    services.open_group(theme=found)
    return led(request, workshop)


@login_required
@require_POST
def add_theme(request: HttpRequest, code: str) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    form = ThemeForm(request.POST)
    if not form.is_valid():
        return invalid(request, f"{PAGE}#theme_form", {"theme_form": form, "workshop": workshop})
    services.open_theme(workshop=workshop, **form.cleaned_data)
    return led(request, workshop)


@login_required
@require_POST
def set_place(request: HttpRequest, code: str, group: int) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    found, form = group_in(workshop, group), PlaceForm(request.POST)
    if not form.is_valid():
        context = {"place_form": form, "group": found, "workshop": workshop}
        return invalid(request, f"{PAGE}#place", context)
    services.set_place(group=found, **form.cleaned_data)
    return led(request, workshop)


@login_required
@require_POST
def end_group(request: HttpRequest, code: str, group: int) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    services.end_group(group=group_in(workshop, group), ended=request.POST.get("on") == "1")
    return led(request, workshop)


@login_required
@require_POST
def remove_group(request: HttpRequest, code: str, group: int) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    services.remove_group(group=group_in(workshop, group))
    return led(request, workshop)


@login_required
@require_POST
def hide_contribution(request: HttpRequest, code: str, contribution_id: UUID) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    found = contribution_in(workshop, contribution_id)
    hiding.hide(thing=found, hidden=request.POST.get("hidden") == "1")
    return led(request, workshop)


@login_required
@require_POST
def mark_pearl(request: HttpRequest, code: str, contribution_id: UUID) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    found = contribution_in(workshop, contribution_id)
    texts.mark_pearl(contribution=found, on=request.POST.get("on") == "1")
    return led(request, workshop)


@login_required
@require_safe
def look(request: HttpRequest, code: str) -> HttpResponse:
    """What only the facilitator sees, fetched now and then."""
    workshop, _viewer = access.lead(request, code)
    context = {"workshop": workshop, **queries.needs_a_look(queries.boards(workshop))}
    return render(request, f"{PAGE}#look", context)
