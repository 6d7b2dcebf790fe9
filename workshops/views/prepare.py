"""Creating and preparing a workshop."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from workshops import access
from workshops.forms.workshop import CoFacilitatorForm, WorkshopForm
from workshops.models import User
from workshops.services import course as services
from workshops.views.answers import invalid


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    form = WorkshopForm(request.POST or None, user=user)
    if form.is_valid():
        workshop = services.create_workshop(user=user, **form.fields_to_save())
        return redirect("workshops:console", workshop.code)
    return render(request, "workshops/prepare.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: HttpRequest, code: str) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    form = WorkshopForm(request.POST or None, instance=workshop, user=cast(User, request.user))
    if form.is_valid():
        services.update_workshop(workshop=workshop, **form.fields_to_save())
        return redirect("workshops:console", workshop.code)
    context = {
        "form": form,
        "workshop": workshop,
        "facilitations": workshop.facilitations.select_related("user"),
        "second_form": CoFacilitatorForm(workshop=workshop),
    }
    return render(request, "workshops/prepare.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def add_second(request: HttpRequest, code: str) -> HttpResponse:
    workshop, _viewer = access.lead(request, code)
    form = CoFacilitatorForm(request.POST, workshop=workshop)
    if not form.is_valid():
        context = {
            "form": WorkshopForm(instance=workshop, user=cast(User, request.user)),
            "workshop": workshop,
            "facilitations": workshop.facilitations.select_related("user"),
            "second_form": form,
        }
        return invalid(request, "workshops/prepare.html", context)
    services.add_second(workshop=workshop, user=form.cleaned_data["email"])
    return redirect("workshops:prepare", workshop.code)
