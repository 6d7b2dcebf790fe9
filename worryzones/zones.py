"""The four zones of worry as data. A zone is how a situation feels; never a property of a person.

Source: design/method.md, "Words".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Zone:
    """``number`` 1–4 is also the ripple count of its mark; ``short`` fits a small circle."""

    number: int
    label: StrPromise
    short: StrPromise
    table: StrPromise


ZONES: tuple[Zone, ...] = (
    Zone(1, _("No worry"), _("No worry"), _("From the no-worry table")),
    Zone(2, _("Small worry"), _("Small"), _("From the small-worry table")),
    Zone(3, _("Tangible worry"), _("Tangible"), _("From the tangible-worry table")),
    Zone(4, _("Great worry"), _("Great"), _("From the great-worry table")),
)
BY_NUMBER: dict[int, Zone] = {zone.number: zone for zone in ZONES}
NUMBERS: tuple[int, ...] = tuple(BY_NUMBER)
GROUP_NAMES: tuple[StrPromise, ...] = (_("Aspen"), _("Birch"), _("Pine"), _("Rowan"))


def group_name(number: int, cafe_number: int | None = None) -> str:
    """The tree a group is called by; with its café's number after it where there are several cafés."""
    tree = str(GROUP_NAMES[number - 1])
    return f"{tree} {cafe_number}" if cafe_number else tree
