"""Reads about feedback: means and words, once it has ended and from five answers on."""

from __future__ import annotations

from typing import Any

from django.db.models import Avg, Count

from workshops import privacy
from workshops.access.permissions import Viewer
from workshops.course import statements
from workshops.course.statements import Statement
from workshops.models import FeedbackAnswer, FeedbackScore, Workshop


def has_answered(viewer: Viewer) -> bool:
    proof = viewer.prove("feedback", viewer.workshop.pk)
    return bool(proof) and FeedbackAnswer.objects.filter(workshop=viewer.workshop, proof=proof).exists()


def feedback(workshop: Workshop) -> dict[str, Any]:
    """``means`` has a row for each statement; its ``mean`` is None while fewer than five have scored it.

    None of it is shown before the end: from two means, one after the other, the answer in between can be
    reckoned.
    """
    answered = FeedbackAnswer.objects.filter(workshop=workshop).count()
    enough = privacy.may_show_count(answered)
    ended = workshop.feedback_ended or workshop.is_closed
    shown = enough and ended
    return {
        "workshop": workshop,
        "answered": answered,
        "answered_share": "" if ended else _share(workshop, answered),
        "enough_answered": enough,
        "feedback_is_over": ended,
        "feedback_shown": shown,
        "means": _means(workshop) if shown else [],
        "feedback_words": words_of(workshop) if shown else [],
    }


def _share(workshop: Workshop, answered: int) -> str:
    """``"7/13"`` where neither who has answered nor who has not are fewer than five."""
    told = privacy.share_told(answered, workshop.participants.present().count())
    return told if "/" in told else ""


def statements_of(workshop: Workshop) -> list[Statement]:
    """What is asked in the workshop: what it was given when it came to the feedback, before that what its
    organisation asks now."""
    form = workshop.feedback_form or workshop.organisation.feedback_form or statements.usual()
    return statements.read(statements.asked_in(form))


def _means(workshop: Workshop) -> list[dict[str, Any]]:
    scores = FeedbackScore.objects.filter(answer__workshop=workshop)
    told = scores.values("key").annotate(mean=Avg("score"), count=Count("pk")).order_by("key")
    found = {row["key"]: row for row in told}
    return [_mean_of(statement, found.get(statement.key)) for statement in statements_of(workshop)]


def _mean_of(statement: Statement, found: Any) -> dict[str, Any]:
    """A row; ``x`` is where the mean stands on the picture, whose 1 is at 10 and whose 5 is at 210."""
    words = {"key": statement.key, "statement": statement.wording, "wording": statement.words}
    if found is None or not privacy.may_show_count(found["count"]):
        return {**words, "mean": None}
    x = round(10 + 50 * (found["mean"] - 1), 1)
    return {**words, "mean": found["mean"], "count": found["count"], "x": x}


def words_of(workshop: Workshop) -> list[str]:
    """In the order of random ids, so that nobody can tell who wrote by when it came."""
    return list(
        FeedbackAnswer.objects.filter(workshop=workshop)
        .exclude(text="")
        .order_by("pk")
        .values_list("text", flat=True)
    )
