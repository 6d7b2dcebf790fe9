"""The steps of the course in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from workshops.course.phases import WORDS, parts_of

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

STEP_NAMES: dict[str, StrPromise] = {step: words.name for step, words in WORDS.items()}


def step_label(step: str) -> str:
    """As the top of a page says it: "Round 2 of 4", "Pearls"."""
    _phase, round_number = parts_of(step)
    if round_number:
        return gettext("Round %(round)s of 4") % {"round": round_number}
    return str(STEP_NAMES[step])
