"""The course of a workshop: its phases in their order, and the steps one walks.

A *step* is what a facilitator moves to: a phase, or one round of a phase that has rounds (``cafe-2``).
What is particular to a phase is its row, in `dialogue_1` or `dialogue_2`.
"""

from __future__ import annotations

from workshops.course import dialogue_1, dialogue_2
from workshops.course.phase import Phase, Words, parts_of, step_of

__all__ = ["Phase", "Words", "parts_of", "step_of"]

PHASES: tuple[Phase, ...] = (*dialogue_1.PHASES, *dialogue_2.PHASES)
BY_KEY: dict[str, Phase] = {phase.key: phase for phase in PHASES}
KEYS: tuple[str, ...] = tuple(BY_KEY)
STEPS: tuple[str, ...] = tuple(step for phase in PHASES for step in phase.steps)
WORDS: dict[str, Words] = {
    step: words for phase in PHASES for step, words in zip(phase.steps, phase.words, strict=True)
}
TIMED: tuple[Phase, ...] = tuple(phase for phase in PHASES if phase.dialogue)
FIRST, LAST = STEPS[0], STEPS[-1]
AT_REST = (FIRST, LAST)  # nobody is in the midst of it
LAST_OPEN = STEPS[-2]  # where nearly all go from when they close


def having(trait: str) -> tuple[str, ...]:
    """The keys of the phases with this trait: ``having("writes_notes")``."""
    return tuple(phase.key for phase in PHASES if getattr(phase, trait))


def dialogue_ahead(phase: str) -> int:
    """The dialogue that is on in ``phase``, or the one that comes next; 0 when both are over."""
    return next((found.dialogue for found in PHASES[KEYS.index(phase) :] if found.dialogue), 0)


def next_step(step: str) -> str | None:
    place = STEPS.index(step) + 1
    return STEPS[place] if place < len(STEPS) else None


def previous_step(step: str) -> str | None:
    place = STEPS.index(step) - 1
    return STEPS[place] if place >= 0 else None


def may_move(step: str, to: str) -> bool:
    """Anywhere, back too, except out of the last step: closing wipes the proofs of authorship."""
    return step != LAST and to in STEPS and to != step


def forgotten_between(phase: str, to: str) -> bool:
    """Whether somebody who goes on from ``phase`` to ``to`` passes the end of a dialogue."""
    return any(found.forgets_people for found in PHASES[KEYS.index(phase) + 1 : KEYS.index(to) + 1])


def is_after(phase: str, other: str) -> bool:
    """Whether ``phase`` comes later in the course than ``other``."""
    return KEYS.index(phase) > KEYS.index(other)
