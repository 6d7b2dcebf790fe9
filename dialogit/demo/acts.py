"""What a simulated participant may do with each form and button of the stage.

An act takes the page, the control and chance, and gives what to post, or None when this is not the
moment for it. A new kind of control needs one line in ``ACTS``, by the name of the URL it posts to.
"""

from __future__ import annotations

import random
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dialogit.demo import texts
from dialogit.demo.page import Control, Page

Data = dict[str, str]


@dataclass(frozen=True)
class Act:
    """``weight``: how readily a person does this rather than something else on the page."""

    weight: float
    data: Callable[[Page, Control, random.Random], Data | None]


def choose(page: Page, chance: random.Random) -> tuple[Control, Data] | None:
    """One thing to do on this page now, and what to send for it."""
    by_name: dict[str, list[Control]] = defaultdict(list)
    for control in page.controls:
        if control.name in ACTS:
            by_name[control.name].append(control)
    for name in sorted(by_name, key=lambda n: chance.random() ** (1 / ACTS[n].weight), reverse=True):
        for control in chance.sample(by_name[name], len(by_name[name])):
            data = ACTS[name].data(page, control, chance)
            if data is not None:
                return control, control.as_it_stands() | data
    return None


def written(kind: str, text: str) -> Data:
    return {"id": str(uuid.uuid4()), "kind": kind, "text": text}


def unsaid(page: Page, lines: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The lines that nobody has written on this page yet."""
    return [(kind, text) for kind, text in lines if text not in page.words]


def write_note(page: Page, control: Control, chance: random.Random) -> Data | None:
    """Each round has its share of the zone's notes, so that later groups have something to add."""
    notes = texts.NOTES.get(page.zone, ())
    left = unsaid(page, notes)
    has_room = len(notes) - len(left) < len(notes) * (page.round or 4) // 4
    return written(*chance.choice(left)) if left and has_room else None


def mark(page: Page, control: Control, chance: random.Random) -> Data | None:
    return None if control.own in page.own else {"on": "1"}


def take_the_table(page: Page, control: Control, chance: random.Random) -> Data | None:
    """Somebody volunteers where there is no host; hosts stay."""
    return {"on": "1"} if "1" in control.offers("on") and chance.random() < 0.3 else None


ACTS: dict[str, Act] = {
    "worryzones:post_note": Act(3, write_note),
    "worryzones:ours": Act(4, mark),
    "worryzones:host": Act(1, take_the_table),
}
