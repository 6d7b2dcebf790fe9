"""Writes about feedback: an answer, once from each device, and the end of it, once for all."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from workshops import live, privacy
from workshops.access.devices import Device
from workshops.course import statements
from workshops.models import FeedbackAnswer, FeedbackScore, Organisation, Workshop
from workshops.pushes import debrief as debrief_pushes
from workshops.refusals import Refused


def give_feedback(
    *, workshop: Workshop, device: Device, id: UUID, text: str = "", **scores: int | None
) -> FeedbackAnswer:
    """``scores`` are 1–5 or None, by the key of what was asked. The same answers under one ``id`` are one."""
    given = {key: score for key, score in scores.items() if score is not None}
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
            here = FeedbackAnswer.objects.create(pk=id, workshop=workshop, proof=proof, text=text)
            _score(here, given)
            write.push(debrief_pushes.feedback(workshop))
        elif (here.pk, here.text, _scores_of(here)) != (id, text, given):
            raise Refused(_("You have already answered, and it is saved. Each phone can answer once."))
        return here


def _score(answer: FeedbackAnswer, given: dict[str, int]) -> None:
    FeedbackScore.objects.bulk_create(
        FeedbackScore(answer=answer, key=key, score=score) for key, score in given.items()
    )


def _scores_of(answer: FeedbackAnswer) -> dict[str, int]:
    return dict(answer.scores.values_list("key", "score"))


def take_form(write: live.Write) -> None:
    """As a part of moving to the feedback: what is asked here stays, whatever becomes of the organisation's
    form. Until somebody has answered, coming here again takes it anew."""
    workshop = write.workshop
    if workshop.phase != "feedback" or FeedbackAnswer.objects.filter(workshop=workshop).exists():
        return
    standing = Organisation.objects.values_list("feedback_form", flat=True).get(pk=workshop.organisation_id)
    workshop.feedback_form = statements.asked_in(standing or statements.usual())
    workshop.save(update_fields=["feedback_form"])


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
