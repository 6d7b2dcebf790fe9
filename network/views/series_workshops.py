"""The workshops of a series: putting them in, one of them, and giving it to a facilitator."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.forms.series import PutForm, SeminarForm
from network.models import Series, SeriesWorkshop
from network.queries import series as series_queries
from network.services import series_workshops as series_workshops_services
from network.views.guards import as_series_keeper, as_series_member
from network.views.series import back_to, head
from workshops.access.addresses import absolute_from
from workshops.access.permissions import can_look_after
from workshops.forms.co_facilitator import CoFacilitatorForm
from workshops.models import User
from workshops.queries import invitations as invitations_queries
from workshops.refusals import Refused
from workshops.services import invitations


@as_series_member
@require_http_methods(["GET", "HEAD", "POST"])
def put(request: HttpRequest, series: Series) -> HttpResponse:
    """Own workshops that are there already. One after the other, so what cannot be put in is told by name."""
    user = cast(User, request.user)
    form = PutForm(request.POST or None, series=series, user=user)
    if form.is_valid():
        for workshop in form.cleaned_data["workshops"]:
            try:
                series_workshops_services.put(series=series, workshop=workshop, by=user)
            except Refused as refused:
                form.add_error("workshops", str(refused.message))
        if not form.errors:
            return back_to(series, "workshops")
    context = {**head(series, is_kept=series_queries.is_kept_by(series, user)), "form": form}
    return render(request, "network/put_workshops.html", context, status=422 if form.errors else 200)


@as_series_member
@require_safe
def one(request: HttpRequest, series: Series, workshop_id: int) -> HttpResponse:
    return _page(request, _entry(request, series, workshop_id))


def _entry(request: HttpRequest, series: Series, workshop_id: int) -> SeriesWorkshop:
    rows = series_queries.entries(series, request.user)
    return get_object_or_404(rows, workshop=workshop_id)


def _page(request: HttpRequest, entry: SeriesWorkshop, form: CoFacilitatorForm | None = None) -> HttpResponse:
    user, workshop = cast(User, request.user), entry.workshop
    is_own = can_look_after(user, workshop)
    context = {
        **head(entry.series, is_kept=series_queries.is_kept_by(entry.series, user)),
        "entry": entry,
        "workshop": workshop,
        "is_own": is_own,
        "may_take_out": series_queries.may_take_out(entry, user),
        "facilitations": list(workshop.facilitations.select_related("user").order_by("role", "pk")),
        "invited": invitations_queries.rows(workshop) if is_own else [],
        "second_form": form or CoFacilitatorForm(user=user),
        "saved": "saved" in request.GET and not form,
    }
    return render(request, "network/series_workshop.html", context, status=422 if form else 200)


@as_series_member
@require_POST
def take_out(request: HttpRequest, series: Series, workshop_id: int) -> HttpResponse:
    entry, user = _entry(request, series, workshop_id), cast(User, request.user)
    if not series_queries.may_take_out(entry, user):
        raise Http404
    series_workshops_services.take_out(series=series, workshop=entry.workshop, by=user)
    return back_to(series, "workshops")


@as_series_keeper
@require_POST
def mark_seminar(request: HttpRequest, series: Series, workshop_id: int) -> HttpResponse:
    entry, form = _entry(request, series, workshop_id), SeminarForm(request.POST)
    if form.is_valid():
        series_workshops_services.mark_seminar(series=series, workshop=entry.workshop, **form.cleaned_data)
    return _back(entry)


@as_series_member
@require_POST
def give(request: HttpRequest, series: Series, workshop_id: int) -> HttpResponse:
    """To a facilitator of whatever organisation, by a link in a mail, as facilitators do themselves."""
    entry, user = _entry(request, series, workshop_id), cast(User, request.user)
    if not can_look_after(user, entry.workshop):
        raise Http404
    form = CoFacilitatorForm(request.POST, user=user)
    if not form.is_valid():
        return _page(request, entry, form)
    email, address = form.cleaned_data["email"], absolute_from(request)
    invitations.invite(workshop=entry.workshop, by=user, email=email, address=address)
    return _back(entry)


def _back(entry: Any) -> HttpResponse:
    address = reverse("network:series_workshop", args=[entry.series_id, entry.workshop_id])
    return redirect(f"{address}?saved")
