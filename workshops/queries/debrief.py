"""Reads about the joint debriefs, sharing and pearls: which slide is on, and its main points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from workshops.models import DebriefNote, Workshop

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Slide:
    """What one slide tells about: its name in lists, and the key of its mark."""

    label: str | StrPromise
    mark: str


def points_of(workshop: Workshop, slide: int) -> QuerySet[DebriefNote]:
    """The main points of a slide of the debrief that is on, in their order."""
    return DebriefNote.objects.filter(workshop=workshop, phase=workshop.phase, slide=slide)


def slide_of(workshop: Workshop, slides: Sequence[object]) -> int:
    """The slide that is on; the last one when there are fewer than the number says."""
    return max(0, min(workshop.slide, len(slides) - 1))


def debrief(workshop: Workshop, slides: Sequence[Slide]) -> dict[str, Any]:
    slide = slide_of(workshop, slides)
    return {
        "slides": slides,
        "slide": slide,
        "previous_slide": slide - 1 if slide else None,
        "next_slide": slide + 1 if slide + 1 < len(slides) else None,
        "points": points_of(workshop, slide),
    }


def points_context(workshop: Workshop, slide: int) -> dict[str, Any]:
    return {"workshop": workshop, "slide": slide, "points": points_of(workshop, slide)}
