"""Reads about what the facilitators say at each step."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from workshops.course import phases
from workshops.course.step_labels import STEP_NAMES
from workshops.models import OwnScript, Workshop

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def usual(step: str) -> StrPromise:
    return phases.WORDS[step].say_now


def own(workshop: Workshop) -> dict[str, OwnScript]:
    """Step → the workshop's own words."""
    return {row.step: row for row in OwnScript.objects.filter(workshop=workshop)}


def row_of(workshop: Workshop, step: str) -> OwnScript:
    """What is said at a step; the usual words are in a row that is not saved."""
    return _own_row(workshop, step) or usual_row(workshop, step)


def _own_row(workshop: Workshop, step: str) -> OwnScript | None:
    return OwnScript.objects.filter(workshop=workshop, step=step).first()


def usual_row(workshop: Workshop, step: str) -> OwnScript:
    return OwnScript(workshop=workshop, step=step, text=str(usual(step)))


def say_now(workshop: Workshop) -> dict[str, Any]:
    return told(workshop, _own_row(workshop, workshop.step))


def told(workshop: Workshop, own_row: OwnScript | None) -> dict[str, Any]:
    """What is said at the step that is on, of the workshop's own words for it."""
    row = own_row or usual_row(workshop, workshop.step)
    then = phases.WORDS[workshop.step].say_then if workshop.results_shown else ""
    return {
        "workshop": workshop,
        "step": row.step,
        "say_now": then or row.text,
        "is_then": bool(then),
        "is_own": row.pk is not None and not then,
        "is_advice": not workshop.dialogue,
    }


def line(row: OwnScript) -> dict[str, Any]:
    """One step of the script, as the page and its form show it."""
    return {
        "row": row,
        "step": row.step,
        "name": STEP_NAMES[row.step],
        "is_own": row.pk is not None,
        "then": phases.WORDS[row.step].say_then,
    }


def lines(workshop: Workshop) -> list[dict[str, Any]]:
    rows = own(workshop)
    return [line(rows.get(step) or usual_row(workshop, step)) for step in phases.STEPS]


def timed_lines(workshop: Workshop) -> list[dict[str, Any]]:
    """The script by the clock: ``at`` is when a step begins as planned, None where that cannot be known."""
    begins = begin_times(workshop)
    return [
        {
            **found,
            "at": begins.get(found["step"]),
            "minutes": workshop.minutes_of(phase.key) if phase.dialogue else 0,
            "dialogue": phase.dialogue,
        }
        for found in lines(workshop)
        for phase in [_phase(found["step"])]
    ]


def begin_times(workshop: Workshop) -> dict[str, datetime]:
    """From when each dialogue begins on, as far as its steps have set minutes."""
    begins: dict[str, datetime] = {}
    for dialogue, at in ((1, workshop.dialogue_1_at), (2, workshop.dialogue_2_at)):
        for step in (step for step in phases.STEPS if _phase(step).dialogue == dialogue):
            if at is None:
                break
            begins[step] = at
            minutes = workshop.minutes_of(_phase(step).key)
            at = at + timedelta(minutes=minutes) if minutes else None
    return begins


def _phase(step: str) -> phases.Phase:
    return phases.BY_KEY[phases.parts_of(step)[0]]
