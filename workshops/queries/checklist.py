"""Reads for the checklist of preparation: what is settled before people come, and what is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from workshops.models import Workshop
from workshops.queries import invitations
from workshops.text import places

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Item:
    """One thing to settle, in about so many ``minutes``, on the page with the URL name ``page``, in the part
    of it with the id ``part``.

    With ``is_settled`` Dialogit sees by itself whether it is done; ``is_wanted`` says in which workshops, and
    ``waits_for`` in words what is under way.
    """

    key: str
    words: StrPromise
    why: StrPromise
    minutes: int
    page: str
    part: str = ""
    is_settled: Callable[[Workshop], bool] | None = None
    is_wanted: Callable[[Workshop], bool] = lambda _workshop: True
    waits_for: Callable[[Workshop], str | StrPromise] = lambda _workshop: ""


_items: list[tuple[int, Item]] = []


def add(place: int, item: Item) -> None:
    """Apps add theirs from ``AppConfig.ready()``; the order is by ``place``."""
    _items.append((place, item))
    _items.sort(key=lambda entry: entry[0])


def known_keys() -> set[str]:
    return {item.key for _place, item in _items}


def checklist(workshop: Workshop) -> dict[str, Any]:
    """``rows`` of items with ``done``, ``known``, where nobody has to say that it is, and ``waiting``."""
    items = [item for _place, item in _items if item.is_wanted(workshop)]
    done = {item.key: _is_done(item, workshop) for item in items}
    left = [item.minutes for item in items if not done[item.key]]
    rows = [_row(item, workshop, done[item.key]) for item in items]
    return {"rows": rows, "left": len(left), "minutes_left": sum(left)}


def _row(item: Item, workshop: Workshop, done: bool) -> dict[str, Any]:
    waiting = "" if done else item.waits_for(workshop)
    return {"item": item, "known": bool(item.is_settled), "done": done, "waiting": waiting}


def _is_done(item: Item, workshop: Workshop) -> bool:
    return item.is_settled(workshop) if item.is_settled else item.key in workshop.ticked


def _waiting_for_second(workshop: Workshop) -> str | StrPromise:
    rows = invitations.rows(workshop)
    if any(row.is_problem for row in rows):
        return _("The invitation did not go out, or has expired. Look at it.")
    return _("Invited, and has not answered yet.") if rows else ""


def is_by_call(workshop: Workshop) -> bool:
    return bool(places.read(workshop.place).call)


add(
    10,
    Item(
        "settings",
        _("What, when and for whom"),
        _("Dates, place and language, who receives the summary, and how far practices may be shared."),
        10,
        "workshops:prepare",
        is_settled=lambda workshop: bool(workshop.dialogue_1_at and workshop.place),
    ),
)
add(
    20,
    Item(
        "second",
        _("A second facilitator"),
        _(
            "One leads, the other writes down and looks after people. Invite them by mail, with or without "
            "an account."
        ),
        2,
        "workshops:facilitators",
        is_settled=lambda workshop: workshop.facilitations.count() > 1,
        waits_for=_waiting_for_second,
    ),
)
add(
    40,
    Item(
        "script",
        _("What you say"),
        _("Read it through once, and change what is not your way of speaking."),
        15,
        "workshops:script",
    ),
)
add(
    50,
    Item(
        "paper",
        _("Poster and cards on paper"),
        _("A poster to join by, a card for each table, the principles of Open Space."),
        10,
        "workshops:print",
        is_wanted=lambda workshop: not places.read(workshop.place).is_afar,
    ),
)
add(
    60,
    Item(
        "rehearsal",
        _("A rehearsal"),
        _("Simulated people join and write, and you lead the whole course at your own pace."),
        20,
        "workshops:prepare",
        "rehearse",
    ),
)
add(
    70,
    Item(
        "invitation",
        _("The invitation"),
        _("A text to send in three languages, the link, a poster and a calendar file."),
        5,
        "workshops:invitation",
    ),
)
