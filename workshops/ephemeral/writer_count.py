"""How many devices have written in a step. In the cache for some hours, never in the database, and nothing of
what: each is known there by a proof that its own key alone can make, another one in each step."""

from __future__ import annotations

from workshops.ephemeral import best_effort_cache

HOURS = 4 * 3600


def count(workshop_id: int, step: str, proof: str) -> None:
    """The device of this proof has written; a second time it counts no more."""
    if best_effort_cache.add(f"wrote.{workshop_id}.{step}.{proof}", HOURS):
        best_effort_cache.count(_key(workshop_id, step), HOURS)


def get(workshop_id: int, step: str) -> int:
    key = _key(workshop_id, step)
    return int(best_effort_cache.get_many([key]).get(key, 0))


def _key(workshop_id: int, step: str) -> str:
    return f"writers.{workshop_id}.{step}"
