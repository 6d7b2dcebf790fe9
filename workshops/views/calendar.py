"""The calendar file of the workshop's coming dates."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from workshops import access
from workshops.access.addresses import absolute_from
from workshops.access.permissions import Viewer
from workshops.documents import calendar_files
from workshops.models import Workshop
from workshops.views.downloads import download


@access.as_member
@require_safe
def calendar(request: HttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    if not calendar_files.coming_meetings(workshop):
        raise Http404
    address = absolute_from(request)(reverse("workshops:join", args=[workshop.code]))
    body = calendar_files.calendar_of(workshop, address, urlsplit(address).hostname or "")
    return download(body, "text/calendar; charset=utf-8", "dialogit.ics")
