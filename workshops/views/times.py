"""The dialog of times: minutes of each phase ahead, and the day's end."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from workshops import access
from workshops.forms.times import EndForm, MinutesForm
from workshops.models import Workshop
from workshops.queries import times as queries
from workshops.refusals import Refused
from workshops.services import times as services
from workshops.views.responses import invalid, led


def page(request: HttpRequest) -> str:
    part = "#body" if request.htmx else ""  # type: ignore[attr-defined]
    return f"workshops/times.html{part}"


def led_with_time(request: HttpRequest, code: str) -> Workshop:
    """The workshop, as long as there is a dialogue whose time can be shared out."""
    workshop, _viewer = access.lead(request, code)
    if not queries.dialogue_ahead(workshop):
        raise Refused(_("Both dialogues are over; there is no time to share out."))
    return workshop


def context(workshop: Workshop, **changed: Any) -> dict[str, Any]:
    forms = {"end_form": EndForm(workshop=workshop), "minutes_form": MinutesForm(workshop=workshop)}
    return {"workshop": workshop, **queries.ends_about(workshop), **forms, **changed}


@login_required
@require_safe
def times(request: HttpRequest, code: str) -> HttpResponse:
    """The forms; with ``end`` what fitting to it would do, before anything is done."""
    workshop = led_with_time(request, code)
    if "end" not in request.GET:
        return render(request, page(request), context(workshop))
    form = EndForm(request.GET, workshop=workshop)
    if not form.is_valid():
        return invalid(request, page(request), context(workshop, end_form=form))
    return render(request, page(request), context(workshop, end_form=form, plan=form.plan))


@login_required
@require_POST
def fit_to_end(request: HttpRequest, code: str) -> HttpResponse:
    workshop = led_with_time(request, code)
    form = EndForm(request.POST, workshop=workshop)
    if not form.is_valid():
        return invalid(request, page(request), context(workshop, end_form=form))
    services.fit_to_end(workshop=workshop, **form.cleaned_data)
    return led(request, workshop)


@login_required
@require_POST
def set_minutes(request: HttpRequest, code: str) -> HttpResponse:
    workshop = led_with_time(request, code)
    form = MinutesForm(request.POST, workshop=workshop)
    if not form.is_valid():
        return invalid(request, page(request), context(workshop, minutes_form=form))
    services.set_minutes(workshop=workshop, minutes=form.cleaned_data)
    return led(request, workshop)
