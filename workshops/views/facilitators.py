"""Who facilitates a workshop: the second is named, the lead handed over."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from workshops import access
from workshops.access.permissions import Viewer
from workshops.forms.co_facilitator import CoFacilitatorForm
from workshops.models import User, Workshop
from workshops.services import facilitation

PAGE = "workshops:facilitators"


@access.as_facilitator
@require_safe
def facilitators(request: HttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    return page(request, workshop, CoFacilitatorForm(workshop=workshop, user=cast(User, request.user)))


def page(request: HttpRequest, workshop: Workshop, form: CoFacilitatorForm) -> HttpResponse:
    everyone = list(workshop.facilitations.select_related("user").order_by("role", "pk"))
    context = {
        "workshop": workshop,
        "facilitations": everyone,
        "leading": any(one.user_id == request.user.pk and one.role == one.Role.LEAD for one in everyone),
        "second_form": form,
    }
    return render(request, "workshops/facilitators.html", context, status=422 if form.errors else 200)


@access.as_facilitator
@require_POST
def add_second(request: HttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    form = CoFacilitatorForm(request.POST, workshop=workshop, user=cast(User, request.user))
    if not form.is_valid():
        return page(request, workshop, form)
    facilitation.add_second(workshop=workshop, user=form.cleaned_data["email"])
    return redirect(PAGE, workshop.code)


@access.as_facilitator
@require_POST
def hand_over(
    request: HttpRequest, workshop: Workshop, _viewer: Viewer, facilitation_id: int
) -> HttpResponse:
    to = get_object_or_404(workshop.facilitations, pk=facilitation_id)
    facilitation.hand_over(workshop=workshop, by=cast(User, request.user), to=to)
    return redirect(PAGE, workshop.code)


@access.as_facilitator
@require_POST
def step_down(
    request: HttpRequest, workshop: Workshop, _viewer: Viewer, facilitation_id: int
) -> HttpResponse:
    ending = get_object_or_404(workshop.facilitations, pk=facilitation_id)
    facilitation.step_down(workshop=workshop, by=cast(User, request.user), facilitation=ending)
    if ending.user_id == request.user.pk:
        return redirect("workshops:own")
    return redirect(PAGE, workshop.code)
