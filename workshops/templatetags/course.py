"""The course in templates: seconds as a clock, a step in words."""

from __future__ import annotations

from django import template

from workshops.course.step_labels import STEP_NAMES
from workshops.models import Workshop

register = template.Library()


@register.filter
def minutes_seconds(seconds: int | None) -> str:
    """Seconds as ``12:41``; ``+0:30`` when time has run over; nothing when the clock is off."""
    if seconds is None:
        return ""
    sign = "+" if seconds < 0 else ""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{sign}{minutes}:{rest:02}"


@register.filter
def step_name(workshop: Workshop) -> str:
    return str(STEP_NAMES[workshop.step])
