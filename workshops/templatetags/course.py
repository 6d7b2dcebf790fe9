"""The course in templates: seconds as a clock, a step in words, a figure only from five on."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from workshops.course import called_out
from workshops.course.step_labels import STEP_NAMES
from workshops.models import Workshop
from workshops.privacy import may_show_count, others_can_guess

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
def called(name: str, workshop: Workshop) -> str:
    """As the room calls it out, with the reader's word beside it."""
    return called_out.called_out(name, workshop.language)


@register.filter
def may_be_told(count: int) -> bool:
    return may_show_count(count)


@register.filter
def so_few(people: int) -> bool:
    return others_can_guess(people)


@register.filter
def so_many(count: int) -> int | str:
    """Of those who say so too: the number from five on, and below that only that there are some."""
    return count if may_show_count(count) else _("some")


@register.filter
def step_name(workshop: Workshop) -> str:
    return str(STEP_NAMES[workshop.step])
