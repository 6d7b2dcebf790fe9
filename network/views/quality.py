"""How people found it, as a page and as spreadsheets."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.documents import sheets
from network.queries import quality as quality_queries
from network.queries.selection import Selection
from network.views.guards import as_network
from workshops.views.downloads import sheet


@as_network
@require_safe
def quality(request: HttpRequest, selection: Selection) -> HttpResponse:
    order = _order(request)
    words = Paginator(quality_queries.words(selection, order), quality_queries.WORDS_ON_A_PAGE)
    context = {
        **quality_queries.told(selection),
        "order": order,
        "page": words.get_page(request.GET.get("page", "")[:6]),
        "next_times": quality_queries.next_times(selection)[: quality_queries.WORDS_ON_A_PAGE],
        "waiting": quality_queries.waiting(selection),
    }
    return render(request, "network/quality.html", context)


@as_network
@require_safe
def figures_sheet(request: HttpRequest, selection: Selection) -> HttpResponse:
    return sheet(sheets.feedback(quality_queries.told(selection)["rows"]), "feedback.csv")


@as_network
@require_safe
def words_sheet(request: HttpRequest, selection: Selection) -> HttpResponse:
    return sheet(sheets.words(quality_queries.words(selection, _order(request))), "words.csv")


def _order(request: HttpRequest) -> str:
    asked = request.GET.get("order", "")
    return asked if asked in quality_queries.ORDERS else quality_queries.ORDERS[0]
