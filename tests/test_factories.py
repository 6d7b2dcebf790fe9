"""What tests begin with is what the product's own services would have left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from tests.factories import WorkshopFactory, go, join, many, pass_through
from workshops.course import phases
from workshops.models import Workshop
from workshops.services import course

BY_CHANCE = {"id", "key_hash", "participant"}  # who of them sits in which group


def rows_after(act: Callable[[Workshop], Any], workshop: Workshop) -> dict[str, list[dict[str, Any]]]:
    """Every row there is after ``act``, which is undone; ids are places, so that they can be compared."""
    with transaction.atomic():
        act(Workshop.objects.get(pk=workshop.pk))
        kept = {model: list(model.objects.order_by("pk")) for model in apps.get_models()}
        transaction.set_rollback(True)
    place = {(model, row.pk): number for model, rows in kept.items() for number, row in enumerate(rows)}

    def facts(row: models.Model) -> dict[str, Any]:
        named = {field.name: field for field in row._meta.concrete_fields if field.name not in BY_CHANCE}
        return {
            name: place[field.related_model, value] if field.is_relation and value else value
            for name, field in named.items()
            for value in [getattr(row, field.attname)]
        }

    return {model.__name__: [facts(row) for row in rows] for model, rows in kept.items()}


@pytest.fixture(autouse=True)
def _clock_stands_still(monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def begun(facilitator, organisation):
    """In preparation."""
    return WorkshopFactory(organisation=organisation, user=facilitator.user)


def walk(workshop: Workshop, step: str) -> None:
    while workshop.step != step:
        course.move(workshop=workshop, expected=workshop.step, to=phases.next_step(workshop.step) or "")


@pytest.mark.thorough
@pytest.mark.parametrize("start", ["preparation", "cafe-1", "opening"])
@pytest.mark.parametrize("step", ["theming", "opening", "agreement", "closed"])
def test_go_leaves_what_moving_through_every_step_leaves(begun, start, step):
    many(begun, 9)
    walk(begun, start)
    if phases.STEPS.index(start) < phases.STEPS.index(step):
        walked = rows_after(lambda here: walk(here, step), begun)
        assert rows_after(lambda here: go(here, step), begun) == walked


@pytest.mark.parametrize(("start", "step"), [("preparation", "welcome"), ("cafe-1", "choosing")])
def test_pass_through_leaves_what_moving_through_every_step_leaves(begun, start, step):
    walk(begun, start)
    steps = phases.STEPS[phases.STEPS.index(start) + 1 : phases.STEPS.index(step) + 1]
    walked = rows_after(lambda here: walk(here, step), begun)
    assert rows_after(lambda here: pass_through(here, *steps), begun) == walked


@pytest.mark.parametrize("start", ["preparation", "welcome", "cafe-2"])
def test_many_leaves_what_joining_one_by_one_leaves(begun, start):
    walk(begun, start)

    def join_all(here: Workshop) -> None:
        for number in range(7):
            join(here, home_unit=f"Unit {number % 3}")

    assert rows_after(lambda here: many(here, 7), begun) == rows_after(join_all, begun)
