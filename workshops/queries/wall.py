"""What the projector shows of the agreement: as much of each list as a slide holds, never half a line."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import Any

from workshops.models import Task, Workshop
from workshops.permissions import Viewer
from workshops.queries import agreement

COLUMN = 37  # characters on a line of half a slide, at the size its lists are set in
NEED_GAP, TASK_GAP = 0.5, 1.6  # lines of space after a need; a role's line and space after a task
NEEDS_ROOM, TASKS_ROOM = 9.0, 11.0  # lines below the heading


def slides(workshop: Workshop) -> dict[str, Any]:
    """The agreement's slides. ``shown`` stands beside each whole list."""
    found = {**agreement.agreed(workshop), **agreement.shown(workshop)}
    for row in found["needs_by_horizon"]:
        row["shown"] = row["needs"][: fitting((tall(n.text) + NEED_GAP for n in row["needs"]), NEEDS_ROOM)]
    tasks: list[Task] = found["tasks"]
    heights = [tall(task.what) + TASK_GAP for task in tasks]
    pairs = [max(heights[n : n + 2]) for n in range(0, len(heights), 2)]
    found["tasks_shown"] = tasks[: 2 * fitting(pairs, TASKS_ROOM)]
    found["more"] = len(found["tasks_shown"]) < len(tasks)
    found["more_needs"] = any(len(row["shown"]) < len(row["needs"]) for row in found["needs_by_horizon"])
    return found


def tall(text: str) -> int:
    return ceil(len(text) / COLUMN)


def fitting(heights: Iterable[float], room: float) -> int:
    """How many fit, at least one."""
    count, used = 0, 0.0
    for height in heights:
        used += height
        if count and used > room:
            break
        count += 1
    return count


def projector(viewer: Viewer) -> dict[str, Any]:
    lines = agreement.heard_lines(viewer.workshop)
    return {**slides(viewer.workshop), "lines": lines, "count": len(lines)}
