"""The course in templates: seconds as a clock, a step in words, a figure only from five on."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops.course import called_out
from workshops.course.step_labels import STEP_NAMES
from workshops.extension import belonging
from workshops.models import Workshop
from workshops.privacy import may_show_count, others_can_guess
from workshops.text import places

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
def wholes(workshop: Workshop) -> list[belonging.Whole]:
    """What it is part of, as whoever joins is told."""
    return belonging.wholes_of(workshop)


@register.filter
def called(name: str, workshop: Workshop) -> str:
    """As the room calls it out, with the reader's word beside it."""
    return called_out.called_out(name, workshop.language)


@register.filter
def called_alone(name: str, workshop: Workshop) -> str:
    """As the room calls it out, where there is no space for more."""
    return called_out.alone(name, workshop.language)


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
def place(text: str) -> places.Place:
    """What people wrote about where they meet, read: its words, and its call if there is one."""
    return places.read(text)


@register.filter
def place_shown(text: str) -> str:
    return places.read(text).shown


@register.filter
def place_told(text: str) -> str:
    """On a wall."""
    return places.read(text).told


@register.filter
def place_invited(text: str) -> str:
    return places.read(text).invited


@register.filter
def is_afar(text: str) -> bool:
    return places.read(text).is_afar


@register.filter
def from_afar(people: int) -> str:
    """Nobody in the house sees how many sit there, so the room hears it from five on."""
    if not may_show_count(people):
        return _("some from afar") if people else ""
    return ngettext("%(people)s person from afar", "%(people)s people from afar", people) % {"people": people}


@register.filter
def rank(count: int) -> int:
    """Where it stands by how many say so too: all under five but none stand alike."""
    return count if may_show_count(count) else int(count > 0)


@register.filter
def step_name(workshop: Workshop) -> str:
    return str(STEP_NAMES[workshop.step])
