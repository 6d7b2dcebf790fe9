"""Wrong codes from one address: after ten in a minute, or fifty in an hour, it waits.

No address is kept: the cache knows it by a keyed hash and forgets it within two hours. Who has once named a
workshop rightly is not held up at its door by the mistakes of others behind the same address.
"""

from __future__ import annotations

import time

from workshops import metrics
from workshops.access.addresses import hashed
from workshops.ephemeral import best_effort_cache

MINUTE, HOUR = 60, 3600
MAX_FAILURES = {MINUTE: 10, HOUR: 50}  # wrong codes in so many seconds


def seconds_to_wait(address: str, door: str = "join") -> int:
    """0 as long as codes are taken. ``door`` is counted apart from other doors."""
    now = time.time()
    counted = best_effort_cache.get_many(_key(address, door, span, now) for span in MAX_FAILURES)
    full = [
        span for span, most in MAX_FAILURES.items() if counted.get(_key(address, door, span, now), 0) >= most
    ]
    return max((round(span - now % span) or 1 for span in full), default=0)


def record_failure(address: str, door: str = "join") -> None:
    metrics.refused.labels("code").inc()
    now = time.time()
    for span in MAX_FAILURES:
        best_effort_cache.count(_key(address, door, span, now), 2 * span)


def record_success(address: str, workshop_id: int) -> None:
    """This address has the workshop's code."""
    best_effort_cache.remember(_known(address, workshop_id), HOUR)


def has_named(address: str, workshop_id: int) -> bool:
    return bool(best_effort_cache.get_many([_known(address, workshop_id)]))


def _key(address: str, door: str, span: int, now: float) -> str:
    return f"missed.{door}.{span}.{int(now // span)}.{hashed(address)}"


def _known(address: str, workshop_id: int) -> str:
    return f"named.{workshop_id}.{hashed(address)}"
