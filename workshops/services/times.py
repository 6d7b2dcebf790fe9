"""Writes about time: minutes of the phases that are ahead, and fitting them until the day's end."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workshops import live
from workshops.course.schedule_fit import Stretch
from workshops.models import Workshop
from workshops.queries import times
from workshops.queries.course import locked
from workshops.refusals import Refused


@transaction.atomic
def set_minutes(*, workshop: Workshop, minutes: dict[str, int]) -> None:
    """Minutes of each phase named. The clock that runs is left alone."""
    held = locked(workshop)
    after = {**held.minutes, **minutes}
    if after != held.minutes:
        Workshop.objects.filter(pk=held.pk).update(minutes=after)
        workshop.minutes = after
        live.changed(workshop, whole=True)


@transaction.atomic
def fit_to_end(*, workshop: Workshop, expected: str, end: datetime) -> None:
    """Shares the time until ``end`` out to what is left of the dialogue, the clock that runs too.

    Refused when the workshop is no longer at the step for which it was looked at. Raises `TooShort`.
    """
    held, now = locked(workshop), timezone.now()
    if held.step != expected:
        raise Refused(_("The workshop has moved on meanwhile. Look at the times again."))
    fitted: list[Stretch] = times.plan(held, end, now)["fitted"]
    held.minutes = {**held.minutes, **{s.phase: s.minutes for s in fitted if not s.begun}}
    for stretch in fitted:
        if stretch.begun:
            _set_clock(held, stretch.minutes, now)
    held.save(update_fields=["minutes", "minutes_given", "ends_at", "remaining"])
    live.changed(held, whole=True)


def _set_clock(held: Workshop, minutes: int, now: datetime) -> None:
    """A paused clock stays paused, one whose time is up stays as it is."""
    if held.remaining is not None:
        held.remaining = 60 * minutes
    elif minutes:
        held.ends_at = now + timedelta(minutes=minutes)
    if minutes and held.moved_at:
        gone = times.whole_minutes(held.moved_at, now)
        held.minutes_given = {**held.minutes_given, held.step: gone + minutes}
