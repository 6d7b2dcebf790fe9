"""What comes up in many workshops, and putting themes together by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from network.forms.themes import SharedThemeForm, TogetherForm
from network.models import SharedTheme
from network.queries import change, keywords, quotables
from network.queries import themes as themes_queries
from network.queries.selection import Selection
from network.services import themes as themes_services
from network.views.guards import as_network
from workshops.extension import across
from workshops.models import Organisation
from workshops.refusals import Gone, Refused
from workshops.services.rewording import Overtaken

PAGE = "network/themes.html"
ON_A_PAGE, MAX_LETTERS = 40, 80
UNFOLDED = 10  # parts of a shared theme: more of them are several screens of a phone
PARTS = {
    "themes": _("Themes"),
    "change": _("Over time"),
    "pearls": _("Pearls"),
    "practices": _("Practices"),
    "keywords": _("Keywords"),
    "zones": _("Zones"),
}


@as_network
@require_safe
def themes(request: HttpRequest, selection: Selection) -> HttpResponse:
    return _page(request, selection)


def _page(request: HttpRequest, selection: Selection, status: int = 200, **more: Any) -> HttpResponse:
    asked = request.GET.get("part", "")
    part = asked if asked in PARTS else "themes"
    keeper = themes_queries.keeper_of(selection, _asked_keeper(request))
    context = {
        "part": part,
        "parts": [(key, label, _address(selection, key, keeper)) for key, label in PARTS.items()],
        "held": selection.held.count(),
        "keeper": keeper,
        "keepers": themes_queries.keepers(selection.user),
        "address": _address(selection, part, keeper),
        **READ_BY[part](request, selection, keeper),
        **more,
    }
    return render(request, PAGE, context, status=status)


def _asked_keeper(request: HttpRequest) -> str:
    return (request.POST.get("keeper") or request.GET.get("keeper", ""))[:20]


def _address(selection: Selection, part: str, keeper: Organisation | None) -> str:
    """Of this part of the page, without what was looked for in it."""
    return "?" + urlencode({**selection.chosen, "part": part, "keeper": keeper.pk if keeper else ""})


def _listed(request: HttpRequest, rows: Any) -> Any:
    return Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page", "")[:6])


# --- the parts ---


def _themes(request: HttpRequest, selection: Selection, keeper: Organisation | None) -> dict[str, Any]:
    words = " ".join(request.GET.get("find", "")[:MAX_LETTERS].replace("\0", "").split())
    every = themes_queries.rows(selection, keeper) if keeper else []
    found = themes_queries.with_words(every, words) if words else every
    page = Paginator(found, themes_queries.ON_A_PAGE).get_page(request.GET.get("page", "")[:6])
    themes_queries.suggest(page.object_list, every)
    keep = _address(selection, "themes", keeper) + "&" + urlencode({"find": words})
    return {"find": words, "keep": keep, "page": page, "all": len(every), "form": TogetherForm()}


def _change(_request: HttpRequest, selection: Selection, keeper: Organisation | None) -> dict[str, Any]:
    rows = themes_queries.rows(selection, keeper) if keeper else []
    return {"courses": change.over_time(selection, rows), "least": change.MIN_WORKSHOPS}


def _pearls(request: HttpRequest, selection: Selection, _keeper: Organisation | None) -> dict[str, Any]:
    return {"page": _listed(request, quotables.lines("pearl", selection))}


def _practices(request: HttpRequest, selection: Selection, _keeper: Organisation | None) -> dict[str, Any]:
    rows = across.lines(across.PRACTICES, selection.held, selection.user)
    return {"page": _listed(request, rows)}


def _keywords(_request: HttpRequest, selection: Selection, _keeper: Organisation | None) -> dict[str, Any]:
    return {"keywords": keywords.of(selection)}


def _zones(_request: HttpRequest, selection: Selection, _keeper: Organisation | None) -> dict[str, Any]:
    """Of one area alone they are not told, so that nobody lays one beside another."""
    counts = [] if selection.area else across.counts(across.ZONES, selection.held, selection.user)
    return {"zones": counts, "any": any(one.count for one in counts)}


READ_BY: dict[str, Callable[[HttpRequest, Selection, Organisation | None], dict[str, Any]]] = {
    "themes": _themes,
    "change": _change,
    "pearls": _pearls,
    "practices": _practices,
    "keywords": _keywords,
    "zones": _zones,
}


# --- putting together ---


@as_network
@require_POST
def put_together(request: HttpRequest, selection: Selection) -> HttpResponse:
    keeper = themes_queries.keeper_of(selection, _asked_keeper(request))
    form = TogetherForm(request.POST)
    if keeper is None:
        raise Http404
    if not form.is_valid():
        return _page(request, selection, 422, form=form, ticked=request.POST.getlist("row"))
    themes, into = themes_queries.chosen(form.cleaned_data["rows"], selection, keeper)
    if len(themes) + len(into) < 2:
        raise Gone(_("What you chose is no longer there. Look at the page again."))
    try:
        made = themes_services.put_together(
            organisation=keeper, name=form.cleaned_data["name"], themes=themes, into=into
        )
    except Refused as refusal:
        return _page(request, selection, refusal.status, told=refusal.message)
    return redirect(f"{reverse('network:themes')}{_address(selection, 'themes', keeper)}#s{made.pk}")


def _shared(selection: Selection, shared_id: int) -> SharedTheme:
    found = themes_queries.one(themes_queries.keepers(selection.user), shared_id)
    if found is None:
        raise Http404
    return found


@as_network
@require_safe
def shared_theme(request: HttpRequest, selection: Selection, shared_id: int) -> HttpResponse:
    found = _shared(selection, shared_id)
    return _shared_page(request, found, SharedThemeForm(instance=found))


def _shared_page(
    request: HttpRequest, found: SharedTheme, form: SharedThemeForm, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"shared": SharedTheme.objects.select_related("organisation").get(pk=found.pk)}
    years = themes_queries.members(found)
    parts = [theme for _year, themes in years for theme in themes]
    context |= {
        "years": years,
        "parts": len(parts),
        "workshops": len({theme.workshop_id for theme in parts}),
        "is_open": len(parts) <= UNFOLDED or len(years) == 1,
        "open": request.GET.get("open", ""),
        "form": form,
    }
    return render(request, "network/shared_theme.html", context, status=status)


@as_network
@require_POST
def rename(request: HttpRequest, selection: Selection, shared_id: int) -> HttpResponse:
    found = _shared(selection, shared_id)
    form = SharedThemeForm(request.POST, instance=found)
    if not form.is_valid():
        return _shared_page(request, found, form, status=422)
    try:
        themes_services.rename(shared=found, read=form.cleaned_data["read"], **form.fields_to_save())
    except Overtaken as overtaken:
        return _shared_page(request, found, form.joined_by_hand(overtaken.row), status=422)
    return _to_shared(selection, found.pk)


@as_network
@require_POST
def take_out(request: HttpRequest, selection: Selection, shared_id: int, theme_id: int) -> HttpResponse:
    found = _shared(selection, shared_id)
    themes_services.take_out(shared=found, theme_id=theme_id)
    standing = SharedTheme.objects.filter(pk=shared_id).exists()
    year = request.POST.get("open", "")[:4]  # which stays open: there may be more to take out
    return _to_shared(selection, shared_id, year) if standing else _to_themes(selection, found.organisation)


@as_network
@require_POST
def take_apart(request: HttpRequest, selection: Selection, shared_id: int) -> HttpResponse:
    found = _shared(selection, shared_id)
    themes_services.take_apart(shared=found)
    return _to_themes(selection, found.organisation)


def _to_shared(selection: Selection, shared_id: int, year: str = "") -> HttpResponse:
    address = reverse("network:shared_theme", args=[shared_id])
    if not year.isdecimal():
        return redirect(address + selection.address)
    return redirect(f"{address}?{urlencode({**selection.chosen, 'open': year})}#year-{year}")


def _to_themes(selection: Selection, keeper: Organisation) -> HttpResponse:
    return redirect(reverse("network:themes") + _address(selection, "themes", keeper))
