"""How many have joined a workshop lately. In the cache for two minutes, never in the database: when somebody
came is no fact that is kept about them."""

from __future__ import annotations

from workshops.ephemeral import best_effort_cache

SPAN_SECONDS = 120
MANY = 20  # in one span: so many at once are worth a look


def count_one(workshop_id: int) -> None:
    best_effort_cache.count(f"joined.{workshop_id}", SPAN_SECONDS)


def burst(workshop_id: int) -> int:
    """How many joined in this span, 0 unless they are many."""
    key = f"joined.{workshop_id}"
    joined = int(best_effort_cache.get_many([key]).get(key, 0))
    return joined if joined >= MANY else 0
