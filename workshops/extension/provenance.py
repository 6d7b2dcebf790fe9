"""Where a theme grew, in words to be kept: other apps tell it, registered from ``AppConfig.ready()``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workshops.models import Theme


@dataclass(frozen=True)
class Origin:
    """``mark`` is a key of `origin_marks`, ``group`` what the theme was called there, ``notes`` its texts."""

    mark: str
    group: str
    notes: Sequence[str]


_readers: list[Callable[[Sequence[Theme]], list[Origin]]] = []


def add(read: Callable[[Sequence[Theme]], list[Origin]]) -> None:
    _readers.append(read)


def of(theme: Theme) -> list[Origin]:
    """Of a theme and of those that were merged into it."""
    themes = [theme, *theme.merged.order_by("pk")]
    return [origin for read in _readers for origin in read(themes)]
