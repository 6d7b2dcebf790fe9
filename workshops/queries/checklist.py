"""Reads for the checklist of preparation: what is settled before people come, and what is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from workshops.models import Workshop

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Item:
    """One thing to settle, in about so many ``minutes``, on the page with the URL name ``page``."""

    key: str
    words: StrPromise
    why: StrPromise
    minutes: int
    page: str


ITEMS = (
    Item(
        "settings",
        _("What, when and for whom"),
        _("Dates, place and language, who receives the summary, and how far practices may be shared."),
        10,
        "workshops:prepare",
    ),
    Item(
        "second",
        _("A second facilitator"),
        _("One leads, the other writes down and looks after people."),
        2,
        "workshops:facilitators",
    ),
    Item(
        "questions",
        _("Questions at the tables"),
        _("The default ones are ready. Word them so that they fit your work."),
        15,
        "worryzones:prompts",
    ),
    Item(
        "script",
        _("What you say"),
        _("Read it through once, and change what is not your way of speaking."),
        15,
        "workshops:script",
    ),
    Item(
        "paper",
        _("Poster and cards on paper"),
        _("A poster to join by, a card for each table, the principles of Open Space."),
        10,
        "workshops:print",
    ),
    Item(
        "rehearsal",
        _("A rehearsal"),
        _("Simulated people join and write, and you lead the whole course at your own pace."),
        20,
        "workshops:prepare",
    ),
)
KEYS = {item.key for item in ITEMS}


def checklist(workshop: Workshop) -> dict[str, Any]:
    """``rows`` of items with ``done`` and ``known``, where Dialogit sees by itself whether it is done."""
    known = {
        "settings": bool(workshop.dialogue_1_at and workshop.place),
        "second": workshop.facilitations.count() > 1,
    }
    done = {item.key: known.get(item.key, item.key in workshop.ticked) for item in ITEMS}
    left = [item.minutes for item in ITEMS if not done[item.key]]
    return {
        "rows": [{"item": item, "known": item.key in known, "done": done[item.key]} for item in ITEMS],
        "left": len(left),
        "minutes_left": sum(left),
    }
