"""Waiting for what must come true, within the time that it may take.

The seconds are those of a machine that does nothing else. ``SLOWNESS`` is how many times as long is waited
on the one at hand, 3 unless the environment says otherwise: ``SLOWNESS=1`` holds the product to them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

SLOWNESS = float(os.environ.get("SLOWNESS", "3"))


def until(holds: Callable[[], object], seconds: float, what: str, every: float = 0.05) -> float:
    """The seconds it took until ``holds``; fails with ``what`` when they were too many for this machine."""
    began, seconds = time.monotonic(), seconds * SLOWNESS
    while not holds():
        assert time.monotonic() - began < seconds, f"not within {seconds} s: {what}"
        time.sleep(every)
    return time.monotonic() - began
