"""What the projector shows of the agreement: as much of each list as a slide holds, never half a line."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from workshops.models import Workshop
from workshops.permissions import Viewer
from workshops.queries import agreement

COLUMN = 39  # characters on a line of half a slide, at the size its lists are set in
NEED_GAP, TASK_GAP = 0.5, 1.6  # lines of space after a need; a role's line and space after a task
NEEDS_ROOM, TASKS_ROOM = 9.7, 11.0  # lines below the heading
REST = 2.0  # lines that "the rest are on your phone" takes


def slides(workshop: Workshop) -> dict[str, Any]:
    """The agreement's slides, where ``shown`` and ``tasks_shown`` are the beginnings of the whole lists."""
    found = {**agreement.agreed(workshop), **agreement.shown(workshop)}
    columns = [[tall(need.text) + NEED_GAP for need in row["needs"]] for row in found["needs_by_horizon"]]
    heights = [tall(task.what) + TASK_GAP for task in found["tasks"]]
    pairs = [max(heights[n : n + 2]) for n in range(0, len(heights), 2)]
    for row, count in zip(found["needs_by_horizon"], fitting(columns, NEEDS_ROOM), strict=True):
        row["shown"] = row["needs"][:count]
    found["tasks_shown"] = found["tasks"][: 2 * fitting([pairs], TASKS_ROOM)[0]]
    found["more_needs"] = any(row["shown"] != row["needs"] for row in found["needs_by_horizon"])
    found["more_tasks"] = found["tasks_shown"] != found["tasks"]
    return found


def tall(text: str) -> int:
    return len(wrap(text, COLUMN))


def fitting(columns: Sequence[Sequence[float]], room: float) -> list[int]:
    """How many of each column fit side by side, at least one; less when something must be left out."""
    if all(sum(heights) <= room for heights in columns):
        return [len(heights) for heights in columns]
    return [
        max(1, sum(sum(heights[: n + 1]) <= room - REST for n in range(len(heights)))) for heights in columns
    ]


def projector(viewer: Viewer) -> dict[str, Any]:
    lines = agreement.heard_lines(viewer.workshop)
    return {**slides(viewer.workshop), "lines": lines, "count": len(lines)}
