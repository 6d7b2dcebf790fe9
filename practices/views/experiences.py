"""Telling how a practice went elsewhere, and taking that away again."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from practices.forms.library import ExperienceForm
from practices.models import Practice
from practices.queries import curation
from practices.queries.experiences import is_own
from practices.services import experiences
from practices.views.library import readable, shown_page
from workshops.access import devices, sign_in_required
from workshops.refusals import Refused


@require_POST
@sign_in_required
def tell(request: HttpRequest, practice_id: int) -> HttpResponse:
    """The device is remembered as a participant's is: with it one takes back what one has told."""
    told_of, form = readable(request, practice_id), ExperienceForm(request.POST)
    if not form.is_valid():
        return shown_page(request, told_of, form, status=422)
    device = devices.device_in(request)
    try:
        experiences.tell(practice=told_of, device=device, **form.cleaned_data)
    except Refused as refused:  # the page was in use twice; under an id of its own it goes
        form = ExperienceForm({**request.POST.dict(), "id": uuid.uuid4()})
        form.add_error("text", refused.message)
        return shown_page(request, told_of, form, status=refused.status)
    return devices.remember(_back(told_of), device)


@require_POST
@sign_in_required
def remove(request: HttpRequest, practice_id: int, experience_id: uuid.UUID) -> HttpResponse:
    """By the coordinators who put its practice right, and by the device that it came from."""
    told_of, user = readable(request, practice_id), _signed_in(request)
    experience = get_object_or_404(curation.told_of(told_of), pk=experience_id)
    is_writers = is_own(experience, devices.device_of(request.COOKIES))
    if not (is_writers or experience.removed_on or curation.may_curate(user, told_of)):
        raise Http404
    experiences.remove(experience=experience, by=None if is_writers else user)
    return _back(told_of)


def _signed_in(request: HttpRequest) -> Any:
    """Whoever got past the door."""
    return request.user


def _back(practice: Practice) -> HttpResponse:
    return redirect(f"{reverse('practices:practice', args=[practice.pk])}#experiences")
