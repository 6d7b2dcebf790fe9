"""What the projector shows of the agreement: as much of each list as a slide holds, never half a line."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from workshops.access.permissions import Viewer
from workshops.models import Workshop
from workshops.queries import agreement

COLUMN = 39  # characters on a line of half a slide, at the size its lists are set in
NEED_GAP, TASK_GAP = 0.5, 1.6  # lines of space after a need; a role's line and space after a task
NEEDS_ROOM, TASKS_ROOM = 9.7, 11.0  # lines below the heading
HOW_ROOM = 8
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
    found["how"] = [told for told in (_how(found, name) for name in ("how_themes", "how_results")) if told]
    return found


def _how(found: dict[str, Any], name: str) -> dict[str, Any] | None:
    """How the themes or the results go on, in as many whole lines as there is room for."""
    text = getattr(found["agreement"], name)
    lines = wrap(text, COLUMN)
    cut = len(lines) > HOW_ROOM
    shown = " ".join(lines[: HOW_ROOM - int(REST)]) if cut else text
    label = found["agreement"]._meta.get_field(name).verbose_name
    return {"label": label, "text": shown, "cut": cut} if text else None


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
