"""Writes about what the facilitators say: the workshop's own words for a step, or the usual ones again."""

from __future__ import annotations

from workshops import live
from workshops.models import OwnScript, Workshop
from workshops.pushes import course as course_pushes
from workshops.queries import script
from workshops.services.rewording import change


def write_script(*, workshop: Workshop, step: str, text: str, read: str | None = None) -> None:
    """Own words for one step; the usual ones are not kept as one's own. ``read`` as in `rewording.change`."""
    with live.writing(workshop) as write:
        row = script.row_of(workshop, step)
        if not change(row, read=read, text=text):
            return
        if text == str(script.usual(step)):
            OwnScript.objects.filter(workshop=workshop, step=step).delete()
        else:
            row.save()
        write.push(course_pushes.script(workshop))
