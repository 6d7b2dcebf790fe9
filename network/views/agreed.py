"""What was agreed in many workshops, and whether it is happening."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlsplit

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from network.models import NetworkCalendar
from network.queries import agreed as agreed_queries
from network.queries import calendars as calendars_queries
from network.queries.selection import Selection
from network.services import calendars
from network.views.guards import as_network, as_network_calendar
from workshops.access.addresses import absolute_from
from workshops.documents import calendar_files
from workshops.models import User, Workshop
from workshops.refusals import MailServerAway
from workshops.services import reminders
from workshops.views.responses import is_on

PAGE = "network/agreed.html"


@as_network
@require_safe
def agreed(request: HttpRequest, selection: Selection) -> HttpResponse:
    return _page(request, selection)


def _page(request: HttpRequest, selection: Selection, **more: Any) -> HttpResponse:
    counts = agreed_queries.counts(selection)
    part = _part(request, counts)
    rows = Paginator(agreed_queries.rows_of(selection, part), agreed_queries.ON_A_PAGE)
    context = {
        "part": part,
        "parts": [(key, label, counts[key]) for key, label in agreed_queries.PARTS.items()],
        "page": rows.get_page(request.GET.get("page", "")[:6]),
        **_calendar(request),
        **more,
    }
    return render(request, PAGE, context)


def _part(request: HttpRequest, counts: dict[str, int]) -> str:
    """What is asked for, else the first where there is something."""
    asked = request.GET.get("part", "")
    first = next((part for part in agreed_queries.PARTS if counts[part]), "late")
    return asked if asked in agreed_queries.PARTS else first


@as_network
@require_POST
def remind(request: HttpRequest, selection: Selection, task_id: int) -> HttpResponse:
    """Once a day for each task, however often it is pressed."""
    task = get_object_or_404(agreed_queries.tasks(selection), pk=task_id)
    try:
        sent = reminders.remind_of(
            task=task, by=cast(User, request.user), site=absolute_from(request)("/").rstrip("/")
        )
    except MailServerAway:
        return _page(request, selection, reminded=task, away=True)
    return _page(request, selection, reminded=task, sent=sent)


# --- the calendar ---


def _calendar(request: HttpRequest) -> dict[str, Any]:
    calendar = NetworkCalendar.objects.filter(user=cast(User, request.user)).first()
    if calendar is None:
        return {"feed": ""}
    address = absolute_from(request)(reverse("network:calendar", args=[calendars_queries.token_of(calendar)]))
    return {"feed": address, "webcal": urlsplit(address)._replace(scheme="webcal").geturl()}


@as_network
@require_POST
def turn_calendar(request: HttpRequest, selection: Selection) -> HttpResponse:
    """On is a new address, whether there is one already or not."""
    (calendars.make if is_on(request) else calendars.end)(user=cast(User, request.user))
    return redirect(reverse("network:agreed") + selection.address + "#calendar")


@as_network_calendar
@require_safe
def calendar(request: HttpRequest, user: User) -> HttpResponse:
    rows, site = agreed_queries.calendar_rows(Selection(user)), absolute_from(request)
    host = urlsplit(site("/")).hostname or ""

    def address_of(workshop: Workshop) -> str:
        return site(reverse("workshops:follow_up", args=[workshop.code]))

    body = calendar_files.network_feed_of(rows, _("Good Practice Dialogues"), address_of, host)
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")
