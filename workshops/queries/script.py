"""Reads about what the facilitators say at each step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshops.course import phases
from workshops.course.step_labels import STEP_NAMES
from workshops.models import OwnScript, Workshop

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def usual(step: str) -> StrPromise:
    return phases.WORDS[step].say_now


def own(workshop: Workshop) -> dict[str, str]:
    """Step → the workshop's own words."""
    return dict(OwnScript.objects.filter(workshop=workshop).values_list("step", "text"))


def say_now(workshop: Workshop) -> dict[str, Any]:
    step = workshop.step
    words = own(workshop).get(step)
    return {
        "workshop": workshop,
        "step": step,
        "say_now": words or usual(step),
        "is_own": bool(words),
        "is_advice": not workshop.dialogue,
    }


def line(workshop: Workshop, step: str) -> dict[str, Any]:
    """One step of the script, as the page and its form show it."""
    words = own(workshop).get(step)
    return {"step": step, "name": STEP_NAMES[step], "words": words or usual(step), "is_own": bool(words)}


def lines(workshop: Workshop) -> list[dict[str, Any]]:
    words = own(workshop)
    return [
        {
            "step": step,
            "name": STEP_NAMES[step],
            "words": words.get(step) or usual(step),
            "is_own": step in words,
            "is_here": step == workshop.step,
            "dialogue": phases.BY_KEY[phases.parts_of(step)[0]].dialogue,
        }
        for step in phases.STEPS
    ]
