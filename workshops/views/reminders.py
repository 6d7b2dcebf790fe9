"""Behind the link of a reminder, which ends reminders, and behind the secret address of a calendar."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from workshops.access.addresses import absolute_from
from workshops.access.follow_up import as_calendar, as_subscriber
from workshops.access.readers import languages
from workshops.documents import calendar_files
from workshops.models import Subscriber, Workshop
from workshops.services import reminder_asking, reminders

CALENDAR = "text/calendar; charset=utf-8"


@csrf_exempt  # whoever knows the address may do what is there; mail programs post to it by themselves
@as_subscriber
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, subscriber: Subscriber | None) -> HttpResponse:
    """Opening it changes nothing, so that what looks through mails ends no reminders; the button does.

    A mail program posts here by itself when somebody presses *unsubscribe* in it: RFC 8058. To end what has
    ended already is no fault.
    """
    if subscriber and request.method == "POST":
        reminders.unsubscribe(subscriber=subscriber)
    context = {
        "reader": {"languages": languages(request.path)},
        "workshop": subscriber and subscriber.workshop,
        "asks": subscriber is not None and not subscriber.stopped and request.method != "POST",
        "here": request.get_full_path(),
    }
    return render(request, "workshops/unsubscribe.html", context)


@csrf_exempt  # as above: the token says who it is
@as_subscriber
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, subscriber: Subscriber | None) -> HttpResponse:
    """Opening it confirms nothing, as whatever looks through mails does that too; the button does."""
    if subscriber and request.method == "POST":
        reminder_asking.confirm(subscriber=subscriber)
    context = {
        "reader": {"languages": languages(request.path)},
        "workshop": subscriber and subscriber.workshop,
        "asks": subscriber is not None and request.method != "POST",
        "here": request.get_full_path(),
    }
    return render(request, "workshops/confirm_reminders.html", context)


@as_calendar
@require_safe
def calendar_feed(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    address = absolute_from(request)(reverse("workshops:follow_up", args=[workshop.code]))
    body = calendar_files.feed_of(workshop, address, urlsplit(address).hostname or "")
    return HttpResponse(body, content_type=CALENDAR)
