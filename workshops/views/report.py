"""The report: its page, the link by which it was sent, and whether the participants may read it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from workshops import access
from workshops.access.permissions import Viewer
from workshops.access.readers import Reader
from workshops.extension import reports
from workshops.models import Picture, Workshop
from workshops.services import recipients, report_sharing
from workshops.views.images import shown
from workshops.views.responses import HtmxHttpRequest, is_on, saved_by_facilitator


@require_safe
def report(request: HttpRequest, workshop: Workshop, reader: Reader) -> HttpResponse:
    page = reports.page_of(workshop, lambda picture: reader.address_of("report_picture", picture.pk))
    context = {"role": reader.role, "reader": reader, **_leads(reader, "one_page"), **page}
    return render(request, "workshops/report.html", context)


@require_safe
def one_page(request: HttpRequest, workshop: Workshop, reader: Reader) -> HttpResponse:
    context = {"role": reader.role, "reader": reader, **_leads(reader, "report")}
    return render(request, "workshops/one_page.html", {**context, **reports.one_page_of(workshop)})


def _leads(reader: Reader, other: str) -> dict[str, str]:
    """Where files are asked for, and the other of the two, the report and its one page."""
    return {"ask": reader.address_of("ask_document"), "other": reader.address_of(other)}


@require_safe
def picture(_request: HttpRequest, workshop: Workshop, _reader: Reader, picture_id: UUID) -> HttpResponse:
    """One that the report shows, to whoever reads it."""
    return shown(get_object_or_404(Picture, pk=picture_id, workshop=workshop, hidden=False))


@require_safe
def link(request: HttpRequest, workshop: Workshop, reader: Reader) -> HttpResponse:
    """Before the report: what looks through mails opens links too, and has read nothing by that."""
    context = {"workshop": workshop, "reader": reader, "open_at": reader.address_of("open")}
    return render(request, "workshops/link.html", context)


@require_POST
def open_link(request: HttpRequest, workshop: Workshop, reader: Reader) -> HttpResponse:
    """Somebody has pressed the button: that counts as opened."""
    assert reader.link
    recipients.note_opened(workshop=workshop, link=reader.link)
    return redirect(reader.address_of("report"))


@access.as_facilitator
@require_POST
def share(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    report_sharing.share_report(workshop=workshop, shared=is_on(request, "shared"))
    return saved_by_facilitator(request, workshop)
