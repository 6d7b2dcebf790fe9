"""The posters and cards of a workshop, as a page to print and as one PDF."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from workshops import access
from workshops.access.addresses import absolute_from
from workshops.access.permissions import Viewer
from workshops.documents import pdf
from workshops.extension import print_cards
from workshops.forms.printing import ExpectedForm
from workshops.models import Workshop
from workshops.views.downloads import download


@access.as_facilitator
@require_safe
def print_page(request: HttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    form = ExpectedForm(request.GET or None)
    people = people_in(form)
    context = {"workshop": workshop, "form": form, "people": people, **printed(request, workshop, people)}
    return render(request, "workshops/print.html", context, status=422 if form.errors else 200)


@access.as_facilitator
@require_safe
def print_pdf(request: HttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    body = pdf.pdf("cards.typ", printed(request, workshop, people_in(ExpectedForm(request.GET))))
    return download(body, "application/pdf", f"dialogit-{workshop.code}.pdf", as_attachment=False)


def people_in(form: ExpectedForm) -> int:
    """How many are expected, 0 when nobody has said it."""
    return (form.is_valid() and form.cleaned_data["people"]) or 0


def printed(request: HttpRequest, workshop: Workshop, people: int) -> dict[str, Any]:
    """The cards in the workshop's language, whoever prints them."""
    with translation.override(workshop.language):
        cards = print_cards.cards_of(print_cards.CardContext(workshop, absolute_from(request), people))
    return {"title": workshop.title, "language": workshop.language, "cards": cards}
