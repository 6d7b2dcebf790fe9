"""What was sent but not taken, because the page's token or the sign-in behind it has ended.

Nothing of it is lost: a script is told what to do, a plain form comes back with what was typed and can be
sent again.
"""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

FRESH = "Dialogit-Token"  # a fresh token, with which a script sends the same once more
# Fields that are chosen or hidden: nobody has typed them.
CHOSEN = {
    *("anyway", "decision", "expected", "focus_area", "from", "horizon", "item", "kept", "kind"),
    *("language", "next", "pace", "read", "sharing", "status", "then"),
}
MARK = "sent_again"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:]+")  # as a browser sends a date and a time


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django calls this for a form with no cookie, with a token of another time, or from another site.

    Another site's form is never shown or offered to be sent again: its words are not the reader's.
    """
    if not _is_from_us(request):
        return _told(request, "foreign", 403)
    why = "old"
    if settings.CSRF_COOKIE_NAME not in request.COOKIES:
        why = "blocked" if MARK in request.POST else "no_cookie"
    response = _told(request, why, 403)
    response.headers[FRESH] = get_token(request)
    return response


def signed_out(request: HttpRequest) -> HttpResponse:
    """For what somebody sends whose sign-in has ended; who only opens a page is asked to sign in."""
    response = _told(request, "signed_out", 401)
    response.headers["WWW-Authenticate"] = "Form"
    return response


def page_above(path: str) -> str:
    """The nearest address above ``path`` that there is."""
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            resolve(path)
        except Resolver404:
            continue
        return path
    return "/"


def to_its_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A browser that opens an address which only takes what is sent to it goes on to a page."""
    asks_for_page = request.method == "GET" and "text/html" in request.headers.get("Accept", "")
    if response.status_code == 405 and asks_for_page and not _is_script(request):
        return redirect(page_above(request.path))
    return response


def _is_from_us(request: HttpRequest) -> bool:
    """By the Origin that browsers send with a form; without one by the Referer."""
    origin = request.headers.get("Origin")
    if origin is None:
        return bool(_page_it_stood_on(request))
    return origin in (f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS)


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _told(request: HttpRequest, why: str, status: int) -> HttpResponse:
    context: dict[str, Any] = {"why": why}
    if not _is_script(request):
        context["back"] = _page_it_stood_on(request) or page_above(request.path)
        context |= _kept(request) if why != "foreign" else {}
    part = "#line" if _is_script(request) else ""
    return render(request, f"workshops/rejected_post.html{part}", context, status=status)


def _page_it_stood_on(request: HttpRequest) -> str:
    referer = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(referer, {request.get_host()}, request.is_secure())
    return referer if is_ours else ""


def _kept(request: HttpRequest) -> dict[str, Any]:
    """What is to be sent again, and of it what somebody may have typed. A password is not shown again."""
    if any("password" in name for name in request.POST):
        return {}
    leave_out = {"csrfmiddlewaretoken", MARK}
    fields = [
        (name, value) for name, values in request.POST.lists() if name not in leave_out for value in values
    ]
    typed = [value for name, value in fields if name not in CHOSEN and _is_words(value)]
    return {"fields": fields, "typed": typed, "files": list(request.FILES.values())}


def _is_words(value: str) -> bool:
    """Whether it has a letter, and is neither the id of something nor a moment."""
    return any(c.isalpha() for c in value) and not _is_id(value) and not MOMENT.fullmatch(value)


def _is_id(value: str) -> bool:
    return len(value) == 36 and value.count("-") == 4
