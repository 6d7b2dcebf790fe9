"""The console's hand on single lines: main points, needs and tasks are reworded and put in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from workshops import access
from workshops.access.permissions import Viewer
from workshops.forms.agreement import RewordNeedForm, RewordTaskForm
from workshops.forms.debrief import RewordMainPointForm
from workshops.forms.rewording import RewordForm
from workshops.models import Workshop
from workshops.services import agreement, debrief
from workshops.services.rewording import Overtaken
from workshops.views.responses import HtmxHttpRequest, in_part, invalid, number_in, saved_by_facilitator

PAGE = "workshops/reword.html"
reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


@access.as_facilitator
@reading_or_writing
def main_point(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, point: int) -> HttpResponse:
    found = get_object_or_404(workshop.debrief, pk=point)
    form = RewordMainPointForm(request.POST or None, instance=found)
    return reworded(request, workshop, form, lambda **words: debrief.reword_main_point(point=found, **words))


@access.as_facilitator
@reading_or_writing
def need(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, need: int) -> HttpResponse:
    found = get_object_or_404(workshop.needs, pk=need)
    form = RewordNeedForm(request.POST or None, instance=found)
    return reworded(request, workshop, form, lambda **words: agreement.reword_need(need=found, **words))


@access.as_facilitator
@reading_or_writing
def task(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, task: int) -> HttpResponse:
    found = get_object_or_404(workshop.tasks, pk=task)
    form = RewordTaskForm(request.POST or None, instance=found)
    return reworded(request, workshop, form, lambda **words: agreement.reword_task(task=found, **words))


def reworded(
    request: HtmxHttpRequest, workshop: Workshop, form: RewordForm, save: Callable[..., None]
) -> HttpResponse:
    """The form for the console's dialog, or what becomes of it."""
    page = in_part(request, PAGE, "form")
    if request.method != "POST":
        return render(request, page, {"workshop": workshop, "form": form})
    if form.is_valid():
        try:
            save(read=form.cleaned_data["read"], **form.fields_to_save())
        except Overtaken as overtaken:
            form = form.joined_by_hand(overtaken.row)
        else:
            return saved_by_facilitator(request, workshop)
    return invalid(request, page, {"workshop": workshop, "form": form})


@access.as_facilitator
@require_POST
def move_main_point(
    request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, point: int
) -> HttpResponse:
    debrief.move_main_point(point=get_object_or_404(workshop.debrief, pk=point), **where(request))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def move_need(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, need: int) -> HttpResponse:
    agreement.move_need(need=get_object_or_404(workshop.needs, pk=need), **where(request))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def move_task(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, task: int) -> HttpResponse:
    agreement.move_task(task=get_object_or_404(workshop.tasks, pk=task), **where(request))
    return saved_by_facilitator(request, workshop)


def where(request: HtmxHttpRequest) -> dict[str, Any]:
    """From which place the page moves a line, and whether up."""
    return {"place": number_in(request, "place") or 0, "up": request.POST.get("to") == "up"}
