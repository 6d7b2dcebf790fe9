"""Writes about telling pearls: the slide follows its pearl."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from workshops.models import DebriefNote, Workshop
from workshops.queries import pearls

PHASE = "pearls"


def order_for(workshop: Workshop) -> int:
    """0 for a pearl that is told with its theme. One that is marked while pearls are told comes after them
    all, so that it is not passed over and those told keep their numbers."""
    if workshop.phase != PHASE or not workshop.slide:
        return 0
    return 1 + max((pearl.pearl_order for pearl in pearls.pearls_of(workshop)), default=0)


@contextmanager
def following(workshop: Workshop) -> Iterator[None]:
    """The pearl being told stays on the screen while others come and go, and main points stay with theirs."""
    before = [pearl.pk for pearl in pearls.pearls_of(workshop)]
    yield
    after = [pearl.pk for pearl in pearls.pearls_of(workshop)]
    if before != after:
        moves = {place + 1: after.index(pk) + 1 if pk in after else 0 for place, pk in enumerate(before)}
        _follow_points(workshop, moves)
        if workshop.phase == PHASE and workshop.slide:
            told = min(workshop.slide, len(before))
            workshop.slide = moves.get(told) or min(told, len(after))
            workshop.save(update_fields=["slide"])


def _follow_points(workshop: Workshop, moves: dict[int, int]) -> None:
    """Points of a pearl that is gone belong to the beginning, slide 0."""
    for point in DebriefNote.objects.filter(workshop=workshop, phase=PHASE, slide__in=moves):
        if moves[point.slide] != point.slide:
            point.slide = moves[point.slide]
            point.save(update_fields=["slide"])
