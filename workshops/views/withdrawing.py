"""What a participant takes back, and brings back within a minute."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from workshops import access
from workshops.access.permissions import Viewer, can_write
from workshops.models import Workshop
from workshops.refusals import Refused
from workshops.services import withdrawing
from workshops.views.responses import HtmxHttpRequest, saved


def withdrawn(request: HtmxHttpRequest, workshop: Workshop, id: UUID, token: str = "") -> HttpResponse:
    """It has gone; the page, which has its words, offers for a moment to bring it back."""
    answer = saved(request, workshop, not_own=[token] if token else ())
    back = reverse("workshops:bring_back", args=[workshop.code, id])
    return trigger_client_event(answer, "withdrawn", {"id": str(id), "back": back})


@access.as_participant
@require_POST
def bring_back(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer, gone: UUID) -> HttpResponse:
    if not can_write(viewer):
        raise Refused(withdrawing.too_late())
    assert viewer.device
    text = request.POST.get("text", "")
    token = withdrawing.bring_back(workshop=workshop, device=viewer.device, id=gone, text=text)
    return saved(request, workshop, own=[token])
