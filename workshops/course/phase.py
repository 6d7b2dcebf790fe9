"""What there is to say about one phase of the course, and about the steps that one walks in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Words:
    """One step in words: its ``name``, the ``question`` before the room, and what the facilitator says.

    Outside the dialogues ``say_now`` is advice to the facilitator, elsewhere it is meant to be said aloud.
    ``say_then`` is said instead once the step has its result before the room.
    """

    name: StrPromise
    question: StrPromise
    say_now: StrPromise
    say_then: StrPromise | str = ""


@dataclass(frozen=True)
class Phase:
    """One phase with all that is particular to it; ``words`` are those of each of its steps.

    ``dialogue`` is 1, 2 or 0 (outside both). ``minutes`` is 0 where time is open; under ``least`` people are
    cut off in the middle, or cannot all be heard.
    """

    key: str
    words: tuple[Words, ...]
    dialogue: int = 0
    minutes: int = 0
    least: int = 0
    shows_principles: bool = False  # on the phone's own page
    seats_people: bool = False  # who joins gets a seat, and seats can be changed
    writes_notes: bool = False
    has_main_points: bool = False  # the second facilitator writes them down as tables or groups tell
    sorts_themes: bool = False  # facilitators join, word and choose themes
    marks_pearls: bool = False
    marks_shared: bool = False  # groups say what of theirs may go into the library
    forgets_people: bool = False  # a dialogue is over: names, seats and groups of people go

    @property
    def rounds(self) -> int:
        return len(self.words) if len(self.words) > 1 else 0

    @property
    def steps(self) -> tuple[str, ...]:
        return tuple(step_of(self.key, n) for n in range(1, self.rounds + 1)) if self.rounds else (self.key,)


def step_of(phase: str, round_number: int = 0) -> str:
    return f"{phase}-{round_number}" if round_number else phase


def parts_of(step: str) -> tuple[str, int]:
    """``"cafe-2"`` → ``("cafe", 2)``, ``"theming"`` → ``("theming", 0)``."""
    phase, _, number = step.partition("-")
    return phase, int(number or 0)
