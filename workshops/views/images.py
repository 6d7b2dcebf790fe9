"""Pictures: who is in the workshop looks at them, participants add their own, facilitators hide."""

from __future__ import annotations

from pathlib import PurePath
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from workshops import access, metrics
from workshops.access.permissions import Viewer, can_change_own, can_see_picture
from workshops.forms.images import DescriptionForm, PictureForm
from workshops.models import Picture, Workshop
from workshops.refusals import Refused
from workshops.services import hiding, images
from workshops.views.open_space import PAGE
from workshops.views.responses import (
    HtmxHttpRequest,
    invalid,
    is_on,
    saved,
    saved_by_facilitator,
    why_in,
)

TYPES = {".jpg": "image/jpeg", ".png": "image/png"}
HEADERS = {
    "Cache-Control": "private, max-age=3600",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def picture_in(workshop: Workshop, picture_id: UUID) -> Picture:
    found = Picture.objects.select_related("group__theme", "workshop")
    return get_object_or_404(found, pk=picture_id, workshop=workshop)


@access.as_member
@require_safe
def picture(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, picture_id: UUID) -> HttpResponse:
    found = picture_in(workshop, picture_id)
    if not can_see_picture(viewer, found):
        raise Http404
    return shown(found)


def shown(found: Picture) -> HttpResponse:
    try:
        with found.image.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        raise Http404 from None
    suffix = PurePath(file.name or "").suffix
    return HttpResponse(content, content_type=TYPES[suffix], headers=HEADERS)


@access.as_participant
@require_POST
def add_picture(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    group = viewer.participant.group if viewer.participant else None
    if group is None or request.POST.get("group") != str(group.pk):
        raise Refused(_("You have moved to another group. Your picture is still here."))
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        if "image" in form.errors:
            metrics.refused.labels("picture").inc()
        return invalid(
            request, f"{PAGE}#picture_form", {"picture_form": form, "here": group, "workshop": workshop}
        )
    assert viewer.device
    data = form.cleaned_data
    added = images.add_picture(
        group=group, device=viewer.device, id=data["id"], image=data["image"], description=data["text"]
    )
    return saved(request, workshop, own=[f"picture-{added.pk}"])


def own_picture(workshop: Workshop, viewer: Viewer, picture_id: UUID) -> Picture:
    """The picture when this device can prove that it added it."""
    found = picture_in(workshop, picture_id)
    if not can_change_own(viewer, found.pk, found.proof or ""):
        raise PermissionDenied
    return found


@access.as_participant
@require_POST
def describe_picture(
    request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, picture_id: UUID
) -> HttpResponse:
    found, form = own_picture(workshop, viewer, picture_id), DescriptionForm(request.POST)
    if not form.is_valid():
        context = {"description_form": form, "picture": found, "workshop": workshop}
        return invalid(request, f"{PAGE}#picture_editor", context)
    images.describe_picture(picture=found, description=form.cleaned_data["text"])
    return saved(request, workshop)


@access.as_participant
@require_POST
def withdraw_picture(
    request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, picture_id: UUID
) -> HttpResponse:
    images.withdraw_picture(picture=own_picture(workshop, viewer, picture_id))
    return saved(request, workshop)


@access.as_participant
@require_POST
def mark_picture(
    request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, picture_id: UUID
) -> HttpResponse:
    """Anyone in the group marks a picture of it as a pearl, or takes it off."""
    found = picture_in(workshop, picture_id)
    images.mark_pearl(picture=found, on=is_on(request), by=viewer.participant)
    return saved(request, workshop)


@access.as_facilitator
@require_POST
def hide_picture(
    request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, picture_id: UUID
) -> HttpResponse:
    found = picture_in(workshop, picture_id)
    hiding.hide(thing=found, hidden=is_on(request, "hidden"), why=why_in(request))
    return saved_by_facilitator(request, workshop)


@access.as_facilitator
@require_POST
def mark_picture_as_facilitator(
    request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer, picture_id: UUID
) -> HttpResponse:
    images.mark_pearl(picture=picture_in(workshop, picture_id), on=is_on(request))
    return saved_by_facilitator(request, workshop)
