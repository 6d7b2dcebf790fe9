"""How many have joined a workshop lately. In the cache for two minutes, never in the database: when somebody
came is no fact that is kept about them."""

from __future__ import annotations

import logging

from django.core.cache import cache

SPAN_SECONDS = 120
MANY = 20  # in one span: so many at once are worth a look
logger = logging.getLogger(__name__)


def count_one(workshop_id: int) -> None:
    key = f"joined.{workshop_id}"
    try:
        cache.add(key, 0, SPAN_SECONDS)
        cache.incr(key)
    except Exception:  # it is away, or the span has just ended
        logger.warning("The cache does not count who joins; the console cannot say when many do at once.")


def many_in(workshop_id: int) -> int:
    """How many joined in this span, 0 unless they are many."""
    try:
        joined = cache.get(f"joined.{workshop_id}", 0)
    except Exception:
        return 0
    return joined if joined >= MANY else 0
