"""The feedback form of the phone, and its end on the console."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from workshops import access
from workshops.access.permissions import Viewer
from workshops.forms.feedback import FeedbackForm
from workshops.models import Workshop
from workshops.queries import feedback as feedback_queries
from workshops.services import feedback
from workshops.views.responses import HtmxHttpRequest, invalid, saved, saved_by_facilitator


@access.as_participant
@require_POST
def give(request: HtmxHttpRequest, workshop: Workshop, viewer: Viewer) -> HttpResponse:
    form = FeedbackForm(request.POST, statements=feedback_queries.statements_of(workshop))
    if not form.is_valid():
        context = {"feedback_form": form, "workshop": workshop}
        return invalid(request, "workshops/panels/feedback.html#form", context)
    assert viewer.device
    feedback.give_feedback(workshop=workshop, device=viewer.device, **form.cleaned_data)
    return saved(request, workshop, own=["feedback"])


@access.as_facilitator
@require_POST
def end(request: HtmxHttpRequest, workshop: Workshop, _viewer: Viewer) -> HttpResponse:
    feedback.end_feedback(workshop=workshop)
    return saved_by_facilitator(request, workshop)
