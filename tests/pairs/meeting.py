"""Two services meet: two threads with connections of their own, let go in the same instant."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connections
from django.utils import translation

from tests.pairs import rows
from tests.pairs.discovery import Service, services
from tests.pairs.examples import EXAMPLES, Example
from tests.pairs.rooms import Room, Stage
from workshops.course.schedule_fit import TooShort
from workshops.refusals import Refused, Removed
from workshops.services import report_editing
from workshops.services.rewording import Overtaken

# A view says what to do instead.
IN_WORDS = (Refused, Removed, Overtaken, report_editing.PartOvertaken, TooShort)
SERVICES = services()
Call = Callable[[], Any]
Ready = Callable[[], Call]
Pair = tuple[str, str]


@dataclass
class Ran:
    outcomes: tuple[str, str]
    changed: dict[str, Any]
    rows: rows.Rows = field(compare=False)


class Sides:
    """The two threads, each with its own connection, which they keep from pair to pair."""

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(2, "side")

    def at_once(self, *prepare: Ready) -> list[str]:
        """Each reads what it needs, waits for the other, and acts."""
        gate = threading.Barrier(2, timeout=30)

        def run(ready: Ready) -> str:
            with translation.override("en"):
                act = ready()
                gate.wait()
                return outcome_of(act)

        return [done.result(60) for done in [self.pool.submit(run, ready) for ready in prepare]]

    def close(self) -> None:
        self.at_once(*[lambda: connections.close_all] * 2)
        self.pool.shutdown()


@contextmanager
def two_sides() -> Iterator[Sides]:
    sides = Sides()
    try:
        yield sides
    finally:
        sides.close()


def outcome_of(act: Call) -> str:
    try:
        act()
    except IN_WORDS as refused:
        return type(refused).__name__
    except Exception as error:
        return f"FAULT {type(error).__name__}: {error}".strip()
    return "done"


def ready(name: str, stage: Stage, side: int) -> Ready:
    """What a request does before it writes: it reads. What is read may be old when the write begins."""
    service, example = SERVICES[name], EXAMPLES[name]

    def prepare() -> Call:
        return _call(service, example, Room(stage), side)

    return prepare


def _call(service: Service, example: Example, room: Room, side: int) -> Call:
    arguments = example.make(room, side)
    return lambda: service(**arguments)


def meet(pair: Pair, stage: Stage, sides: Sides) -> str:
    """What went wrong, in words; nothing when it was as if they had come one after the other."""
    together = _run(pair, stage, sides.at_once)
    first = _run(pair, stage, lambda one, other: _in_turn(one(), other()), now=together.rows)
    second = _run(pair, stage, lambda one, other: _in_turn(*(one(), other())[::-1])[::-1], now=first.rows)
    for ran, how in ((together, "together"), (first, "the first first"), (second, "the second first")):
        if any(outcome.startswith("FAULT") for outcome in ran.outcomes):
            return f"{how}: {ran.outcomes}"
    if together in (first, second):
        return ""
    return "as in neither order: " + "; ".join(
        f"{together.outcomes} instead of {ran.outcomes}\n{rows.differing(together.changed, ran.changed)}"
        for ran in (first, second)
    )


def _in_turn(one: Call, other: Call) -> list[str]:
    with translation.override("en"):
        return [outcome_of(one), outcome_of(other)]


def _run(
    pair: Pair, stage: Stage, act: Callable[[Ready, Ready], list[str]], now: rows.Rows | None = None
) -> Ran:
    stage.set(*(EXAMPLES[name].scene for name in pair), now=now)
    one, other = act(*(ready(name, stage, side) for side, name in enumerate(pair)))
    dealt, found = any(EXAMPLES[name].dealt for name in pair), rows.read()
    return Ran((one, other), rows.told(found, stage.rows, dealt=dealt), found)
