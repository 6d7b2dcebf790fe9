"""The connections to Redis of Django's cache."""

from __future__ import annotations

from functools import cache
from typing import Any, Self

from redis import ConnectionPool


class OnePool(ConnectionPool):
    """One for the process. Django makes its cache, and with it a pool, anew for each request."""

    @classmethod
    @cache
    def from_url(cls, url: str, **options: Any) -> Self:
        return super().from_url(url, **options)
