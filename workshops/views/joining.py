"""The way in: code, language, joining, coming back with a new phone."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from workshops import access
from workshops.access import devices
from workshops.course import principles
from workshops.forms.people import WAIT, CodeForm, JoinForm, NewPhoneForm, open_workshop
from workshops.models import Participant
from workshops.services import people, phone_codes

SHOWN_ON_STAGE = ("preparation", "welcome")  # there the stage itself shows the principles


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST or None, visitor=access.visitor_in(request))
    if form.is_valid():
        return redirect("workshops:join", form.cleaned_data["code"].code)
    return render(request, "workshops/home.html", {"form": form}, status=status_of(form))


def status_of(form: forms.Form | forms.ModelForm) -> int:
    if form.has_error("code", WAIT):
        return 429
    return 422 if form.errors else 200


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    """What the QR opens. A device that is in already goes straight to its stage."""
    return come_in(request, code)


def come_in(
    request: HttpRequest, code: str, arrive: Callable[[Participant], None] = lambda participant: None
) -> HttpResponse:
    """Joining; ``arrive`` is done for whoever has just come in."""
    try:
        workshop = open_workshop(code, access.visitor_in(request))
    except forms.ValidationError as error:
        return not_open(request, code, error)
    if access.participant_in(workshop, request.COOKIES):
        return redirect("workshops:stage", workshop.code)
    join_form = JoinForm(request.POST if request.method == "POST" else None, workshop=workshop)
    if not join_form.is_valid():
        shown_here = () if workshop.phase in SHOWN_ON_STAGE else principles.DIALOGUE
        context = {"form": join_form, "workshop": workshop, "principles": shown_here}
        return render(request, "workshops/join.html", context, status=status_of(join_form))
    device = devices.device_in(request)
    arrive(people.join(workshop=workshop, device=device, **join_form.cleaned_data))
    return devices.remember(redirect("workshops:stage", workshop.code), device)


def not_open(request: HttpRequest, code: str, error: forms.ValidationError) -> HttpResponse:
    """The front page with the code in its field and what is wrong with it."""
    form = CodeForm(initial={"code": code}, visitor=access.visitor_in(request))
    context = {"form": form, "problem": error.messages[0]}
    return render(request, "workshops/home.html", context, status=429 if error.code == WAIT else 404)


@require_http_methods(["GET", "HEAD", "POST"])
def new_phone(request: HttpRequest, code: str, once: str = "") -> HttpResponse:
    """Taking one's seat over by the facilitator's code; ``once`` is that code when it was scanned."""
    visitor = access.visitor_in(request)
    try:
        workshop = open_workshop(code, visitor)
    except forms.ValidationError as error:
        return not_open(request, code, error)
    posted = request.POST if request.method == "POST" else None
    form = NewPhoneForm(posted, initial={"code": once}, workshop=workshop, visitor=visitor)
    device = devices.device_in(request)
    if form.is_valid():
        if phone_codes.take_over(workshop=workshop, device=device, **form.cleaned_data):
            return devices.remember(redirect("workshops:stage", workshop.code), device)
        form.refuse()
    context = {"form": form, "workshop": workshop, "scanned": bool(once) and not form.errors}
    return render(request, "workshops/new_phone.html", context, status=status_of(form))


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The device speaks another language from now on."""
    asked, back = request.POST.get("language", ""), request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = redirect(back)
    if asked in dict(settings.LANGUAGES):
        with translation.override(asked):
            devices.remember(response, devices.speaking(devices.device_in(request), asked))
    return response
