"""What is asked before a workshop closes. Apps add theirs from ``AppConfig.ready()``, by ``place``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workshops.live import Write
from workshops.models import Workshop

Answers = Mapping[str, Sequence[str]]  # the fields of the form, as they were sent


@dataclass(frozen=True)
class Item:
    """Fields inside the form that closes, drawn from ``context`` when ``is_asked``.

    ``settle`` does what was answered, inside the write that closes and before anything has changed. It raises
    `ClosingAsks` when there is something to answer that was not, and the question comes anew.
    """

    template: str
    is_asked: Callable[[Workshop], bool]
    context: Callable[[Workshop], dict[str, Any]]
    settle: Callable[[Write, Answers], None]


_items: list[tuple[int, Item]] = []


def add(place: int, item: Item) -> None:
    _items.append((place, item))
    _items.sort(key=lambda entry: entry[0])


def asked(workshop: Workshop) -> dict[str, Any]:
    """``closing_parts`` are templates, the rest is what they need."""
    items = [item for _place, item in _items if item.is_asked(workshop)]
    contexts = [item.context(workshop) for item in items]
    found = {name: value for context in contexts for name, value in context.items()}
    return {**found, "closing_parts": [item.template for item in items]}


def settle(write: Write, answers: Answers) -> None:
    for _place, item in _items:
        if item.is_asked(write.workshop):
            item.settle(write, answers)
