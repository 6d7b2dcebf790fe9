"""Who has got a seat just now. In the cache for two minutes, never in the database: when somebody came is
no fact that is kept about them."""

from __future__ import annotations

from collections.abc import Iterable

from workshops.ephemeral import best_effort_cache

JUST_NOW_SECONDS = 120


def record(participant_id: int) -> None:
    best_effort_cache.remember(f"came.{participant_id}", JUST_NOW_SECONDS)


def recently_seated(participant_ids: Iterable[int]) -> set[int]:
    keys = {f"came.{pk}": pk for pk in participant_ids}
    return {keys[key] for key in best_effort_cache.get_many(keys)}
