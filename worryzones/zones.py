"""The four zones of worry as data. A zone is how a situation feels; never a property of a person.

Source: design/method.md, "Words".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from workshops.course.called_out import called_out

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Zone:
    """``number`` 1–4 is also the ripple count of its mark; ``short`` fits a small circle, ``signs`` say what
    tells that we are in it."""

    number: int
    label: StrPromise
    short: StrPromise
    table: StrPromise
    signs: StrPromise

    @property
    def tells(self) -> StrPromise:
        return ZONE_TELLS


ZONES: tuple[Zone, ...] = (
    Zone(
        1,
        _("No worry"),
        _("No worry"),
        _("From the no-worry table"),
        _("There is no worry at all. Things are well."),
    ),
    Zone(
        2,
        _("Small worry"),
        _("Small"),
        _("From the small-worry table"),
        _(
            "A worry or a wondering has come to mind, perhaps a need for more resources too. We trust our "
            "own possibilities well."
        ),
    ),
    Zone(
        3,
        _("Tangible worry"),
        _("Tangible"),
        _("From the tangible-worry table"),
        _(
            "The worry can be felt. Our own resources are running low: more resources and more control are "
            "needed."
        ),
    ),
    Zone(
        4,
        _("Great worry"),
        _("Great"),
        _("From the great-worry table"),
        _("The worry is very great. Our own means are used up, and the situation must change at once."),
    ),
)
ZONES_ARE: StrPromise = _(
    "The zones are a common language for worry: they tell how a situation feels to us. "
    "Nobody is registered or classified by them."
)
ZONE_TELLS: StrPromise = _("A zone tells how a situation feels to us and classifies nobody.")
BY_NUMBER: dict[int, Zone] = {zone.number: zone for zone in ZONES}
NUMBERS: tuple[int, ...] = tuple(BY_NUMBER)
GROUP_NAMES: tuple[StrPromise, ...] = (_("Aspen"), _("Birch"), _("Pine"), _("Rowan"))


def group_name(number: int, cafe_number: int | None, language: str) -> str:
    """The tree a group is called by in a room of this language; with its café's number after it where there
    are several cafés."""
    tree = GROUP_NAMES[number - 1]
    return called_out(format_lazy("{} {}", tree, cafe_number) if cafe_number else tree, language)
