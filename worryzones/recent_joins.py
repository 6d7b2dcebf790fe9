"""Who has got a seat just now. In the cache for two minutes, never in the database: when somebody came is
no fact that is kept about them."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.core.cache import cache

JUST_NOW_SECONDS = 120
logger = logging.getLogger(__name__)


def come(participant_id: int) -> None:
    try:
        cache.set(f"came.{participant_id}", True, JUST_NOW_SECONDS)  # noqa: FBT003 - its value says nothing
    except Exception:
        logger.warning("The cache is away; the console cannot say who has just come.")


def just_now(participant_ids: Iterable[int]) -> set[int]:
    keys = {f"came.{pk}": pk for pk in participant_ids}
    try:
        return {keys[key] for key in cache.get_many(keys)}
    except Exception:
        logger.warning("The cache is away; the console cannot say who has just come.")
        return set()
