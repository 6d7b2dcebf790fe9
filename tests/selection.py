"""Which of all tests a run is for."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest


def select(config: pytest.Config, items: list[pytest.Item]) -> None:
    """``browsers`` run when ``-m`` speaks of them, what is ``thorough`` when anything is asked for.

    ``PART=0/4`` takes a quarter of what is left, by name, so that four runs are all of it.
    """
    asked = config.option
    if "browsers" not in (asked.markexpr or ""):
        _leave_out(config, items, lambda item: item.get_closest_marker("browsers"))
    if not (asked.markexpr or asked.keyword or asked.file_or_dir):
        _leave_out(config, items, lambda item: item.get_closest_marker("thorough"))
    part, of = map(int, os.environ.get("PART", "0/1").split("/"))
    taken = set(sorted({_together(item) for item in items})[part::of])
    _leave_out(config, items, lambda item: _together(item) not in taken)


def _together(item: pytest.Item) -> str:
    """Tests that stand on those before them go with their module."""
    return item.location[0] if item.get_closest_marker("in_order") else item.nodeid


def _leave_out(
    config: pytest.Config, items: list[pytest.Item], unwanted: Callable[[pytest.Item], object]
) -> None:
    left_out = {item for item in items if unwanted(item)}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]
