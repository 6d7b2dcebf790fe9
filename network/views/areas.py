"""Even treatment: who has had a workshop, and who is next."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.documents import sheets
from network.queries import area_histories, area_tiles
from network.queries import areas as areas_queries
from network.queries.selection import Selection
from network.views.guards import as_network
from workshops.models import Membership
from workshops.views.downloads import sheet


@as_network
@require_safe
def areas(request: HttpRequest, selection: Selection) -> HttpResponse:
    told = areas_queries.told(selection)
    context = {
        **told,
        "address": selection.address,
        "blocks": area_tiles.blocks(told["blocks"]),
        "in_series": f"&in=series-{selection.series.pk}" if selection.series else "",
        **_may_plan(request.user),
    }
    return render(request, "network/areas.html", context)


def _may_plan(user: Any) -> dict[str, bool]:
    """Members begin workshops; who does not facilitate is told who can lead it."""
    roles = set(user.memberships.values_list("role", flat=True))
    return {"may_plan": bool(roles), "facilitates": Membership.Role.FACILITATOR in roles}


@as_network
@require_safe
def one(request: HttpRequest, selection: Selection, area_id: int) -> HttpResponse:
    """What one area has had and has coming, workshop by workshop."""
    history = area_histories.of_area(selection, area_id)
    if history is None:
        raise Http404
    context = {
        "history": history,
        "workshops": area_histories.workshops_of(history),
        **_may_plan(request.user),
    }
    return render(request, "network/one_area.html", context)


@as_network
@require_safe
def areas_sheet(request: HttpRequest, selection: Selection) -> HttpResponse:
    return sheet(sheets.areas(areas_queries.told(selection)), "areas.csv")
