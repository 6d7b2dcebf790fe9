"""What can be undone: its words, and the act that takes it back. Services register theirs here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Inverse:
    """``words`` tell what was done; ``act(workshop, **details)`` takes it back and tells the rooms."""

    words: StrPromise
    act: Callable[..., None]


BY_KEY: dict[str, Inverse] = {}


def add(key: str, words: StrPromise, act: Callable[..., None]) -> None:
    BY_KEY[key] = Inverse(words, act)
