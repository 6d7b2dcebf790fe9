"""Who facilitates a workshop: others are invited, the lead is handed over."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from workshops import access
from workshops.access.addresses import absolute_from
from workshops.access.permissions import Viewer
from workshops.forms.co_facilitator import CoFacilitatorForm
from workshops.models import User, Workshop
from workshops.queries import invitations as invitations_queries
from workshops.services import facilitation, invitations
from workshops.views.responses import saved_in_preparation

PAGE = "workshops:facilitators"


@access.as_facilitator
@require_safe
def facilitators(request: HttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    return page(request, workshop, CoFacilitatorForm(user=cast(User, request.user)))


def page(request: HttpRequest, workshop: Workshop, form: CoFacilitatorForm) -> HttpResponse:
    everyone = list(workshop.facilitations.select_related("user").order_by("role", "pk"))
    context = {
        "workshop": workshop,
        "facilitations": everyone,
        "leading": any(one.user_id == request.user.pk and one.role == one.Role.LEAD for one in everyone),
        "invited": invitations_queries.rows(workshop),
        "second_form": form,
        "saved": "saved" in request.GET and not form.errors,
    }
    return render(request, "workshops/facilitators.html", context, status=422 if form.errors else 200)


@access.as_facilitator
@require_POST
def invite(request: HttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    user = cast(User, request.user)
    form = CoFacilitatorForm(request.POST, user=user)
    if not form.is_valid():
        return page(request, workshop, form)
    email, address = form.cleaned_data["email"], absolute_from(request)
    invitations.invite(workshop=workshop, by=user, email=email, address=address)
    return saved_in_preparation(workshop, PAGE)


@access.as_facilitator
@require_POST
def invite_again(
    request: HttpRequest, workshop: Workshop, _viewer: Viewer, invitation_id: int
) -> HttpResponse:
    user, address = cast(User, request.user), absolute_from(request)
    invitations.send_again(workshop=workshop, by=user, invitation_id=invitation_id, address=address)
    return saved_in_preparation(workshop, PAGE)


@access.as_facilitator
@require_POST
def uninvite(_request: HttpRequest, workshop: Workshop, _viewer: Viewer, invitation_id: int) -> HttpResponse:
    invitations.withdraw(workshop=workshop, invitation_id=invitation_id)
    return saved_in_preparation(workshop, PAGE)


@access.as_facilitator
@require_POST
def hand_over(
    request: HttpRequest, workshop: Workshop, _viewer: Viewer, facilitation_id: int
) -> HttpResponse:
    to = get_object_or_404(workshop.facilitations, pk=facilitation_id)
    facilitation.hand_over(workshop=workshop, by=cast(User, request.user), to=to)
    return saved_in_preparation(workshop, PAGE)


@access.as_facilitator
@require_POST
def step_down(
    request: HttpRequest, workshop: Workshop, _viewer: Viewer, facilitation_id: int
) -> HttpResponse:
    ending = get_object_or_404(workshop.facilitations, pk=facilitation_id)
    facilitation.step_down(workshop=workshop, by=cast(User, request.user), facilitation=ending)
    if ending.user_id == request.user.pk:
        return redirect("workshops:own")
    return saved_in_preparation(workshop, PAGE)
