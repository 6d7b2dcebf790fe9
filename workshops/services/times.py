"""Writes about time: minutes of the phases that are ahead, and fitting them until the day's end.

They stay with that day: a workshop that begins from this one has the minutes of its preparation.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from workshops import live
from workshops.course.schedule_fit import Stretch
from workshops.models import Workshop
from workshops.queries import times
from workshops.refusals import Refused


def set_minutes(*, workshop: Workshop, minutes: dict[str, int]) -> None:
    """Minutes of each phase named. The clock that runs is left alone."""
    with live.writing(workshop) as write:
        changed = {phase: most for phase, most in minutes.items() if most != workshop.minutes_of(phase)}
        if changed:
            workshop.minutes_today = {**workshop.minutes_today, **changed}
            workshop.save(update_fields=["minutes_today"])
            write.refetch()


def fit_to_end(*, workshop: Workshop, expected: str, end: datetime) -> None:
    """Shares the time until ``end`` out to what is left of the dialogue, the clock that runs too.

    Refused when the workshop is no longer at the step for which it was looked at. Raises `TooShort`.
    """
    with live.writing(workshop) as write:
        now = timezone.now()
        if workshop.step != expected:
            raise Refused(_("The workshop has moved on meanwhile. Look at the times again."))
        fitted: list[Stretch] = times.plan(workshop, end, now)["fitted"]
        ahead = {s.phase: s.minutes for s in fitted if not s.begun}
        workshop.minutes_today = {**workshop.minutes_today, **ahead}
        for stretch in fitted:
            if stretch.begun:
                _set_clock(workshop, stretch.minutes, now)
        workshop.save(update_fields=["minutes_today", "minutes_given", "ends_at", "remaining"])
        write.refetch()


def _set_clock(workshop: Workshop, minutes: int, now: datetime) -> None:
    """A paused clock stays paused, one whose time is up stays as it is."""
    if workshop.remaining is not None:
        workshop.remaining = 60 * minutes
    elif minutes:
        workshop.ends_at = now + timedelta(minutes=minutes)
    if minutes and workshop.moved_at:
        gone = times.whole_minutes(workshop.moved_at, now)
        workshop.minutes_given = {**workshop.minutes_given, workshop.step: gone + minutes}
