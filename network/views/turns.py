"""The plan of a series: turns made of its regions, moved, put right, and their hosts reminded."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from network.forms.turns import MoveForm, NewTurnForm, TurnForm, TurnWorkshopForm
from network.models import Series, Turn
from network.services import turns as turns_services
from network.views.guards import as_series_keeper
from network.views.series import back_to, head, page
from workshops.access.addresses import absolute_from
from workshops.services.rewording import Overtaken


@as_series_keeper
@require_POST
def make(_request: HttpRequest, series: Series) -> HttpResponse:
    turns_services.make_of_regions(series=series)
    return back_to(series, "plan")


@as_series_keeper
@require_POST
def add(request: HttpRequest, series: Series) -> HttpResponse:
    form = NewTurnForm(request.POST, series=series)
    if not form.is_valid():
        return page(request, series, new_turn=form)
    turns_services.add(series=series, **form.cleaned_data)
    return back_to(series, "plan")


@as_series_keeper
@require_POST
def move(request: HttpRequest, series: Series, turn_id: int) -> HttpResponse:
    form = MoveForm(request.POST)
    if form.is_valid():
        up = form.cleaned_data["to"] == "up"
        place = form.cleaned_data["place"]
        turns_services.move(series=series, turn_id=turn_id, place=place, up=up)
    return back_to(series, "plan")


@as_series_keeper
@require_POST
def take_off(_request: HttpRequest, series: Series, turn_id: int) -> HttpResponse:
    turns_services.take_off(series=series, turn_id=turn_id)
    return back_to(series, "plan")


@as_series_keeper
@require_POST
def remind(request: HttpRequest, series: Series, turn_id: int) -> HttpResponse:
    turns_services.remind(series=series, turn_id=turn_id, address=absolute_from(request))
    return back_to(series, "plan")


# --- one turn ---


def _turn(series: Series, turn_id: int) -> Turn:
    rows = Turn.objects.filter(series=series).select_related("series", "host", "workshop")
    return get_object_or_404(rows, pk=turn_id)


@as_series_keeper
@require_safe
def one(request: HttpRequest, series: Series, turn_id: int) -> HttpResponse:
    return _page(request, series, turn_id)


def _page(request: HttpRequest, series: Series, turn_id: int, **forms: Any) -> HttpResponse:
    turn = _turn(series, turn_id)  # as it stands, not as a form has it
    context = {
        **head(series, is_kept=True),
        "turn": turn,
        "words": TurnForm(instance=_turn(series, turn_id)),
        "workshop_form": TurnWorkshopForm(turn=turn),
        "saved": "saved" in request.GET and not forms,
        **forms,
    }
    return render(request, "network/turn.html", context, status=422 if forms else 200)


def _saved(series: Series, turn_id: int) -> HttpResponse:
    return redirect(f"{reverse('network:turn', args=[series.pk, turn_id])}?saved")


@as_series_keeper
@require_POST
def reword(request: HttpRequest, series: Series, turn_id: int) -> HttpResponse:
    turn = _turn(series, turn_id)
    form = TurnForm(request.POST, instance=turn)
    if not form.is_valid():
        return _page(request, series, turn_id, words=form)
    try:
        read = form.cleaned_data["read"]
        turns_services.reword(series=series, turn_id=turn.pk, read=read, **form.fields_to_save())
    except Overtaken as overtaken:
        return _page(request, series, turn_id, words=form.joined_by_hand(overtaken.row))
    return _saved(series, turn_id)


@as_series_keeper
@require_POST
def choose_workshop(request: HttpRequest, series: Series, turn_id: int) -> HttpResponse:
    turn = _turn(series, turn_id)
    form = TurnWorkshopForm(request.POST, turn=turn)
    if form.is_valid():
        try:
            turns_services.choose_workshop(series=series, turn_id=turn.pk, **form.cleaned_data)
        except Overtaken as overtaken:
            form = form.overtaken_by(overtaken.row)
        else:
            return _saved(series, turn_id)
    return _page(request, series, turn_id, workshop_form=form)
