"""One-click sign-in. Wired only while the demo runs, and good only with that run's own token."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from dialogit.demo.seed import ACCOUNTS
from workshops.models import User, Workshop


@require_safe
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    if not (settings.DEMO_TOKEN and constant_time_compare(token, settings.DEMO_TOKEN)):
        raise Http404
    user = get_object_or_404(User, email=ACCOUNTS.get(request.GET.get("as", "facilitator")))
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(safe_next(request) or console_of(user))


def safe_next(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if is_safe else ""


def console_of(user: User) -> str:
    led = Workshop.objects.filter(facilitators=user, rehearsal_of=None)
    workshop = led.order_by("-created").first()
    return reverse("workshops:console", args=[workshop.code]) if workshop else reverse("workshops:own")
