"""The course of a workshop as data: its phases, their order and usual minutes, and the steps one walks.

A *step* is what a facilitator moves to: a phase, or one round of a phase that has rounds (``cafe-2``).
Source: design/method.md, "The course of a workshop".
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Phase:
    """One phase; ``dialogue`` is 1, 2 or 0 (outside both), ``minutes`` 0 where time is open."""

    key: str
    dialogue: int = 0
    minutes: int = 0
    rounds: int = 0

    @property
    def steps(self) -> tuple[str, ...]:
        return tuple(step_of(self.key, n) for n in range(1, self.rounds + 1)) if self.rounds else (self.key,)


def step_of(phase: str, round_number: int = 0) -> str:
    return f"{phase}-{round_number}" if round_number else phase


def parts_of(step: str) -> tuple[str, int]:
    """``"cafe-2"`` → ``("cafe", 2)``, ``"theming"`` → ``("theming", 0)``."""
    phase, _, number = step.partition("-")
    return phase, int(number or 0)


PHASES: tuple[Phase, ...] = (
    Phase("preparation"),
    Phase("welcome", dialogue=1, minutes=10),
    Phase("cafe", dialogue=1, minutes=20, rounds=4),
    Phase("theming", dialogue=1, minutes=15),
    Phase("sharing", dialogue=1, minutes=20),
    Phase("choosing", dialogue=1, minutes=10),
    Phase("interlude"),
    Phase("opening", dialogue=2, minutes=10),
    Phase("open_space", dialogue=2),
    Phase("pearls", dialogue=2, minutes=20),
    Phase("agreement", dialogue=2, minutes=20),
    Phase("feedback", dialogue=2, minutes=5),
    Phase("closed"),
)
BY_KEY: dict[str, Phase] = {phase.key: phase for phase in PHASES}
KEYS: tuple[str, ...] = tuple(BY_KEY)
STEPS: tuple[str, ...] = tuple(step for phase in PHASES for step in phase.steps)
TIMED: tuple[Phase, ...] = tuple(phase for phase in PHASES if phase.dialogue)
FIRST, LAST = STEPS[0], STEPS[-1]


def next_step(step: str) -> str | None:
    place = STEPS.index(step) + 1
    return STEPS[place] if place < len(STEPS) else None


def previous_step(step: str) -> str | None:
    place = STEPS.index(step) - 1
    return STEPS[place] if place >= 0 else None


def may_move(step: str, to: str) -> bool:
    """Anywhere, back too, except out of the last step: closing wipes the proofs of authorship."""
    return step != LAST and to in STEPS and to != step


def is_after(phase: str, other: str) -> bool:
    """Whether ``phase`` comes later in the course than ``other``."""
    return KEYS.index(phase) > KEYS.index(other)
