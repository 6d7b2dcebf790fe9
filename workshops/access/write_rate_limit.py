"""One write a second from one device, eight at once: what comes faster is told to wait, before Django.

Counted in this process alone, by the device's key; a facilitator's own pages are not counted. What is
said in passing and not stored is counted by itself, so that it never costs anybody a write.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from workshops import metrics
from workshops.access.asgi_responses import refuse
from workshops.access.devices import Device, device_in_scope

A_SECOND, AT_ONCE = 1.0, 8.0
MAX_DEVICES = 10_000
IN_PASSING = "/at-work/"
Scope = MutableMapping[str, Any]
Application = Callable[..., Awaitable[None]]


class TokenBucket:
    def __init__(self, now: float) -> None:
        self.tokens, self.filled_at = AT_ONCE, now

    def wait(self, now: float) -> float:
        """Seconds to wait; 0 takes one of the writes that are left."""
        self.tokens = min(AT_ONCE, self.tokens + (now - self.filled_at) * A_SECOND)
        self.filled_at = now
        if self.tokens < 1:
            return (1 - self.tokens) / A_SECOND
        self.tokens -= 1
        return 0


class WriteRateLimit:
    """ASGI. A refusal is held back for as long as it asks to wait, so that a flood is no faster than that."""

    def __init__(self, inner: Application) -> None:
        self.inner = inner
        self.buckets: OrderedDict[tuple[bytes, bool], TokenBucket] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        device = device_in_scope(scope) if _is_write(scope) else None
        wait = self._bucket_of(device, scope["path"]).wait(time.monotonic()) if device else 0
        if device and wait:
            metrics.refused.labels("rate").inc()
            await asyncio.sleep(wait)
            seconds = math.ceil(wait)
            await refuse(
                scope, send, template="429.html", status=429, language=device.language, retry_after=seconds
            )
        else:
            await self.inner(scope, receive, send)

    def _bucket_of(self, device: Device, path: str) -> TokenBucket:
        key = (device.key, path.endswith(IN_PASSING))
        bucket = self.buckets.setdefault(key, TokenBucket(time.monotonic()))
        self.buckets.move_to_end(key)
        if len(self.buckets) > MAX_DEVICES:
            self.buckets.popitem(last=False)
        return bucket


def _is_write(scope: Scope) -> bool:
    return bool(scope["method"] == "POST" and scope["path"].startswith("/w/"))
