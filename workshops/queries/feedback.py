"""Reads about feedback: means and words, once it has ended and from five answers on."""

from __future__ import annotations

from typing import Any

from django.db.models import Avg, Count

from workshops import privacy
from workshops.access.permissions import Viewer
from workshops.course.questions import FEEDBACK_STATEMENTS
from workshops.models import FeedbackAnswer, Workshop


def has_answered(viewer: Viewer) -> bool:
    proof = viewer.prove("feedback", viewer.workshop.pk)
    return bool(proof) and FeedbackAnswer.objects.filter(workshop=viewer.workshop, proof=proof).exists()


def feedback(workshop: Workshop) -> dict[str, Any]:
    """``means`` has a row for each statement; its ``mean`` is None while fewer than five have scored it.

    None of it is shown before the end: from two means, one after the other, the answer in between can be
    reckoned.
    """
    answers = FeedbackAnswer.objects.filter(workshop=workshop)
    found = answers.aggregate(
        answered=Count("pk"),
        **{f"{key}_mean": Avg(key) for key, _statement in FEEDBACK_STATEMENTS},
        **{f"{key}_count": Count(key) for key, _statement in FEEDBACK_STATEMENTS},
    )
    enough = privacy.may_show_count(found["answered"])
    ended = workshop.feedback_ended or workshop.is_closed
    shown = enough and ended
    return {
        "workshop": workshop,
        "answered": found["answered"],
        "enough_answered": enough,
        "feedback_is_over": ended,
        "feedback_shown": shown,
        "means": [_mean_of(key, statement, found) for key, statement in FEEDBACK_STATEMENTS] if shown else [],
        "feedback_words": words_of(workshop) if shown else [],
    }


def _mean_of(key: str, statement: Any, found: dict[str, Any]) -> dict[str, Any]:
    """A row; ``x`` is where the mean stands on the picture, whose 1 is at 10 and whose 5 is at 210."""
    if not privacy.may_show_count(found[f"{key}_count"]):
        return {"statement": statement, "mean": None}
    mean = found[f"{key}_mean"]
    x = round(10 + 50 * (mean - 1), 1)
    return {"statement": statement, "mean": mean, "count": found[f"{key}_count"], "x": x}


def words_of(workshop: Workshop) -> list[str]:
    """In the order of random ids, so that nobody can tell who wrote by when it came."""
    return list(
        FeedbackAnswer.objects.filter(workshop=workshop)
        .exclude(text="")
        .order_by("pk")
        .values_list("text", flat=True)
    )
