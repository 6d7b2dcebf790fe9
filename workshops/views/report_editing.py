"""Getting the report ready: its foreword, what it leaves out, and the one page in the facilitators' words."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from workshops import access
from workshops.access.permissions import Viewer
from workshops.extension import one_page, report_sections
from workshops.forms.report import SectionsForm, WordsForm
from workshops.models import Workshop
from workshops.queries import report_words
from workshops.queries.report_words import FOREWORD
from workshops.services import report_editing
from workshops.views.responses import HtmxHttpRequest

PAGE = "workshops/report_editing.html"


@access.as_facilitator
@require_safe
def edit(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    return _page(request, workshop)


@access.as_facilitator
@require_POST
def leave_out(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    form = SectionsForm(request.POST, workshop=workshop)
    if form.is_valid():
        report_editing.leave_out(workshop=workshop, **form.changes())
    return _saved(request, workshop, "sections", sections=SectionsForm(workshop=workshop))


@access.as_facilitator
@require_POST
def write(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, part: str) -> HttpResponse:
    """Saves one part; with ``usual`` a box is made by itself again."""
    if part != FOREWORD and part not in one_page.TITLES:
        raise Http404
    usual = _usual(workshop, part)
    form = WordsForm(request.POST, workshop=workshop, part=part, usual=usual)
    if request.POST.get("usual"):
        words, read = None, report_words.version_of(workshop, part)
    elif form.is_valid():
        words, read = form.words_to_save(), form.cleaned_data["read"]
    else:
        return _again(request, workshop, form)
    try:
        report_editing.write_report(workshop=workshop, part=part, read=read, words=words)
    except report_editing.PartOvertaken as overtaken:
        return _again(request, workshop, _joined_by_hand(request, workshop, form, overtaken))
    return _saved(request, workshop, part, form=WordsForm(workshop=workshop, part=part, usual=usual))


def _joined_by_hand(
    request: HtmxHttpRequest, workshop: Workshop, form: WordsForm, overtaken: report_editing.PartOvertaken
) -> WordsForm:
    """The writer's own words again, with the colleague's beside them and the version that now stands."""
    typed = request.POST.copy()
    typed["read"] = report_words.version_of(workshop, form.part)
    again = WordsForm(typed, workshop=workshop, part=form.part, usual=form.usual)
    again.full_clean()
    words = form.usual if overtaken.words is None else overtaken.words
    message = _("Your colleague saved this meanwhile: “%(words)s”. Join the two and save again.")
    again.add_error("words", message % {"words": words})
    return again


def _usual(workshop: Workshop, part: str) -> str:
    return "" if part == FOREWORD else one_page.usual_words(report_sections.read(workshop).report, part)


def _again(request: HtmxHttpRequest, workshop: Workshop, form: WordsForm) -> HttpResponse:
    if request.htmx:
        return render(request, f"{PAGE}#part", {"workshop": workshop, "form": form}, status=422)
    return _page(request, workshop, again=form, status=422)


def _saved(request: HtmxHttpRequest, workshop: Workshop, part: str, **context: Any) -> HttpResponse:
    if not request.htmx:
        return redirect("workshops:edit_report", workshop.code)
    name = "sections" if part == "sections" else "part"
    return render(request, f"{PAGE}#{name}", {"workshop": workshop, "saved": True, **context})


def _page(
    request: HtmxHttpRequest, workshop: Workshop, *, again: WordsForm | None = None, status: int = 200
) -> HttpResponse:
    """``again`` stands in place of its part's own form."""
    report = report_sections.read(workshop).report
    boxes = [
        WordsForm(workshop=workshop, part=key, usual=one_page.usual_words(report, key))
        for key in one_page.TITLES
    ]
    forms = [WordsForm(workshop=workshop, part=FOREWORD), *boxes]
    foreword, *boxes = [again if again and again.part == form.part else form for form in forms]
    context = {
        "workshop": workshop,
        "foreword": foreword,
        "boxes": boxes,
        "sections": SectionsForm(workshop=workshop),
    }
    return render(request, PAGE, context, status=status)
