"""The feedback form of the phone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from workshops import access
from workshops.forms.feedback import FeedbackForm
from workshops.services import feedback as services
from workshops.views.responses import done, invalid


@require_POST
def give(request: HttpRequest, code: str) -> HttpResponse:
    workshop, viewer = access.enter(request, code)
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        context = {"feedback_form": form, "workshop": workshop}
        return invalid(request, "workshops/stages/feedback.html#form", context)
    assert viewer.device
    services.give_feedback(workshop=workshop, device=viewer.device, **form.cleaned_data)
    return done(request, workshop, own=["feedback"])
