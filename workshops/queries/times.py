"""Reads about time: what is left of a dialogue, and how it would fit until an end."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workshops.course import phases
from workshops.course.schedule_fit import Stretch, fit
from workshops.course.step_labels import STEP_NAMES
from workshops.models import Workshop


def begins(workshop: Workshop, now: datetime) -> datetime:
    """When the time to be shared out begins: now, or when a dialogue that has not begun is to begin."""
    if workshop.dialogue:
        return now
    planned = workshop.dialogue_1_at if workshop.phase == phases.FIRST else workshop.dialogue_2_at
    return max(now, planned) if planned else now


def stretches(workshop: Workshop, now: datetime) -> list[Stretch]:
    """What is left of the dialogue that is on, or the whole of the one that comes next."""
    here = phases.STEPS.index(workshop.step)
    ahead = phases.STEPS[here + 1 :]
    found = [_begun(workshop, now)] if workshop.dialogue else []
    for phase in phases.TIMED:
        times = sum(phases.parts_of(step)[0] == phase.key for step in ahead)
        if times and phase.dialogue == phases.dialogue_ahead(workshop.phase):
            minutes = workshop.minutes_of(phase.key)
            found.append(Stretch(phase.key, minutes, times, is_open=not minutes))
    return found


def _begun(workshop: Workshop, now: datetime) -> Stretch:
    """The step that is on, with what is left of it; with its clock off it is open."""
    left = workshop.seconds_left(now)
    return Stretch(workshop.phase, max(0, round((left or 0) / 60)), is_open=left is None, begun=True)


def ends_about(workshop: Workshop, now: datetime | None = None) -> dict[str, Any]:
    """When the dialogue ends if every phase takes its minutes; nothing when both dialogues are over."""
    now = now or timezone.now()
    left = stretches(workshop, now)
    if not left:
        return {"ends_about": None, "has_open": False}
    end = begins(workshop, now) + timedelta(minutes=sum(s.whole for s in left))
    return {
        "ends_about": end,
        "ends_today": timezone.localdate(end) == timezone.localdate(now),
        "has_open": any(s.is_open for s in left),
    }


def whole_minutes(begin: datetime, end: datetime) -> int:
    return max(0, int((end - begin).total_seconds() // 60))


def plan(workshop: Workshop, end: datetime, now: datetime | None = None) -> dict[str, Any]:
    """What fitting to ``end`` would do, phase by phase. Raises `schedule_fit.TooShort`."""
    now = now or timezone.now()
    before = stretches(workshop, now)
    available = whole_minutes(begins(workshop, now), end)
    after = fit(before, available)
    rows = [_row(workshop, *pair) for pair in zip(before, after, strict=True)]
    return {
        "rows": rows,
        "fitted": after,
        "available": available,
        "spare": available - sum(s.whole for s in after),
        "tight": [row for row in rows if row["tight"]],
    }


def _row(workshop: Workshop, before: Stretch, after: Stretch) -> dict[str, Any]:
    return {
        "name": _name(workshop, after),
        "before": None if before.is_open else before.minutes,
        "after": after.minutes,
        "times": after.times,
        "begun": after.begun,
        "tight": after.is_tight,
    }


def _name(workshop: Workshop, stretch: Stretch) -> Any:
    if stretch.begun:
        return STEP_NAMES[workshop.step]
    return _("Each café round") if phases.BY_KEY[stretch.phase].rounds else STEP_NAMES[stretch.phase]
