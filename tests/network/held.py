"""Closed workshops for tests of the network, written at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.factories import AreaFactory
from workshops.models import Agreement, Organisation, Task, Workshop


def hold(
    organisation: Organisation, title: str = "Held", *, weeks_ago: int = 4, areas: Any = (), **fields: Any
):
    closed = timezone.now() - timedelta(weeks=weeks_ago)
    dates = {"dialogue_1_at": closed - timedelta(weeks=5), "dialogue_2_at": closed, "closed_at": closed}
    workshop = Workshop.objects.create(
        title=title, organisation=organisation, phase="closed", **{**dates, **fields}
    )
    workshop.areas.set(area if not isinstance(area, str) else AreaFactory(name=area) for area in areas)
    Agreement.objects.create(workshop=workshop, confirmed_at=closed)
    return workshop


def task(workshop: Workshop, what: str, days: int | None = None, **fields: Any) -> Task:
    """Due in so many days, before today where there is a minus."""
    due = timezone.localdate() + timedelta(days=days) if days is not None else None
    return Task.objects.create(workshop=workshop, what=what, responsible="Head", due=due, **fields)
