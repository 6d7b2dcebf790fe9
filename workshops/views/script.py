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
from workshops.views.responses import HtmxHttpRequest, invalid, saved_by_facilitator


@access.as_facilitator
@require_safe
def script(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    """The whole script, step by step, with what the room is told there in words of the method."""
    lines = [
        {**line, "form": form_of(line), "explained": explained_at(line["step"], workshop)}
        for line in script_queries.lines(workshop)
    ]
    return render(request, "workshops/script.html", {"workshop": workshop, "lines": lines})


def explained_at(step: str, workshop: Workshop) -> list[Explanation]:
    """Once, at the first step of its phase."""
    phase, round_number = phases.parts_of(step)
    return explanations.of_phase(phase, workshop) if round_number < 2 else []


@access.as_facilitator
@require_safe
def script_line(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, step: str) -> HttpResponse:
    """One step's form, for the console's dialog."""
    return render(request, page(request), context(workshop, known(step)))


@access.as_facilitator
@require_POST
def write_script(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, step: str) -> HttpResponse:
    """Saves one step's words; with ``usual`` the usual ones are taken back."""
    if request.POST.get("usual"):
        script_services.use_usual_script(workshop=workshop, step=known(step))
        return answer(request, workshop, step)
    form = ScriptForm(request.POST, auto_id=f"say_{known(step)}_%s")
    if not form.is_valid():
        return invalid(request, page(request), {**context(workshop, step), "form": form})
    script_services.write_script(workshop=workshop, step=step, **form.cleaned_data)
    return answer(request, workshop, step)


def answer(request: HtmxHttpRequest, workshop: Workshop, step: str) -> HttpResponse:
    """To the console nothing, its push shows it; to the script's page the form as it is saved."""
    if request.POST.get("from") == "script" and request.htmx:
        return render(request, page(request), {**context(workshop, step), "saved": True})
    return saved_by_facilitator(request, workshop, "workshops:script")


def known(step: str) -> str:
    if step not in phases.STEPS:
        raise Http404
    return step


def page(request: HtmxHttpRequest) -> str:
    return "workshops/script.html#line" if request.htmx else "workshops/script.html"


def context(workshop: Workshop, step: str) -> dict[str, Any]:
    line = script_queries.line(workshop, step)
    line["form"] = form_of(line)
    return {"workshop": workshop, "lines": [line], **line}


def form_of(line: dict[str, Any]) -> ScriptForm:
    return ScriptForm(initial={"text": line["words"]}, auto_id=f"say_{line['step']}_%s")
