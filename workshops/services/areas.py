"""Writes about areas."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.admin.models import ADDITION, CHANGE
from django.db import IntegrityError

from workshops import live
from workshops.models import Area, User
from workshops.queries import pasted_areas
from workshops.queries.pasted_areas import PLACES, Line, Plan
from workshops.services import audit_log


class Outdated(Exception):
    """What would be done is not what the page showed: the list or the areas are other ones by now."""


def keep(*, area: Area) -> None:
    """Saves it. What had become part of it before goes along when it becomes part of another.

    So reads follow ``merged_into`` one step. When two areas are merged in the same instant, the first into
    the second and the second into a third, the first stays at the second: its workshops are still told with
    both names, and saving either again puts it right.
    """
    area.save()
    if area.merged_into_id:
        Area.objects.filter(merged_into=area).update(merged_into=area.merged_into_id)


def take_in(*, lines: Sequence[Line], read: str, by: User) -> Plan:
    """All that the page showed, or nothing of it. ``read`` is the mark of that plan. Raises `Outdated`."""
    try:
        with live.holding(Area.objects.all()):
            plan = pasted_areas.plan(lines, by)
            if plan.mark != read:
                raise Outdated
            _take_in(plan, by)
            return plan
    except IntegrityError:  # a colleague has added one of them in the same instant
        raise Outdated from None


def _take_in(plan: Plan, by: User) -> None:
    """In one order, so that of two who add the same ones neither waits for the other for ever."""
    new = [
        Area(kind=line.kind, name=line.name, sub_region=line.sub_region, region=line.region)
        for line in sorted(plan.new, key=lambda line: line.key)
    ]
    audit_log.record_all(Area.objects.bulk_create(new), ADDITION, "", by=by)
    for change in plan.changed:
        for name, value in change.fields.items():
            setattr(change.area, name, value)
    areas = [change.area for change in plan.changed]
    Area.objects.bulk_update(areas, PLACES)
    said = [{"changed": {"fields": list(PLACES)}}]
    audit_log.record_all(areas, CHANGE, said, by=by)
