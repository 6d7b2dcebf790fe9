"""Panels before, between and after the dialogues' own phases."""

from __future__ import annotations

from typing import Any

from workshops.access.permissions import Role, Viewer
from workshops.course import principles
from workshops.extension import panels


def welcome(viewer: Viewer) -> dict[str, Any]:
    return {
        "principles": principles.DIALOGUE,
        "early_cooperation": principles.EARLY_COOPERATION,
    }


def register() -> None:
    for phase in ("preparation", "welcome"):
        panels.add(phase, Role.PARTICIPANT, "workshops/stages/welcome.html", welcome)
        panels.add(phase, Role.FACILITATOR, "workshops/stages/welcome_console.html", welcome)
        panels.add(phase, Role.PROJECTOR, "workshops/stages/welcome_projector.html", welcome)
