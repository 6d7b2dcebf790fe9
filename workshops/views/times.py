"""The dialog of times: minutes of each phase ahead, and the day's end."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from workshops import access
from workshops.access.permissions import Viewer
from workshops.course import phases
from workshops.forms.times import EndForm, MinutesForm
from workshops.models import Workshop
from workshops.queries import times as times_queries
from workshops.refusals import Refused
from workshops.services import times as times_services
from workshops.views.responses import HtmxHttpRequest, in_part, invalid, saved_by_facilitator


def page(request: HtmxHttpRequest) -> str:
    return in_part(request, "workshops/times.html", "body")


def refuse_after_both_dialogues(workshop: Workshop) -> None:
    """There is time to share out as long as a dialogue is ahead."""
    if not phases.dialogue_ahead(workshop.phase):
        raise Refused(_("Both dialogues are over; there is no time to share out."))


def context(workshop: Workshop, **changed: Any) -> dict[str, Any]:
    forms = {"end_form": EndForm(workshop=workshop), "minutes_form": MinutesForm(workshop=workshop)}
    return {"workshop": workshop, **times_queries.ends_about(workshop), **forms, **changed}


@access.as_facilitator
@require_safe
def times(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    """The forms; with ``end`` what fitting to it would do, before anything is done."""
    refuse_after_both_dialogues(workshop)
    if "end" not in request.GET:
        return render(request, page(request), context(workshop))
    form = EndForm(request.GET, workshop=workshop)
    if not form.is_valid():
        return invalid(request, page(request), context(workshop, end_form=form))
    return render(request, page(request), context(workshop, end_form=form, plan=form.plan))


@access.as_facilitator
@require_POST
def fit_to_end(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    refuse_after_both_dialogues(workshop)
    form = EndForm(request.POST, workshop=workshop)
    if not form.is_valid():
        return invalid(request, page(request), context(workshop, end_form=form))
    times_services.fit_to_end(workshop=workshop, **form.cleaned_data)
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def set_minutes(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    refuse_after_both_dialogues(workshop)
    form = MinutesForm(request.POST, workshop=workshop)
    if not form.is_valid():
        return invalid(request, page(request), context(workshop, minutes_form=form))
    times_services.set_minutes(workshop=workshop, minutes=form.cleaned_data)
    return saved_by_facilitator(request, workshop)
