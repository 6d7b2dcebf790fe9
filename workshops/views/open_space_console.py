"""The facilitator's hand in Open Space: groups, themes and places, hiding texts, marking pearls."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from workshops import access
from workshops.access.permissions import Viewer
from workshops.forms.open_space import PlaceForm, ThemeForm
from workshops.models import Workshop
from workshops.queries import open_space as open_space_queries
from workshops.services import contributions, hiding, open_space
from workshops.views.open_space import contribution_in, group_in
from workshops.views.responses import HtmxHttpRequest, invalid, is_on, saved_by_facilitator, why_in

PAGE = "workshops/panels/open_space_console.html"


@access.as_facilitator
@require_POST
def add_group(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, theme: int) -> HttpResponse:
    found = get_object_or_404(open_space_queries.selected_themes(workshop), pk=theme)
    open_space.open_group(theme=found)
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def add_theme(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    form = ThemeForm(request.POST)
    if not form.is_valid():
        return invalid(request, f"{PAGE}#theme_form", {"theme_form": form, "workshop": workshop})
    open_space.open_theme(workshop=workshop, **form.cleaned_data)
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def set_place(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, group: int) -> HttpResponse:
    found, form = group_in(workshop, group), PlaceForm(request.POST)
    if not form.is_valid():
        context = {"place_form": form, "group": found, "workshop": workshop}
        return invalid(request, f"{PAGE}#place", context)
    open_space.set_place(group=found, **form.cleaned_data)
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def end_group(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, group: int) -> HttpResponse:
    open_space.end_group(group=group_in(workshop, group), ended=is_on(request))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def remove_group(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, group: int) -> HttpResponse:
    open_space.remove_group(group=group_in(workshop, group))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def hide_contribution(
    request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, contribution_id: UUID
) -> HttpResponse:
    found = contribution_in(workshop, contribution_id)
    hiding.hide(thing=found, hidden=is_on(request, "hidden"), why=why_in(request))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def mark_pearl(
    request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, contribution_id: UUID
) -> HttpResponse:
    found = contribution_in(workshop, contribution_id)
    contributions.mark_pearl(contribution=found, on=is_on(request))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_safe
def alerts_now(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    """What only the facilitator sees, fetched now and then."""
    seen_to = open_space_queries.alerts_for_facilitators(workshop, open_space_queries.boards(workshop))
    return render(request, f"{PAGE}#alerts", {"workshop": workshop, **seen_to})
