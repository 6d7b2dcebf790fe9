"""The agreement after it has been confirmed: each change is an amendment that everyone sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from workshops import access
from workshops.access.permissions import Viewer
from workshops.forms.agreement import (
    AMENDED_PARTS,
    AmendedByForm,
    NeedForm,
    RewordNeedForm,
    RewordTaskForm,
    TaskForm,
)
from workshops.forms.rewording import RewordForm
from workshops.models import Amendment, Workshop
from workshops.queries import agreement as agreement_queries
from workshops.queries import amendments
from workshops.refusals import Gone
from workshops.services import amending
from workshops.services.rewording import Overtaken
from workshops.views.responses import HtmxHttpRequest

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])
REWORDING: dict[str, type[RewordForm]] = {"need": RewordNeedForm, "task": RewordTaskForm}
ADDING: dict[str, type[BaseForm]] = {"need": NeedForm, "task": TaskForm}


@access.as_facilitator
@require_safe
def page(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    context = {**agreement_queries.agreed(workshop), "parts": amendments.parts(workshop)}
    return render(request, "workshops/amendments.html", context)


@access.as_facilitator
@reading_or_writing
def part(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, part: str) -> HttpResponse:
    if part not in AMENDED_PARTS:
        raise Http404
    form = AMENDED_PARTS[part](request.POST or None, instance=agreement_queries.agreement_of(workshop))

    def save(**said: Any) -> None:
        amending.amend_part(workshop=workshop, part=part, **said)

    return _amended(request, workshop, part, form, save)


@access.as_facilitator
@reading_or_writing
def add(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, kind: str) -> HttpResponse:
    if kind not in ADDING:
        raise Http404
    form = ADDING[kind](request.POST or None)

    def save(**said: Any) -> None:
        amending.add_line(workshop=workshop, kind=kind, **said)

    return _amended(request, workshop, kind, form, save)


@access.as_facilitator
@reading_or_writing
def line(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, kind: str, line: int) -> HttpResponse:
    """A need or a task; of one that somebody has taken out meanwhile what was typed is kept."""
    model = amendments.KINDS.get(kind)
    found = model.objects.filter(workshop=workshop, pk=line).first() if model else None
    if model is None or (found is None and not request.POST.get("read")):
        raise Http404
    form = REWORDING[kind](request.POST or None, instance=found or model())

    def save(**said: Any) -> None:
        if found is None:
            raise Gone(_taken_out())
        amending.amend_line(line=found, **said)

    def take_out(by: str, **_said: Any) -> None:
        if found is not None:
            amending.take_out_line(line=found, by=by)

    return _amended(request, workshop, kind, form, save, take_out)


def _taken_out() -> str:
    return _("Somebody has just taken this out of the agreement. Add it again if it is still wanted.")


Save = Callable[..., None]


def _amended(
    request: HtmxHttpRequest,
    workshop: Workshop,
    what: str,
    form: Any,
    save: Save,
    take_out: Save | None = None,
) -> HttpResponse:
    """The form of one amendment, or what becomes of it."""
    who = AmendedByForm(request.POST or None)
    goes = take_out is not None and "take_out" in request.POST
    if request.method == "POST" and who.is_valid() and (goes or form.is_valid()):
        by = who.cleaned_data["by"]
        try:
            if goes and take_out:
                take_out(by=by)
            else:
                save(by=by, **_said(form))
        except Overtaken as overtaken:
            form = form.joined_by_hand(overtaken.row)
        except Gone as gone:
            if goes:
                return redirect("workshops:amendments", workshop.code)
            form.add_error(None, str(gone) if what not in amendments.KINDS else _taken_out())
        else:
            return redirect("workshops:amendments", workshop.code)
    context = {
        "workshop": workshop,
        "form": form,
        "who": who,
        "what": Amendment.What(what).label,
        "may_go": take_out is not None,
    }
    return render(request, "workshops/amend.html", context, status=422 if request.method == "POST" else 200)


def _said(form: Any) -> dict[str, Any]:
    if isinstance(form, RewordForm):
        return {"read": form.cleaned_data["read"], **form.fields_to_save()}
    return dict(form.cleaned_data)
