"""Writes about what the facilitators say: the workshop's own words for a step, or the usual ones again."""

from __future__ import annotations

from workshops import live
from workshops.models import OwnScript, Workshop
from workshops.pushes import course as pushes
from workshops.queries import script


def write_script(*, workshop: Workshop, step: str, text: str) -> None:
    """Own words for one step. The usual words are not kept as one's own."""
    if text == str(script.usual(step)):
        use_usual_script(workshop=workshop, step=step)
        return
    with live.writing(workshop) as write:
        OwnScript.objects.update_or_create(workshop=workshop, step=step, defaults={"text": text})
        write.push(pushes.script(workshop))


def use_usual_script(*, workshop: Workshop, step: str) -> None:
    with live.writing(workshop) as write:
        if OwnScript.objects.filter(workshop=workshop, step=step).delete()[0]:
            write.push(pushes.script(workshop))
