"""Reads about the last act on the console that can be undone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from workshops import inverses
from workshops.models import LastAct, Workshop

OFFERED_SECONDS = 60


def standing(workshop: Workshop, seconds: int = OFFERED_SECONDS) -> LastAct | None:
    """The last act, while it is not older than this."""
    since = timezone.now() - timedelta(seconds=seconds)
    return LastAct.objects.filter(workshop=workshop, done_at__gt=since).first()


def offered(workshop: Workshop) -> dict[str, Any]:
    """For the console: what can be undone now, in words, and for how many seconds more."""
    last = standing(workshop)
    if last is None:
        return {"workshop": workshop, "undo": None}
    gone = int((timezone.now() - last.done_at).total_seconds())
    undo = {"words": inverses.BY_KEY[last.key].words, "seconds": max(1, OFFERED_SECONDS - gone)}
    return {"workshop": workshop, "undo": undo}
