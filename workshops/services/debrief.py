"""Writes of the second facilitator: the main points of sharing and of pearls."""

from __future__ import annotations

from django.db.models import Max
from django.utils.translation import gettext as _

from workshops import live
from workshops.course import phases
from workshops.models import DebriefNote, Workshop
from workshops.pushes import debrief as debrief_pushes
from workshops.queries.debrief import points_of
from workshops.services.rewording import move, reword


def write_main_point(*, workshop: Workshop, text: str, slide: int) -> DebriefNote:
    """Writes a main point of slide ``slide`` (from 0). The same words once more are the same point."""
    with live.writing(workshop) as write:
        write.require(
            *phases.having("has_main_points"),
            otherwise=_(
                "Main points are written while tables or pearls are being shared. Your text is still here."
            ),
        )
        last = points_of(workshop, slide).aggregate(last=Max("order"))["last"] or 0
        point, is_new = DebriefNote.objects.get_or_create(
            workshop=workshop, phase=workshop.phase, slide=slide, text=text, defaults={"order": last + 1}
        )
        if is_new:
            write.push(debrief_pushes.points(workshop, slide))
        return point


def reword_main_point(*, point: DebriefNote, read: str, text: str) -> None:
    """``read`` is the version that the writer saw; another one raises `rewording.Overtaken`."""
    with live.writing(point.workshop) as write:
        if reword(write.reread(point), read=read, text=text):
            write.push(debrief_pushes.points(point.workshop, point.slide))


def move_main_point(*, point: DebriefNote, place: int, up: bool) -> None:
    """One place up or down on its slide; ``place`` as in `rewording.move`."""
    workshop = point.workshop
    with live.writing(workshop) as write:
        write.reread(point)
        order = DebriefNote.objects.filter(workshop=workshop, phase=point.phase, slide=point.slide)
        if move(order, point, place=place, up=up):
            write.push(debrief_pushes.points(workshop, point.slide))


def delete_main_point(*, point: DebriefNote) -> None:
    with live.writing(point.workshop) as write:
        if DebriefNote.objects.filter(pk=point.pk).delete()[0]:
            write.push(debrief_pushes.points(point.workshop, point.slide))
