"""The way in: code, language, joining, coming back with a new phone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from workshops import access
from workshops.access import devices, leaving
from workshops.access.devices import Device
from workshops.course import principles
from workshops.extension import explanations
from workshops.forms.people import CodeForm, JoinForm, NewPhoneForm
from workshops.models import Participant, Workshop
from workshops.queries import door, joined
from workshops.refusals import NoEntry
from workshops.services import people, phone_codes


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """A phone that is in a workshop is greeted with the way back into it."""
    form = CodeForm(request.POST or None)
    context = {"form": form, "method": principles.METHOD, **_at_home(request)}
    if form.is_valid():
        try:
            workshop = access.open_workshop(form.cleaned_data["code"], access.visitor_in(request))
        except access.NotOpen as refusal:
            if refusal.ended:
                return _ended(request, refusal.ended)
            form.add_error("code", refusal.message)
            status = 429 if refusal.must_wait else 422
            return render(request, "workshops/home.html", context, status=status)
        return redirect("workshops:join", workshop.code)
    return render(request, "workshops/home.html", context, status=422 if form.errors else 200)


def _at_home(request: HttpRequest) -> dict[str, Any]:
    """Where this device is, and what it has left a moment ago."""
    device, gone = devices.device_of(request.COOKIES), leaving.left_in(request.COOKIES)
    return {"here": joined.workshops_of(device) if device else [], "gone": gone}


def as_visitor(view: access.View) -> access.View:
    """Decorates ``view(request, workshop, …)`` for whoever comes with a code, which the address brings."""

    @wraps(view)
    def guarded(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            workshop = access.open_workshop(code, access.visitor_in(request))
        except access.NotOpen as refusal:
            return not_open(request, code, refusal)
        return view(request, workshop, *args, **kwargs)

    return guarded


@as_visitor
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """What the QR opens. A device that is in already goes straight to its stage."""
    return come_in(request, workshop)


def come_in(
    request: HttpRequest, workshop: Workshop, arrive: Callable[[Participant], None] = lambda participant: None
) -> HttpResponse:
    """Joining; ``arrive`` is done for whoever has just come in."""
    if access.participant_in(workshop, request.COOKIES):
        return redirect("workshops:stage", workshop.code)
    form = JoinForm(request.POST if request.method == "POST" else None, workshop=workshop)
    if not form.is_valid():
        return _door(request, workshop, form, 422 if form.errors else 200)
    device = devices.device_in(request)
    try:
        arrive(people.join(workshop=workshop, device=device, **form.cleaned_data))
    except NoEntry as refused:
        return _door(request, workshop, form, 409, str(refused.message))
    return _let_in(request, workshop, device)


def _let_in(request: HttpRequest, workshop: Workshop, device: Device) -> HttpResponse:
    """Whoever left in this browser a moment ago cannot come back any more."""
    response = redirect("workshops:stage", workshop.code)
    if settings.LEFT_COOKIE in request.COOKIES:
        leaving.forget(response)
    return devices.remember(response, device)


def _door(
    request: HttpRequest, workshop: Workshop, form: JoinForm, status: int, why_not: str = ""
) -> HttpResponse:
    """What stands before joining. A new device gets its key here: two presses on *join* are then one person.

    A key that it has is not sent back: of somebody leaving in another tab it might be the one until now.
    """
    at_the_welcome = explanations.of_phase("welcome", workshop)
    gone = leaving.left_in(request.COOKIES)
    context = {
        "form": form,
        "workshop": workshop,
        "told": not workshop.traits.shows_principles
        and next(told for told in at_the_welcome if told.key == "talk"),
        "why_not": why_not or door.why_not(workshop),
        "gone": gone if gone and gone.workshop_id == workshop.pk else None,
    }
    response = render(request, "workshops/join.html", context, status=status)
    is_new = devices.device_of(request.COOKIES) is None
    return devices.remember(response, devices.new_device()) if is_new else response


def not_open(request: HttpRequest, code: str, refusal: access.NotOpen) -> HttpResponse:
    """The front page with the code in its field and what is wrong with it: a sign, or all of it.

    Of a workshop that has ended it is told that it has.
    """
    if refusal.ended:
        return _ended(request, refusal.ended)
    form = CodeForm({"code": code})
    if form.is_valid() or refusal.must_wait:
        form = CodeForm(initial={"code": code})
    problem = "" if form.is_bound else refusal.message
    context = {"form": form, "problem": problem, "method": principles.METHOD}
    return render(request, "workshops/home.html", context, status=429 if refusal.must_wait else 404)


def _ended(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    return render(request, "workshops/ended.html", {"workshop": workshop}, status=410)


@as_visitor
@require_http_methods(["GET", "HEAD", "POST"])
def new_phone(request: HttpRequest, workshop: Workshop, once: str = "") -> HttpResponse:
    """Taking one's seat over by the facilitator's code; ``once`` is that code when it was scanned."""
    form = NewPhoneForm(request.POST if request.method == "POST" else None, initial={"code": once})
    status = 200
    if form.is_valid():
        device = devices.device_in(request)
        try:
            _take_over(request, workshop, form.cleaned_data["code"], device)
        except access.NotOpen as refusal:
            form.add_error("code", refusal.message)
            status = 429 if refusal.must_wait else 422
        else:
            return _let_in(request, workshop, device)
    context = {"form": form, "workshop": workshop, "scanned": bool(once) and not form.errors}
    return render(
        request, "workshops/new_phone.html", context, status=max(status, 422 if form.errors else 200)
    )


def _take_over(request: HttpRequest, workshop: Workshop, code: str, device: Device) -> None:
    access.open_by_code(
        access.visitor_in(request),
        f"phone-{workshop.pk}",
        lambda: phone_codes.take_over(workshop=workshop, code=code, device=device),
        _("This code does not work, or no longer works. Ask the facilitator for a new one."),
    )


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The device speaks another language from now on."""
    asked, back = request.POST.get("language", ""), request.POST.get("next", "/")
    if not (back.startswith("/") and url_has_allowed_host_and_scheme(back, None)):
        back = "/"
    response = HttpResponseRedirect(back)
    if asked in dict(settings.LANGUAGES):
        with translation.override(asked):
            devices.remember(response, devices.speaking(devices.device_in(request), asked))
    return response
