"""Writes of the second facilitator: the main points of sharing and of pearls."""

from __future__ import annotations

from django.utils.translation import gettext as _

from workshops import live
from workshops.course import phases
from workshops.models import DebriefNote, Workshop
from workshops.pushes import debrief as pushes


def write_main_point(*, workshop: Workshop, text: str, slide: int) -> DebriefNote:
    """Writes a main point of slide ``slide`` (from 0). The same words once more are the same point."""
    with live.writing(workshop) as write:
        write.require(
            *phases.having("has_main_points"),
            otherwise=_(
                "Main points are written while tables or pearls are being shared. Your text is still here."
            ),
        )
        point, is_new = DebriefNote.objects.get_or_create(
            workshop=workshop, phase=workshop.phase, slide=slide, text=text
        )
        if is_new:
            write.push(pushes.points(workshop, slide))
        return point


def delete_main_point(*, point: DebriefNote) -> None:
    with live.writing(point.workshop) as write:
        if DebriefNote.objects.filter(pk=point.pk).delete()[0]:
            write.push(pushes.points(point.workshop, point.slide))
