"""The sections of a report. Apps register here from ``AppConfig.ready()``; the order is by ``place``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from workshops.models import Workshop


@dataclass(frozen=True, order=True)
class Section:
    """``context`` reads what the template needs; hidden texts are never in it."""

    place: int
    template: str
    context: Callable[[Workshop], dict[str, Any]]


_sections: list[Section] = []


def add(place: int, template: str, context: Callable[[Workshop], dict[str, Any]]) -> None:
    _sections.append(Section(place, template, context))
    _sections.sort(key=lambda section: section.place)


def context_of(workshop: Workshop) -> dict[str, Any]:
    """Everything the report's page needs: the sections' templates in order and their contexts as one."""
    context: dict[str, Any] = {"workshop": workshop, "sections": [s.template for s in _sections]}
    for section in _sections:
        context |= section.context(workshop)
    return context
