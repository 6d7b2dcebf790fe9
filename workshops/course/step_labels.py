"""The steps of the course in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from workshops.course.phases import parts_of

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

STEP_NAMES: dict[str, StrPromise] = {
    "preparation": _("Preparation"),
    "welcome": _("Welcome"),
    "cafe-1": _("Round 1"),
    "cafe-2": _("Round 2"),
    "cafe-3": _("Round 3"),
    "cafe-4": _("Round 4"),
    "theming": _("Name the themes"),
    "sharing": _("Share together"),
    "choosing": _("Choose themes"),
    "interlude": _("Between the dialogues"),
    "opening": _("Opening"),
    "open_space": _("Groups at work"),
    "pearls": _("Pearls"),
    "agreement": _("What we agree"),
    "feedback": _("Feedback"),
    "closed": _("Closed"),
}


def step_label(step: str) -> str:
    """As the top of a page says it: "Round 2 of 4", "Pearls"."""
    _phase, round_number = parts_of(step)
    if round_number:
        return gettext("Round %(round)s of 4") % {"round": round_number}
    return str(STEP_NAMES[step])
