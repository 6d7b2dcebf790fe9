"""Series: those that a coordinator looks after or has joined, one of them, and its settings."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from network.forms.invitations import InviteForm
from network.forms.series import SeriesAreasForm, SeriesForm, SeriesWordsForm, TemplateForm
from network.forms.turns import NewTurnForm
from network.models import Series
from network.queries import invitations as invitations_queries
from network.queries import series as series_queries
from network.queries import turns as turns_queries
from network.queries.selection import Selection
from network.services import series as series_services
from network.views.guards import as_network, as_series_keeper, as_series_member
from workshops.services.rewording import Overtaken

ON_A_PAGE = 40


@as_network
@require_safe
def own(request: HttpRequest, selection: Selection) -> HttpResponse:
    return _own(request, selection, SeriesForm(user=request.user))


@as_network
@require_POST
def begin(request: HttpRequest, selection: Selection) -> HttpResponse:
    form = SeriesForm(request.POST, user=request.user)
    if not form.is_valid():
        return _own(request, selection, form, status=422)
    return redirect("network:one_series", series_services.begin(**form.cleaned_data).pk)


def _own(request: HttpRequest, selection: Selection, form: SeriesForm, status: int = 200) -> HttpResponse:
    context = {"listed": series_queries.listed(selection), "form": form, "room": "series"}
    return render(request, "network/series.html", context, status=status)


@as_series_member
@require_safe
def one(request: HttpRequest, series: Series) -> HttpResponse:
    return page(request, series)


def page(request: HttpRequest, series: Series, **forms: Any) -> HttpResponse:
    """One series; a form that was filled in wrongly keeps what was typed."""
    user: Any = request.user
    is_kept = series_queries.is_kept_by(series, user)
    entries = Paginator(series_queries.entries(series, user).only(*series_queries.LISTED), ON_A_PAGE)
    shown = entries.get_page(request.GET.get("page"))
    context = {
        **head(series, is_kept=is_kept),
        "entries": shown,
        "pages": [number for number in entries.page_range if entries.num_pages > 1],
        "others": 0 if is_kept else series.entries.count() - entries.count,
        "areas": series_queries.area_rows(series),
        "plan": turns_queries.plan(series, user),
        "following": turns_queries.following(series.turns.all()),
        "organisations": series_queries.members(series, user),
        "invited": invitations_queries.rows(series) if is_kept else [],
        "new_turn": NewTurnForm(series=series),
        "invite": InviteForm(series=series),
        **forms,
    }
    wrong = any(form.errors for form in forms.values())
    return render(request, "network/one_series.html", context, status=422 if wrong else 200)


def head(series: Series, *, is_kept: bool) -> dict[str, Any]:
    """What every page of a series needs."""
    return {"series": series, "is_kept": is_kept, "room": "series"}


def back_to(series: Series, part: str = "", saved: bool = False) -> HttpResponse:
    address = reverse("network:one_series", args=[series.pk])
    return redirect(f"{address}{'?saved' if saved else ''}{f'#{part}' if part else ''}")


# --- its settings ---


@as_series_keeper
@require_safe
def settings(request: HttpRequest, series: Series) -> HttpResponse:
    return _settings(request, series)


def _settings(request: HttpRequest, series: Series, **forms: Any) -> HttpResponse:
    standing = Series.objects.select_related("organisation", "template").get(pk=series.pk)  # not as typed
    context = {
        **head(standing, is_kept=True),
        "words": SeriesWordsForm(instance=standing),
        "areas_form": SeriesAreasForm(series=standing),
        "template_form": TemplateForm(series=standing),
        "saved": "saved" in request.GET and not forms,
        **forms,
    }
    return render(request, "network/series_settings.html", context, status=422 if forms else 200)


def _saved(series: Series) -> HttpResponse:
    return redirect(f"{reverse('network:series_settings', args=[series.pk])}?saved")


@as_series_keeper
@require_POST
def reword(request: HttpRequest, series: Series) -> HttpResponse:
    form = SeriesWordsForm(request.POST, instance=series)
    if not form.is_valid():
        return _settings(request, series, words=form)
    try:
        series_services.reword(series=series, read=form.cleaned_data["read"], **form.fields_to_save())
    except Overtaken as overtaken:
        return _settings(request, series, words=form.joined_by_hand(overtaken.row))
    return _saved(series)


@as_series_keeper
@require_POST
def choose_areas(request: HttpRequest, series: Series) -> HttpResponse:
    form = SeriesAreasForm(request.POST, series=series)
    if not form.is_valid():
        return _settings(request, series, areas_form=form)
    series_services.set_areas(series=series, **form.cleaned_data)
    return _saved(series)


@as_series_keeper
@require_POST
def choose_template(request: HttpRequest, series: Series) -> HttpResponse:
    form = TemplateForm(request.POST, series=series)
    if form.is_valid():
        try:
            series_services.choose_template(series=series, **form.cleaned_data)
        except Overtaken as overtaken:
            form = form.overtaken_by(overtaken.row)
        else:
            return _saved(series)
    return _settings(request, series, template_form=form)


@as_series_keeper
@require_POST
def delete(request: HttpRequest, series: Series) -> HttpResponse:
    user: Any = request.user
    series_services.delete(series=series, by=user)
    return redirect("network:series")
