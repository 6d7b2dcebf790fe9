"""Waiting for what must come true, within the time that it may take."""

from __future__ import annotations

import time
from collections.abc import Callable


def until(holds: Callable[[], object], seconds: float, what: str, every: float = 0.05) -> float:
    """The seconds it took until ``holds``; fails with ``what`` when they were too many."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < seconds, f"not within {seconds} s: {what}"
        time.sleep(every)
    return time.monotonic() - began
