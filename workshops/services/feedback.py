"""Writes about feedback: an answer, once from each device, and the end of it, once for all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from workshops import live, privacy
from workshops.access.devices import Device
from workshops.models import FeedbackAnswer, Workshop
from workshops.pushes import debrief as pushes
from workshops.refusals import Refused


def give_feedback(*, workshop: Workshop, device: Device, id: UUID, **answers: Any) -> FeedbackAnswer:
    """``answers`` are scores 1–5 or None, and ``text``. The same answers under one ``id`` are one."""
    with live.writing(workshop) as write:
        write.require(
            "feedback", otherwise=_("Feedback is not being asked right now. Your answers are still here.")
        )
        proof = device.prove("feedback", workshop.pk)
        here = FeedbackAnswer.objects.filter(proof=proof).first()
        if here is None:
            if workshop.feedback_ended:
                raise Refused(_("The feedback has ended, and its figures are shown."))
            if FeedbackAnswer.objects.filter(pk=id).exists():
                raise Refused(_("This answer could not be saved. Load the page again and send it once more."))
            here = FeedbackAnswer.objects.create(pk=id, workshop=workshop, proof=proof, **answers)
            write.push(pushes.feedback(workshop))
        elif here.pk != id or any(getattr(here, name) != answer for name, answer in answers.items()):
            raise Refused(_("You have already answered, and it is saved. Each phone can answer once."))
        return here


def end_feedback(*, workshop: Workshop) -> None:
    """The figures are shown, and nobody answers any more: from two showings one answer could be reckoned.

    Refused while they would not be shown.
    """
    with live.writing(workshop) as write:
        write.require("feedback", otherwise=_("Feedback is not being asked right now."))
        if not privacy.may_show_count(FeedbackAnswer.objects.filter(workshop=workshop).count()):
            raise Refused(
                _(
                    "Fewer than five have answered, so nothing can be shown. Wait a little, or close the "
                    "workshop."
                )
            )
        if not workshop.feedback_ended:
            workshop.feedback_ended = True
            workshop.save(update_fields=["feedback_ended"])
            write.refetch()
