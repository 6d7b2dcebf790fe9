from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from tests.pairs import meeting, rooms, rows
from workshops.services import secure_deletion
from worryzones import rotation

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """All pairs only when ``-m`` speaks of faults, a sample of them every time."""
    if "fault" not in (config.option.markexpr or ""):
        long = [item for item in items if HERE in item.path.parents and item.get_closest_marker("fault")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


@pytest.fixture(scope="module")
def stages(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, rooms.Stage]]:
    """The clock stands still and chance is always the same, so that what is written can be compared."""
    now = timezone.now()
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: now)
        patch.setattr(secure_deletion, "erase_pending", lambda: True)  # it would write the files anew
        patch.setattr(rotation, "random", SimpleNamespace(Random=lambda: random.Random(1)))
        rows.empty()
        yield rooms.stages()
        rows.empty()


@pytest.fixture(scope="module")
def sides(stages: dict[str, rooms.Stage]) -> Iterator[meeting.Sides]:
    with meeting.two_sides() as sides:
        yield sides
