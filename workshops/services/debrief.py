"""Writes of the second facilitator: the main points of sharing and of pearls."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from workshops import live
from workshops.models import DebriefNote, Workshop
from workshops.queries import debrief
from workshops.queries.course import locked
from workshops.refusals import Refused

DEBRIEFS = ("sharing", "pearls")


@transaction.atomic
def write_main_point(*, workshop: Workshop, text: str, slide: int) -> DebriefNote:
    """Writes a main point of slide ``slide`` (from 0). The same words once more are the same point."""
    phase = locked(workshop).phase
    if phase not in DEBRIEFS:
        raise Refused(
            _("Main points are written while the tables or the pearls are told. Your text is still here.")
        )
    point, is_new = DebriefNote.objects.get_or_create(workshop=workshop, phase=phase, slide=slide, text=text)
    if is_new:
        live.changed(workshop, points_fragment(workshop, slide))
    return point


@transaction.atomic
def delete_main_point(*, point: DebriefNote) -> None:
    if DebriefNote.objects.filter(pk=point.pk).delete()[0]:
        live.changed(point.workshop, points_fragment(point.workshop, point.slide))


def points_fragment(workshop: Workshop, slide: int) -> live.Fragment:
    return live.Fragment(
        "workshops/stages/debrief.html#points", lambda: debrief.points_context(workshop, slide)
    )
