"""Marks show where something came from: a shape and words, so that it is never told by colour alone.

Other apps add theirs from ``AppConfig.ready()``; the joker's is in this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Mark:
    """``ripples`` 0 draws the joker's star; ``origin`` is said above a theme ("From the … table").

    ``is_worry``: what comes from there is a worry.
    """

    key: str
    label: StrPromise
    origin: StrPromise
    ripples: int = 0
    is_worry: bool = False


CORE = '<circle class="core" cx="20" cy="20" r="4"/>'
STAR = '<path class="core" d="M20 3 25 15 37 20 25 25 20 37 15 25 3 20 15 15Z"/>'
RADII = {1: (8,), 2: (8, 12), 3: (8, 12, 16), 4: (8, 12, 15.5, 19)}


def shape_of(ripples: int) -> SafeString:
    """SVG shapes in a 40 × 40 box; ``class="core"`` is filled, the rest is a line."""
    if not ripples:
        return SafeString(STAR)
    rings = format_html_join("", '<circle cx="20" cy="20" r="{}"/>', ((r,) for r in RADII[ripples]))
    return SafeString(CORE) + rings


_marks: dict[str, Mark] = {}
UNMARKED = Mark("", _("Theme"), _("Opened in Open Space"))


def add(mark: Mark) -> None:
    _marks[mark.key] = mark


def keys() -> list[str]:
    return list(_marks)


def mark_of(key: object) -> Mark:
    return _marks.get(str(key), UNMARKED)


add(Mark("joker", _("The joker theme"), _("The joker theme · always open")))
