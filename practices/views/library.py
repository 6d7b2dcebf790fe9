"""The library's pages. What somebody may not read is not there for them: 404, as for what never was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from practices.forms.collections import CollectForm
from practices.forms.library import ExperienceForm, SearchForm
from practices.models import Practice
from practices.queries import curation, experiences, facets, hits, search, similar
from practices.queries.search import Found, Wish
from practices.services import library as library_services
from workshops.access import as_facilitator
from workshops.access.addresses import absolute_from
from workshops.access.devices import device_of
from workshops.access.permissions import Viewer, can_coordinate
from workshops.extension import origin_marks
from workshops.models import Area, Sharing, Workshop
from workshops.views.responses import HtmxHttpRequest, saved_by_facilitator

MAX_PAGES = hits.MAX_HITS // search.PAGE
FILTERS = {
    "zone": (gettext_lazy("When it helps"), gettext_lazy("All zones")),
    "theme": (gettext_lazy("Theme"), gettext_lazy("All themes")),
    "focus": (gettext_lazy("Focus area"), gettext_lazy("All focus areas")),
    "area": (gettext_lazy("Area"), gettext_lazy("All areas")),
    "year": (gettext_lazy("Year"), gettext_lazy("All years")),
    "level": (gettext_lazy("Shared with"), gettext_lazy("All levels")),
}


@dataclass(frozen=True)
class Choice:
    value: Any
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Filter:
    name: str
    label: str
    every: str
    choices: list[Choice]


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """The list, and the search in it. A script asks for the same page and gets what has changed of it."""
    form = SearchForm(request.GET)
    page = "practices/library.html" + ("#found" if request.headers.get("HX-Request") else "")
    if not form.is_valid():
        return render(request, page, {"form": form, "problems": form.problems()}, status=422)
    wish = form.wish()
    found = search.find(request.user, wish)
    counted = facets.counts(found, request.user, wish)
    context = {
        "form": form,
        "found": found,
        "total": counted.total,
        "page": _page(found, counted.total, request.GET.get("page", "")),
        "filters": _filters(counted, wish),
        "is_filtered": bool(wish.filters),
        "is_asked": bool(wish.query or wish.filters),
        "address": _address(wish),
    }
    return render(request, page, context)


def _page(found: Found, total: int, number: str) -> Page[Any]:
    """The page of this number, the nearest one where there is none."""
    pages: Any = Paginator(range(min(total, MAX_PAGES * search.PAGE)), search.PAGE)
    asked = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 1
    page: Page[Any] = pages.page(max(1, min(asked, pages.num_pages)))
    page.object_list = found.best(page.start_index() - 1, page.end_index()) if total else []
    return page


def _address(wish: Wish) -> str:
    return urlencode({**({"q": wish.query} if wish.query else {}), **wish.filters})


def _filters(counted: facets.Counts, wish: Wish) -> list[Filter]:
    """Those in which there is something to choose."""
    areas = _area_names(counted, wish)
    return [
        Filter(name, str(label), str(every), choices)
        for name, (label, every) in FILTERS.items()
        if (choices := _choices(name, counted.of[name], wish.filters.get(name), areas))
    ]


def _area_names(counted: facets.Counts, wish: Wish) -> dict[Any, str]:
    ids = {*counted.of["area"], wish.filters.get("area")} - {None}
    return dict(Area.objects.filter(pk__in=ids).values_list("pk", "name"))


def _choices(name: str, counts: dict[Any, int], chosen: Any, areas: dict[Any, str]) -> list[Choice]:
    """In the order of the choices, or the most common first; what is chosen is there though none is left."""
    order = {"zone": origin_marks.keys(), "focus": Workshop.FocusArea.values, "level": Sharing.values}
    values = [value for value in counts if value not in (None, "")]
    if chosen and chosen not in values:
        values.append(chosen)
    if name == "year":
        values.sort(reverse=True)
    if name in order:
        values.sort(key=lambda value: order[name].index(value) if value in order[name] else 99)
    return [Choice(v, _label(name, v, areas), counts.get(v, 0), v == chosen) for v in values]


def _label(name: str, value: Any, areas: dict[Any, str]) -> str:
    labels: dict[str, Any] = {"focus": Workshop.FocusArea, "level": Sharing}
    if name in labels:
        return capfirst(str(labels[name](value).label))
    if name == "zone":
        return str(origin_marks.mark_of(value).label)
    return areas.get(value, _("Unknown area")) if name == "area" else str(value)


@require_safe
def practice(request: HttpRequest, practice_id: int) -> HttpResponse:
    return shown_page(request, readable(request, practice_id), ExperienceForm())


def readable(request: HttpRequest, practice_id: int) -> Practice:
    rows = Practice.objects.readable_by(request.user).select_related("organisation")
    return get_object_or_404(rows, pk=practice_id)


def shown_page(
    request: HttpRequest, shown: Practice, form: ExperienceForm, status: int = 200
) -> HttpResponse:
    curated, device = curation.shown(shown, request.user), device_of(request.COOKIES)
    context = {
        "practice": shown,
        "areas": shown.areas.all(),
        "origins": [part for part in shown.provenance if part["group"] or part["notes"]],
        "similar": similar.alike(shown, request.user),
        "elsewhere": similar.elsewhere(shown, request.user),
        "experiences": experiences.beside(shown, device=device, may_curate=curated.may_curate),
        "curation": curated,
        "collect": CollectForm(user=request.user) if can_coordinate(request.user) else None,
        "form": form,
        "subject": _("A question about a practice: %(practice)s") % {"practice": shown},
        "here": absolute_from(request)(request.path),
    }
    return render(request, "practices/practice.html", context, status=status)


@as_facilitator
@require_POST
def withdraw(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, practice_id: int) -> HttpResponse:
    """By those who led the workshop it comes from. Who looks after the library may return it."""
    found = get_object_or_404(Practice, workshop=workshop, pk=practice_id)
    library_services.set_withdrawn(practice=found, withdrawn=True)
    return saved_by_facilitator(request, workshop)
