"""What the room is told about the zones: their signs, and the questions of each table."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops.course.called_out import called_out
from workshops.extension import explanations
from workshops.extension.explanations import Explanation
from workshops.models import Workshop
from workshops.queries.debrief import Slide
from worryzones import zones
from worryzones.queries.prompts import prompts_of


def signs(_workshop: Workshop) -> list[Explanation]:
    title = _("The four zones of worry")
    return [Explanation("zones", title, "worryzones/explained.html#signs", zones.ZONES, lead=zones.ZONES_ARE)]


def questions(workshop: Workshop) -> list[Explanation]:
    prompts, language = prompts_of(workshop), workshop.language
    return [
        Explanation(
            f"questions-{zone.number}",
            f"{zone.number} · {called_out(zone.label, language)}",
            "workshops/explained.html#numbered",
            prompts[zone.number],
            lead=zone.signs,
            mark=str(zone.number),
            short=f"{zone.number} · {called_out(zone.short, language)}",
        )
        for zone in zones.ZONES
    ]


def register() -> None:
    explanations.add("welcome", 20, signs)
    explanations.add_own("cafe", 0, Slide(gettext_lazy("Clock and tables"), ""))
    explanations.add("cafe", 10, questions)
