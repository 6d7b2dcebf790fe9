"""The notes behind a theme. The app that gathers them reads them; it is registered from
``AppConfig.ready()``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from workshops.models import Workshop
from workshops.queries.themes import Candidate, Source

Read = Callable[[Workshop], dict[int, list[Any]]]
_reads: list[Read] = []


def add(read: Read) -> None:
    """``read(workshop)`` has for a theme's pk its shown notes, in a constant number of queries."""
    _reads.append(read)


def attach(workshop: Workshop, candidates: Iterable[Candidate]) -> None:
    """Gives each candidate its ``sources``: its own theme group first, then those put together with it."""
    notes = {pk: found for read in _reads for pk, found in read(workshop).items()}
    for candidate in candidates:
        themes = (candidate.theme, *candidate.merged)
        candidate.sources = [Source(theme, notes.get(theme.pk, [])) for theme in themes]
