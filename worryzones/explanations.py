"""What the room is told about the zones: their signs, and the questions of each table."""

from __future__ import annotations

from django.utils.translation import gettext as _

from workshops.extension import explanations
from workshops.extension.explanations import Explanation
from workshops.models import Workshop
from worryzones import zones
from worryzones.queries.prompts import Question, prompts_of

LINE = 80  # letters on a line of a slide, in the smallest that the last row reads
MAX_LINES = 9


def signs(_workshop: Workshop) -> list[Explanation]:
    title = _("The four zones of worry")
    return [Explanation("zones", title, "worryzones/explained.html#signs", zones.ZONES, lead=zones.ZONES_ARE)]


def questions(workshop: Workshop) -> list[Explanation]:
    prompts = prompts_of(workshop)
    return [part for zone in zones.ZONES for part in _asked(zone, prompts[zone.number])]


def _asked(zone: zones.Zone, prompts: list[Question]) -> list[Explanation]:
    parts = in_parts(prompts)
    return [
        Explanation(
            f"questions-{zone.number}-{number}",
            f"{zone.number} · {zone.label}{page}",
            "workshops/explained.html#numbered",
            part,
            lead=zone.signs,
            mark=str(zone.number),
            short=f"{zone.number} · {zone.short}{page}",
        )
        for number, part in enumerate(parts, start=1)
        for page in [f" ({number}/{len(parts)})" if len(parts) > 1 else ""]
    ]


def in_parts(prompts: list[Question]) -> list[list[Question]]:
    """As many questions together as a slide holds; a long one has a slide of its own."""
    parts: list[list[Question]] = []
    for question in prompts:
        if not parts or sum(1 + len(other.text) // LINE for other in [*parts[-1], question]) > MAX_LINES:
            parts.append([])
        parts[-1].append(question)
    return parts


def register() -> None:
    explanations.add("welcome", 20, signs)
    explanations.add("cafe", 10, questions)
