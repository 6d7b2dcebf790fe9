"""Practices out of the library: as a spreadsheet, as data, and as a description for Innokylä."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from practices.documents import formats, innokyla, schema
from practices.documents.innokyla import Part
from practices.forms.library import SearchForm
from practices.models import Practice
from practices.queries import curation, search
from practices.views import library
from workshops.access.addresses import absolute_from
from workshops.views import downloads

MAX_PRACTICES = library.MAX_PAGES * search.PAGE  # as many as can be leafed through


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    if not form.is_valid():
        return library.library(request)  # which says what is wrong
    _found, rows = _rows(request, form)
    lines = [schema.SheetLine(row, _address(request, row)) for row in rows]
    return downloads.sheet(schema.as_sheet(lines), "practices.csv")


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    if not form.is_valid():
        return library.library(request)
    found, rows = _rows(request, form)
    told = [schema.told(row, _address(request, row)) for row in rows]
    return downloads.download(schema.as_json(found, told), "application/json", "practices.json")


def _rows(request: HttpRequest, form: SearchForm) -> tuple[int, list[Practice]]:
    """How many the reader would find, and the first of them, in the order of the page."""
    found = search.find(request.user, form.wish())
    return found.total, found.best(0, MAX_PRACTICES)


def _address(request: HttpRequest, practice: Practice) -> str:
    return absolute_from(request)(reverse("practices:practice", args=[practice.pk]))


@require_safe
def description(request: HttpRequest, practice_id: int) -> HttpResponse:
    """To be read, and copied piece by piece or whole."""
    practice = _practice(request, practice_id)
    if practice is None:
        return redirect("practices:description", _kept(request, practice_id).pk)
    found = _parts(practice)
    context: dict[str, Any] = {
        "practice": practice,
        "parts": [(part, innokyla.as_text([part]).strip()) for part in found],
        "whole": innokyla.as_text(found),
    }
    return render(request, "practices/description.html", context)


@require_safe
def description_file(request: HttpRequest, practice_id: int) -> HttpResponse:
    practice = _practice(request, practice_id)
    if practice is None:
        return redirect("practices:description_file", _kept(request, practice_id).pk)
    language = get_language() or practice.language
    paper = innokyla.as_paper(practice, _parts(practice), language)
    name = formats.name_of(str(practice), "docx")
    return downloads.download(formats.FORMS["docx"](paper), formats.WORD, name)


def _parts(practice: Practice) -> list[Part]:
    return innokyla.parts(
        practice, (told.text for told in curation.told_of(practice).filter(removed_on=None))
    )


def _practice(request: HttpRequest, practice_id: int) -> Practice | None:
    readable = Practice.objects.readable_by(request.user).select_related("organisation")
    return readable.prefetch_related("areas").filter(pk=practice_id).first()


def _kept(request: HttpRequest, practice_id: int) -> Practice:
    kept = curation.kept_of(request.user, practice_id)
    if kept is None:
        raise Http404
    return kept
