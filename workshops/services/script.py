"""Writes about what the facilitators say: the workshop's own words for a step, or the usual ones again."""

from __future__ import annotations

from django.db import transaction

from workshops import live
from workshops.access.permissions import Role
from workshops.models import OwnScript, Workshop
from workshops.queries import script


@transaction.atomic
def write_script(*, workshop: Workshop, step: str, text: str) -> None:
    """Own words for one step. The usual words are not kept as one's own."""
    if text == str(script.usual(step)):
        use_usual(workshop=workshop, step=step)
        return
    OwnScript.objects.update_or_create(workshop=workshop, step=step, defaults={"text": text})
    live.changed(workshop, fragment(workshop))


@transaction.atomic
def use_usual(*, workshop: Workshop, step: str) -> None:
    if OwnScript.objects.filter(workshop=workshop, step=step).delete()[0]:
        live.changed(workshop, fragment(workshop))


def fragment(workshop: Workshop) -> live.Fragment:
    """What is said now; a change to another step changes nothing that is on the console."""
    return live.Fragment(
        "workshops/say.html#words", lambda: script.say_now(workshop), roles=(Role.FACILITATOR,)
    )
