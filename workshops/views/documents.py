"""The report as a file: asking for it, looking how far it is, fetching it. By code and by link alike."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from workshops.access.readers import Reader
from workshops.extension import reports
from workshops.forms.documents import DocumentForm
from workshops.models import Build, Workshop
from workshops.queries import builds as builds_queries
from workshops.services import builds
from workshops.views.downloads import download
from workshops.views.responses import HtmxHttpRequest

SECONDS_BETWEEN_LOOKS = 1


@require_POST
def ask(request: HttpRequest, workshop: Workshop, reader: Reader) -> HttpResponse:
    form = DocumentForm(request.POST)
    if not form.is_valid():
        raise Http404
    build = builds.request(workshop=workshop, **form.cleaned_data)
    return redirect(reader.address_of("document", build.pk))


@require_safe
def document(request: HtmxHttpRequest, workshop: Workshop, reader: Reader, build: int) -> HttpResponse:
    """How far it is. One that is not there any more leads back to where it can be asked for."""
    found = Build.objects.filter(pk=build, workshop=workshop).first()
    if found is None or _is_past(found, workshop):
        return _to(request, reader.address_of("report"))
    builds.watch(found)
    standing = builds_queries.standing(found)
    if request.htmx and request.GET.get("seen") == standing.seen:
        return HttpResponse(status=204)
    context = {
        "reader": reader,
        "workshop": workshop,
        "standing": standing,
        "form": reports.FORMS[found.form],
        "file": reader.address_of("document_file", found.pk),
        "here": reader.address_of("document", found.pk),
        "cancel": reader.address_of("cancel_document", found.pk),
        "again": reader.address_of("ask_document"),
        "report": reader.address_of("report"),
        "seconds": SECONDS_BETWEEN_LOOKS,
    }
    return render(request, f"workshops/document.html{'#standing' if request.htmx else ''}", context)


def _is_past(build: Build, workshop: Workshop) -> bool:
    return build.state == Build.State.READY and not builds_queries.may_be_fetched(build, workshop)


def _to(request: HtmxHttpRequest, address: str) -> HttpResponse:
    return HttpResponseClientRedirect(address) if request.htmx else HttpResponseRedirect(address)


@require_POST
def cancel(request: HtmxHttpRequest, workshop: Workshop, reader: Reader, build: int) -> HttpResponse:
    found = Build.objects.filter(pk=build, workshop=workshop).first()
    if found:
        builds.cancel(build=found)
    return _to(request, reader.address_of("report"))


@require_safe
def document_file(request: HttpRequest, workshop: Workshop, reader: Reader, build: int) -> HttpResponse:
    found = get_object_or_404(Build, pk=build, workshop=workshop)
    if not builds_queries.may_be_fetched(found, workshop):
        return redirect(reader.address_of("report"))
    try:
        with builds.storage().open(found.file_name) as file:
            content = file.read()
    except FileNotFoundError:
        return redirect(reader.address_of("report"))
    name = reports.file_name(workshop, found.form, found.language)
    return download(content, reports.FORMS[found.form].content_type, name)
