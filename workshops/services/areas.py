"""Writes about areas."""

from __future__ import annotations

from workshops.models import Area


def keep(*, area: Area) -> None:
    """Saves it. What had become part of it before goes along when it becomes part of another.

    So reads follow ``merged_into`` one step. When two areas are merged in the same instant, the first into
    the second and the second into a third, the first stays at the second: its workshops are still told with
    both names, and saving either again puts it right.
    """
    area.save()
    if area.merged_into_id:
        Area.objects.filter(merged_into=area).update(merged_into=area.merged_into_id)
