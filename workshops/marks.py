"""Marks show where something came from: a shape and words, so that it is never told by colour alone.

Other apps add theirs from ``AppConfig.ready()``; the joker's is at home here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True)
class Mark:
    """``ripples`` 0 draws the joker's star; ``origin`` is said above a theme ("From the … table")."""

    key: str
    label: StrPromise
    origin: StrPromise
    ripples: int = 0


_marks: dict[str, Mark] = {}
UNMARKED = Mark("", _("Theme"), _("Opened in Open Space"))


def add(mark: Mark) -> None:
    _marks[mark.key] = mark


def mark_of(key: object) -> Mark:
    return _marks.get(str(key), UNMARKED)


add(Mark("joker", _("The joker"), _("The joker · always open")))
