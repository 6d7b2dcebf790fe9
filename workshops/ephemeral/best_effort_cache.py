"""The cache for what may be lost: when it is away nothing is counted or known, and the work goes on."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.core.cache import cache

logger = logging.getLogger(__name__)


def count(key: str, seconds: int) -> None:
    """One more under ``key``, whose counting begins anew after so many seconds."""
    try:
        cache.add(key, 0, seconds)
        cache.incr(key)
    except Exception:  # it is away, or the span has just ended
        _log_unavailable(key)


def remember(key: str, seconds: int, value: object = True) -> None:
    try:
        cache.set(key, value, seconds)
    except Exception:
        _log_unavailable(key)


def add(key: str, seconds: int) -> bool:
    """Remembers it, and says whether it was not known."""
    try:
        return bool(cache.add(key, True, seconds))  # noqa: FBT003 - a value, not a switch
    except Exception:
        _log_unavailable(key)
        return False


def get_many(keys: Iterable[str]) -> dict[str, Any]:
    """What is counted or remembered under these keys; none of it while the cache is away."""
    keys = list(keys)
    try:
        return dict(cache.get_many(keys))
    except Exception:
        _log_unavailable(keys[0] if keys else "")
        return {}


def _log_unavailable(key: str) -> None:
    logger.warning("The cache is away: %s is not kept.", key.partition(".")[0])
