"""How views answer: quietly to htmx, with a page to a plain form."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.db import IntegrityError, InterfaceError, OperationalError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django_htmx.http import trigger_client_event
from django_htmx.middleware import HtmxDetails
from redis.exceptions import RedisError

from workshops import access
from workshops.access.permissions import Viewer
from workshops.extension import panels
from workshops.models import Workshop
from workshops.models.base import WhyHidden
from workshops.queries import course
from workshops.refusals import Gone, Refused, Removed, SignedOut
from workshops.views import rejected_posts

RETRY_AFTER_SECONDS = 2


class HtmxHttpRequest(HttpRequest):
    """A request as django-htmx's middleware passes it on."""

    htmx: HtmxDetails


def is_on(request: HttpRequest, field: str = "on") -> bool:
    """Whether a switch of the page asks for on; its button says ``1`` or ``0``."""
    return request.POST.get(field) == "1"


def why_in(request: HttpRequest) -> str | None:
    """Of `WhyHidden` what a facilitator has chosen; None when nothing was asked."""
    why = request.POST.get("why")
    return why if why in ("", *WhyHidden.values) else None


def number_in(request: HttpRequest, field: str, *, at_most: int = 2**31 - 1) -> int | None:
    """The whole number that a field holds; None for anything else, such as one of five thousand digits."""
    typed = request.POST.get(field, "")
    if not (typed.isdecimal() and len(typed) <= len(str(at_most))):
        return None
    return int(typed) if int(typed) <= at_most else None


def in_part(request: HtmxHttpRequest, page: str, partial: str) -> str:
    """The partial of the page for htmx, the whole page for a plain form."""
    return f"{page}#{partial}" if request.htmx else page


def saved(
    request: HtmxHttpRequest, workshop: Workshop, *, own: Iterable[str] = (), not_own: Iterable[str] = ()
) -> HttpResponse:
    """A participant's write is stored: 204, with what the page must now mark as the device's own."""
    if not request.htmx:
        return redirect("workshops:stage", workshop.code)
    tokens = {"add": list(own), "drop": list(not_own)}
    return trigger_client_event(HttpResponse(status=204), "own", tokens)


def saved_by_facilitator(
    request: HtmxHttpRequest, workshop: Workshop, to: str = "workshops:console"
) -> HttpResponse:
    """A facilitator's write is stored; the push shows it."""
    if not request.htmx:
        return redirect(to, workshop.code)
    return HttpResponse(status=204)


def saved_in_preparation(
    workshop: Workshop, page: str = "workshops:checklist", also: str = ""
) -> HttpResponse:
    """To the checklist or another page of preparation, which says that it is saved."""
    return redirect(f"{reverse(page, args=[workshop.code])}?saved{also}")


def invalid(request: HtmxHttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The form again, errors beside the fields and what was typed kept; a plain one with its stage."""
    if _is_plain_form_of_stage(request):
        return _stage_again(request, context)
    return render(request, template, context, status=422)


def _is_plain_form_of_stage(request: HtmxHttpRequest) -> bool:
    return request.path.startswith("/w/") and not request.htmx


def _stage_again(request: HtmxHttpRequest, context: dict[str, Any]) -> HttpResponse:
    """All but the forms the stage reads anew."""
    assert request.resolver_match
    _workshop, viewer = access.enter_as_participant(request, request.resolver_match.kwargs["code"])
    forms = {name: value for name, value in context.items() if isinstance(value, BaseForm)}
    response = region(request, "workshops/stage.html", viewer, **forms)
    response.status_code = 422
    return response


def region(request: HtmxHttpRequest, page: str, viewer: Viewer, **extra: Any) -> HttpResponse:
    """A page that follows the workshop: whole, or only its region when the page itself asks for it."""
    panel = panels.panel_for(viewer)
    beside = panels.parts_beside(viewer)
    context = {
        "viewer": viewer,
        "role": viewer.role,
        "panel": panel.template,
        "beside": [part.template for part in beside],
        **course.clock(viewer.workshop),
        **course.where(viewer.workshop),
        **panel.context(viewer),
        **{name: value for part in beside for name, value in part.context(viewer).items()},
        **extra,
    }
    part = "#region" if request.headers.get("Dialogit-Region") else ""
    return render(request, page + part, context)


class NoStoreMiddleware:
    """No browser and no proxy keeps what we answer, unless the view itself says for how long.

    So a page with names or words on it is not in a shared computer's cache, or behind its *Back*.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response.headers:
            add_never_cache_headers(response)
        return response


class ZippedPagesMiddleware(GZipMiddleware):
    """Pages go compressed. A file that is downloaded goes as it lies: a folder of many workshops is zipped
    already, and to do it again would take a thread for minutes."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming and "Content-Disposition" in response.headers:
            return response
        return super().process_response(request, response)


class RefusedMiddleware:
    """Turns a refusal into words: a line for htmx, a page for a plain form; a fault of storage into 503."""

    def __init__(self, get_response: Callable[[HtmxHttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HtmxHttpRequest) -> HttpResponse:
        return rejected_posts.to_its_page(request, self.get_response(request))

    def process_exception(self, request: HtmxHttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Removed):
            return render(request, "workshops/removed.html", status=403)
        if isinstance(exception, SignedOut):
            return rejected_posts.signed_out(request)
        if isinstance(exception, Refused):
            return _refused(request, exception)
        if _is_orphaned(exception):
            return _refused(request, Gone(_("Somebody has just deleted what this belongs to. Look again.")))
        if isinstance(exception, OperationalError | InterfaceError | RedisError) or _is_full(exception):
            return service_unavailable()
        return None


def _refused(request: HtmxHttpRequest, refusal: Refused) -> HttpResponse:
    part = "#line" if request.htmx else ""
    context = {"refused": refusal}
    response = render(request, f"workshops/refused.html{part}", context, status=refusal.status)
    if refusal.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _is_orphaned(exception: Exception) -> bool:
    """Whether what was written points to a row that was deleted in the same instant: nothing is saved.

    Both databases look at what points where only as a transaction ends, when the write itself is over. They
    are asked by their codes: PostgreSQL's words are in its server's language.
    """
    cause = exception.__cause__ if isinstance(exception, IntegrityError) else None
    codes = {getattr(cause, "sqlstate", ""), getattr(cause, "sqlite_errorname", "")}
    return bool(codes & {"23503", "SQLITE_CONSTRAINT_FOREIGNKEY"})


def _is_full(exception: Exception) -> bool:
    """Whether a disk holds no more: until somebody makes room, what is sent waits where it is."""
    return isinstance(exception, OSError) and exception.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def service_unavailable() -> HttpResponse:
    """The database, or Redis where a view cannot do without, is away: 503, so that browsers keep the text and
    come again. Reads nothing."""
    response = HttpResponse(render_to_string("503.html"), status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response
