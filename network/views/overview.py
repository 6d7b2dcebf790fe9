"""The first page: what coordinators ask, each with its short answer and the way to the long one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.queries import overview as overview_queries
from network.queries.selection import Selection
from network.views.guards import as_network


@as_network
@require_safe
def overview(request: HttpRequest, selection: Selection) -> HttpResponse:
    return render(request, "network/overview.html", overview_queries.answers(selection))
