"""What the facilitators say at each step, in the workshop's own words or the usual ones."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from workshops import access
from workshops.access.permissions import Viewer
from workshops.course import phases
from workshops.extension import explanations
from workshops.extension.explanations import Explanation
from workshops.forms.script import ScriptForm
from workshops.models import Workshop
from workshops.queries import script as script_queries
from workshops.services import script as script_services
from workshops.services.rewording import Overtaken
from workshops.views.responses import HtmxHttpRequest, invalid, saved_by_facilitator


@access.as_facilitator
@require_safe
def script(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    """The whole script, step by step, with what the room is told there in words of the method."""
    lines = [
        {**line, "form": ScriptForm(instance=line["row"]), "explained": explained_at(line["step"], workshop)}
        for line in script_queries.lines(workshop)
    ]
    return render(request, "workshops/script.html", {"workshop": workshop, "lines": lines})


@access.as_facilitator
@require_safe
def script_paper(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    """The script to hold in one's hand: by the clock, in letters to be read standing."""
    lines = [
        {**line, "explained": explained_at(line["step"], workshop)}
        for line in script_queries.timed_lines(workshop)
    ]
    return render(request, "workshops/script_paper.html", {"workshop": workshop, "lines": lines})


def explained_at(step: str, workshop: Workshop) -> list[Explanation]:
    """Once, at the first step of its phase."""
    phase, round_number = phases.parts_of(step)
    return explanations.of_phase(phase, workshop) if round_number < 2 else []


@access.as_facilitator
@require_safe
def script_line(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, step: str) -> HttpResponse:
    """One step's form, for the console's dialog."""
    form = ScriptForm(instance=script_queries.row_of(workshop, known(step)))
    return render(request, page(request), context(workshop, form))


@access.as_facilitator
@require_POST
def write_script(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, step: str) -> HttpResponse:
    """Saves one step's words; with ``usual`` the usual ones are taken back."""
    form = ScriptForm(request.POST, instance=script_queries.row_of(workshop, known(step)))
    if form.is_valid() or request.POST.get("usual"):
        text = script_queries.usual(step) if request.POST.get("usual") else form.cleaned_data["text"]
        try:
            read = form.cleaned_data.get("read") or None
            script_services.write_script(workshop=workshop, step=step, text=str(text), read=read)
        except Overtaken as overtaken:
            form = form.joined_by_hand(overtaken.row)
        else:
            return answer(request, workshop, step)
    return invalid(request, page(request), context(workshop, form))


def answer(request: HtmxHttpRequest, workshop: Workshop, step: str) -> HttpResponse:
    """To the console nothing, its push shows it; to the script's page the form as it is saved."""
    if request.POST.get("from") == "script" and request.htmx:
        form = ScriptForm(instance=script_queries.row_of(workshop, step))
        return render(request, page(request), {**context(workshop, form), "saved": True})
    return saved_by_facilitator(request, workshop, "workshops:script")


def known(step: str) -> str:
    if step not in phases.STEPS:
        raise Http404
    return step


def page(request: HtmxHttpRequest) -> str:
    return "workshops/script.html#line" if request.htmx else "workshops/script.html"


def context(workshop: Workshop, form: ScriptForm) -> dict[str, Any]:
    line = {**script_queries.line(form.instance), "form": form}
    return {"workshop": workshop, "lines": [line], **line}
