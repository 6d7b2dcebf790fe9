"""What the room is told in words of the method: principles, zones, questions.

The same texts are slides on the projector, parts of the phone's page and of the script. Apps add makers from
``AppConfig.ready()``; the order is by ``place``. Everything is said in the active language.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from workshops.models import Workshop
from workshops.queries import debrief
from workshops.queries.debrief import Slide

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# Up to so many letters on a slide, and as if each item had some more for the line that it begins: the fewer
# there are, the larger the projector shows them.
LENGTHS = (160, 350, 530, 640)
LETTERS_OF_AN_ITEM = 40


@dataclass(frozen=True)
class Explanation:
    """``template`` shows ``items``; ``lead`` stands under the title.

    ``mark`` is a mark's key, ``short`` the title where there is little room. ``folded``: on a phone only the
    title is seen until somebody opens it.
    """

    key: str
    title: str | StrPromise
    template: str
    items: Sequence[Any]
    lead: str | StrPromise = ""
    mark: str = ""
    short: str = ""
    folded: bool = False

    @property
    def size(self) -> int:
        """From 1, the largest letters, to 5."""
        return 1 + bisect_left(LENGTHS, sum(LETTERS_OF_AN_ITEM + len(str(item)) for item in self.items))


Maker = Callable[[Workshop], list[Explanation]]
_makers: dict[str, list[tuple[int, Maker]]] = {}
# Where explanations stand behind the phase's own panel, and what that one is called among the slides.
PANELS: dict[str, StrPromise] = {
    "welcome": _("Join on your phone"),
    "cafe": _("Clock and tables"),
    "open_space": _("Marketplace"),
}


def add(phase: str, place: int, make: Maker) -> None:
    _makers.setdefault(phase, []).append((place, make))
    _makers[phase].sort(key=lambda entry: entry[0])


def of_phase(phase: str, workshop: Workshop) -> list[Explanation]:
    return [told for _place, make in _makers.get(phase, ()) for told in make(workshop)]


def slides(told: Iterable[Explanation]) -> list[Slide]:
    return [Slide(explanation.short or explanation.title, explanation.mark) for explanation in told]


def on_slide(workshop: Workshop) -> Explanation | None:
    """What the projector shows instead of the phase's own panel."""
    if workshop.phase not in PANELS or not workshop.slide:
        return None
    told = of_phase(workshop.phase, workshop)
    return told[min(workshop.slide, len(told)) - 1] if told else None


def slides_to_turn(workshop: Workshop) -> dict[str, Any]:
    """For the console's ``debrief.html#slides``; empty where a phase has no slides, or only its own."""
    if workshop.phase not in PANELS:
        return {}
    told = of_phase(workshop.phase, workshop)
    return {
        "turns_slides": bool(told),
        **debrief.debrief(workshop, [Slide(PANELS[workshop.phase], ""), *slides(told)]),
    }
