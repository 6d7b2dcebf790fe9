"""Figures about people are told from five on (design/method.md, "What the method forbids", 4)."""

from __future__ import annotations

SMALLEST_SHOWN = 5


def may_show(people: int) -> bool:
    """Whether a figure over this many people may be told."""
    return people >= SMALLEST_SHOWN
