"""The invitation to the first dialogue: words to send, the link, a poster and a calendar file."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from workshops import access
from workshops.access.addresses import absolute_from
from workshops.access.permissions import Viewer
from workshops.documents import calendar_files
from workshops.models import Workshop


@access.as_facilitator
@require_safe
def invitation(request: HttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    """In the workshop's language first, then in the others."""
    languages = sorted(
        (code for code, _name in settings.LANGUAGES), key=lambda code: code != workshop.language
    )
    context = {
        "workshop": workshop,
        "languages": languages,
        "join_address": absolute_from(request)(reverse("workshops:join", args=[workshop.code])),
        "has_dates": bool(calendar_files.coming_meetings(workshop)),
    }
    return render(request, "workshops/invitation.html", context)
