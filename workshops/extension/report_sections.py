"""The sections of a report. Apps register here from ``AppConfig.ready()``; the order is by ``place``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workshops.course import principles
from workshops.models import Workshop
from workshops.queries import report

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Context = dict[str, Any]


@dataclass(frozen=True)
class Section:
    """``context`` reads what the template needs, and nothing at all when there is nothing to tell.

    Hidden texts are never in it, nor is who looks: the same sections go to a page, to the admin and to paper.
    A list ``numbers`` in it, each a ``figure`` and its ``label``, goes to the head of the report.
    """

    place: int
    key: str
    title: StrPromise
    template: str
    context: Callable[[Workshop], Context]


_sections: list[Section] = []


def add(
    place: int, key: str, title: StrPromise, template: str, context: Callable[[Workshop], Context]
) -> None:
    _sections.append(Section(place, key, title, template, context))
    _sections.sort(key=lambda section: section.place)


def context_of(workshop: Workshop) -> Context:
    """Everything the report's page needs: the sections that have something to tell, their contexts as one."""
    context: Context = {
        "workshop": workshop,
        "method": principles.METHOD,
        "sections": [],
        **report.head(workshop),
    }
    for section in _sections:
        found = section.context(workshop)
        if found:
            context["sections"].append(section)
            context["numbers"] = context["numbers"] + found.pop("numbers", [])
            context |= found
    return context
