"""What a coordinator reads above the report of a workshop."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from workshops.course import phases
from workshops.course.step_labels import STEP_NAMES, step_label
from workshops.models import Workshop
from workshops.privacy import may_show_count


def people_shown(people: int) -> str:
    """A number from five on; below that only that somebody was there."""
    if may_show_count(people):
        return str(people)
    return _("fewer than 5") if people else "–"


def facts(workshop: Workshop) -> dict[str, Any]:
    return {
        "facilitations": list(workshop.facilitations.select_related("user").order_by("role")),
        "step_label": step_label(workshop.step),
        "course": course(workshop),
    }


def course(workshop: Workshop) -> list[dict[str, Any]]:
    """Phase by phase, without rounds: done, here or ahead."""
    here = phases.KEYS.index(workshop.phase)
    return [
        {
            "name": phase_name(phase.key),
            "dialogue": phase.dialogue,
            "state": "done" if place < here else "here" if place == here else "ahead",
        }
        for place, phase in enumerate(phases.PHASES)
    ]


def phase_name(phase: str) -> str:
    return str(STEP_NAMES.get(phase) or _("Learning Café"))
