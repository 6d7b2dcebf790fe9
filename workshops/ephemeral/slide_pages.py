"""How many pages the slide on the projector makes, as its browser has told.

Only the browser that lays a slide out knows that, so it is kept in the cache alone, for the console. With
several projectors the last one that told counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from workshops.ephemeral import best_effort_cache

TTL = 3600


@dataclass(frozen=True)
class Pages:
    """``page`` counts from 0; ``turns`` says that they turn by themselves there."""

    step: str
    page: int
    pages: int
    turns: bool

    @property
    def number(self) -> int:
        return self.page + 1

    @property
    def before(self) -> int | None:
        return self.page - 1 if self.page else None

    @property
    def after(self) -> int | None:
        return self.page + 1 if self.number < self.pages else None


def remember(workshop_id: int, told: Pages | None) -> None:
    best_effort_cache.remember(_key(workshop_id), TTL, told)


def get(workshop_id: int, step: str) -> Pages | None:
    """None where the slide has one page, and after a move until the projector has told."""
    told: Pages | None = best_effort_cache.get_many([_key(workshop_id)]).get(_key(workshop_id))
    return told if told and told.step == step and told.pages > 1 else None


def _key(workshop_id: int) -> str:
    return f"pages.{workshop_id}"
