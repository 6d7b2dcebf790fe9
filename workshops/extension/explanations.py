"""What the room is told in words of the method: principles, zones, questions.

The same texts are slides on the projector, parts of the phone's page and of the script. From
``AppConfig.ready()`` apps add makers, and the slides that a phase has besides. All of it is said in the
active language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workshops.models import Workshop
from workshops.queries import debrief
from workshops.queries.debrief import Slide

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


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
    short: str | StrPromise = ""
    folded: bool = False


Maker = Callable[[Workshop], list[Explanation]]
Place = tuple[int, Maker]
_makers: dict[str, list[Place]] = {}
_own: dict[str, tuple[int, tuple[Slide, ...]]] = {}


def add(phase: str, place: int, make: Maker) -> None:
    """What is explained in a phase; the order is by ``place``."""
    _makers.setdefault(phase, []).append((place, make))
    _makers[phase].sort(key=lambda entry: entry[0])


def add_own(phase: str, place: int, *slides: Slide) -> None:
    """The slides that the phase's own panel shows, and their ``place`` among what is explained."""
    _own[phase] = (place, slides)


def of_phase(phase: str, workshop: Workshop) -> list[Explanation]:
    return [told for _place, make in _makers.get(phase, ()) for told in make(workshop)]


def on_slide(workshop: Workshop) -> Explanation | Slide | None:
    """What the projector shows: an explanation, or one of the panel's own slides where there are any to turn.

    A slide past the last is the last.
    """
    shown = _slides_in(workshop)
    return shown[debrief.slide_of(workshop, shown)] if shown else None


def _slides_in(workshop: Workshop) -> list[Explanation | Slide]:
    if workshop.phase not in _own:
        return []
    own_place, own = _own[workshop.phase]
    before: list[Explanation | Slide] = []
    behind: list[Explanation | Slide] = []
    for place, make in _makers.get(workshop.phase, ()):
        (before if place < own_place else behind).extend(make(workshop))
    return [*before, *own, *behind]


def slides_to_turn(workshop: Workshop) -> dict[str, Any]:
    """For the console's ``debrief.html#slides``; empty where a phase explains nothing."""
    shown = _slides_in(workshop)
    if not shown:
        return {}
    return {"turns_slides": True, **debrief.debrief(workshop, [_named(slide) for slide in shown])}


def _named(slide: Explanation | Slide) -> Slide:
    return slide if isinstance(slide, Slide) else Slide(slide.short or slide.title, slide.mark)
