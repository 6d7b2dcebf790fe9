"""The one write about feedback: an answer, once from each device."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from workshops import live
from workshops.access.devices import Device
from workshops.access.permissions import Role
from workshops.models import FeedbackAnswer, Workshop
from workshops.queries import feedback as queries
from workshops.queries.course import locked
from workshops.refusals import Refused


@transaction.atomic
def give_feedback(*, workshop: Workshop, device: Device, id: UUID, **answers: Any) -> FeedbackAnswer:
    """``answers`` are scores 1–5 or None, and ``text``. The same ``id`` again is the answer that is there."""
    locked(workshop)
    proof = device.prove("feedback", workshop.pk)
    here = FeedbackAnswer.objects.filter(proof=proof).first()
    if here is None:
        if FeedbackAnswer.objects.filter(pk=id).exists():
            raise Refused(_("This answer could not be saved. Load the page again and send it once more."))
        here = FeedbackAnswer.objects.create(pk=id, workshop=workshop, proof=proof, **answers)
        live.changed(workshop, *fragments(workshop))
    elif here.pk != id:
        raise Refused(_("You have answered already, and it is saved. Each phone answers once."))
    return here


def fragments(workshop: Workshop) -> tuple[live.Fragment, ...]:
    def context() -> dict[str, object]:
        return queries.feedback(workshop)

    return (
        live.Fragment("workshops/stages/feedback_console.html#results", context, roles=(Role.FACILITATOR,)),
        live.Fragment("workshops/stages/feedback_projector.html#results", context, roles=(Role.PROJECTOR,)),
    )
