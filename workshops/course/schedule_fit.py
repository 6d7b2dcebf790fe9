"""Fitting what is left of a dialogue into the time that is left. In whole minutes.

Source: design/method.md, "The course of a workshop": 15–30 minutes for a round, Open Space ends when it ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workshops.course import phases

OPEN_USUALLY = 45  # what a phase without an end weighs when all of them must shrink


class TooShort(Exception):
    """There is not even a minute for each part; ``needed`` says how many that would be."""

    def __init__(self, needed: int) -> None:
        super().__init__(needed)
        self.needed = needed


@dataclass(frozen=True)
class Stretch:
    """A phase, or the rounds of it that are ahead: ``minutes`` for each of ``times``.

    ``is_open`` has no end of its own. ``begun`` is the step that is on: ``minutes`` is what is left of it.
    """

    phase: str
    minutes: int
    times: int = 1
    is_open: bool = False
    begun: bool = False

    @property
    def whole(self) -> int:
        return self.minutes * self.times

    @property
    def is_tight(self) -> bool:
        return not self.begun and self.minutes < phases.BY_KEY[self.phase].least


def fit(stretches: Sequence[Stretch], available: int) -> list[Stretch]:
    """The stretches in ``available`` minutes. An open one takes what the others leave, if that is enough
    for it; else all grow or shrink alike. Never longer than ``available``. Raises ``TooShort``."""
    free = available - sum(s.whole for s in stretches if not s.is_open)
    count = sum(s.times for s in stretches if s.is_open)
    if count and free >= sum(phases.BY_KEY[s.phase].least * s.times for s in stretches if s.is_open):
        return [replace(s, minutes=free // count) if s.is_open else s for s in stretches]
    return _scaled([replace(s, minutes=OPEN_USUALLY) if s.is_open else s for s in stretches], available)


def _scaled(stretches: list[Stretch], available: int) -> list[Stretch]:
    needed = sum(s.times for s in stretches if s.minutes)
    if available < needed:
        raise TooShort(needed)
    total = sum(s.whole for s in stretches) or 1
    exact = [s.minutes * available / total for s in stretches]
    fitted = [
        replace(s, minutes=max(1, int(share)) if s.minutes else 0)
        for s, share in zip(stretches, exact, strict=True)
    ]
    while sum(s.whole for s in fitted) > available:
        longest = max(range(len(fitted)), key=lambda n: fitted[n].minutes)
        fitted[longest] = replace(fitted[longest], minutes=fitted[longest].minutes - 1)
    return _with_the_rest(fitted, exact, available)


def _with_the_rest(fitted: list[Stretch], exact: list[float], available: int) -> list[Stretch]:
    """A minute more for those that rounding took most from, while there are minutes for it."""
    rest = available - sum(s.whole for s in fitted)
    for n in sorted(range(len(fitted)), key=lambda n: fitted[n].minutes - exact[n]):
        if fitted[n].times <= rest and fitted[n].minutes < exact[n]:
            fitted[n] = replace(fitted[n], minutes=fitted[n].minutes + 1)
            rest -= fitted[n].times
    return fitted
