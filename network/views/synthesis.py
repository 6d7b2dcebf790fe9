"""Syntheses: the list, beginning one, and reading it as a page and as files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from network.documents import synthesis_files as files
from network.forms.synthesis import SynthesisForm
from network.models import Synthesis
from network.queries import synthesis as synthesis_queries
from network.queries import themes
from network.queries.selection import Selection
from network.services import synthesis as synthesis_services
from network.views.guards import as_network, as_synthesis_reader
from workshops.views.downloads import download


@as_network
@require_safe
def syntheses(request: HttpRequest, selection: Selection) -> HttpResponse:
    return _list(request, selection, _new(request, selection))


def _new(request: HttpRequest, selection: Selection) -> SynthesisForm:
    initial = {"organisation": themes.keeper_of(selection), "language": get_language()}
    return SynthesisForm(user=request.user, initial=initial)


def _list(request: HttpRequest, selection: Selection, form: SynthesisForm, status: int = 200) -> HttpResponse:
    context = {
        "syntheses": synthesis_queries.in_list(request.user, selection),
        "form": form,
        "held": selection.held.count(),
    }
    return render(request, "network/syntheses.html", context, status=status)


@as_network
@require_POST
def begin(request: HttpRequest, selection: Selection) -> HttpResponse:
    """Of what is selected on the page, which is kept with it."""
    form = SynthesisForm(request.POST, user=request.user)
    if not form.is_valid():
        return _list(request, selection, form, status=422)
    of = {"series": selection.series, "whose": selection.organisation, "area": selection.area}
    reached = synthesis_queries.reached_in(selection)
    made = synthesis_services.begin(reached=reached, **form.cleaned_data, **of, year=selection.year)
    return redirect("network:write_synthesis", made.pk)


# --- reading ---


@as_synthesis_reader
@require_safe
def synthesis(request: HttpRequest, found: Synthesis) -> HttpResponse:
    context = {"paper": files.read(found).paper, "downloads": ("pdf", "docx")}
    return _reading(request, found, "network/synthesis.html", context)


@as_synthesis_reader
@require_safe
def one_page(request: HttpRequest, found: Synthesis) -> HttpResponse:
    context = {"page": files.read(found).one_page(), "downloads": ("page-pdf", "page-docx")}
    return _reading(request, found, "network/synthesis_page.html", context)


def _reading(request: HttpRequest, found: Synthesis, page: str, context: dict[str, object]) -> HttpResponse:
    is_kept = synthesis_queries.kept(request.user).filter(pk=found.pk).exists()
    return render(request, page, {"synthesis": found, "is_kept": is_kept, **context})


@as_synthesis_reader
@require_safe
def synthesis_file(request: HttpRequest, found: Synthesis, form: str) -> HttpResponse:
    made = files.FORMS.get(form)
    if made is None:
        raise Http404
    return download(made.made(files.read(found)), made.content_type, files.name_of(found, made))
