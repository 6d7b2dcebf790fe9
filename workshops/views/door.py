"""The way in: code, language, joining."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from workshops import access, devices, principles
from workshops.forms.people import CodeForm, JoinForm, open_workshop
from workshops.services import people


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST or None, cookies=request.COOKIES)
    if form.is_valid():
        return redirect("workshops:join", form.cleaned_data["code"].code)
    return render(request, "workshops/home.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    """What the QR opens. A device that is in already goes straight to its stage."""
    try:
        workshop = open_workshop(code, request.COOKIES)
    except forms.ValidationError as error:
        form = CodeForm(initial={"code": code}, cookies=request.COOKIES)
        context = {"form": form, "problem": error.messages[0]}
        return render(request, "workshops/home.html", context, status=404)
    if access.participant_in(workshop, request.COOKIES):
        return redirect("workshops:stage", workshop.code)
    join_form = JoinForm(request.POST if request.method == "POST" else None)
    if not join_form.is_valid():
        context = {"form": join_form, "workshop": workshop, "principles": principles.DIALOGUE}
        return render(request, "workshops/join.html", context, status=422 if join_form.errors else 200)
    device = devices.device_in(request)
    people.join(workshop=workshop, device=device, **join_form.cleaned_data)
    return devices.remember(redirect("workshops:stage", workshop.code), device)


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
