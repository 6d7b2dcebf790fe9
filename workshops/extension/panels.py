"""What each role sees in each phase. Apps register here from ``AppConfig.ready()``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.checks import CheckMessage, Error, register

from workshops.access.permissions import Role, Viewer
from workshops.course import phases
from workshops.extension import explanations

Context = dict[str, Any]


@dataclass(frozen=True)
class Panel:
    """A template and the function that reads what it needs for a viewer."""

    template: str
    context: Callable[[Viewer], Context]


_panels: dict[tuple[str, Role], Panel] = {}
_beside: dict[tuple[str, Role], list[Panel]] = {}


def nothing(viewer: Viewer) -> Context:
    return {}


def add(phase: str, role: Role, template: str, context: Callable[[Viewer], Context] = nothing) -> None:
    _panels[phase, role] = Panel(template, context)


def add_beside(phase: str, role: Role, template: str, context: Callable[[Viewer], Context] = nothing) -> None:
    """One more part below the phase's own panel: another app shows what it has to say there."""
    _beside.setdefault((phase, role), []).append(Panel(template, context))


def parts_beside(viewer: Viewer) -> list[Panel]:
    return _beside.get((viewer.workshop.phase, viewer.role), [])


def panel_for(viewer: Viewer) -> Panel:
    told = explanations.on_slide(viewer.workshop) if viewer.role == Role.PROJECTOR else None
    if isinstance(told, explanations.Explanation):
        return Panel("workshops/panels/explained_projector.html", lambda _viewer: {"told": told})
    return _panels[viewer.workshop.phase, viewer.role]


@register()
def every_phase_has_panels(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    for phase in phases.KEYS:
        for role in Role:
            if (phase, role) not in _panels:
                yield Error(f"Phase {phase} has no panel for the {role}.", id="workshops.E001")
