"""Panels of choosing, and of the time between the dialogues."""

from __future__ import annotations

from typing import Any

from workshops.access.permissions import Role, Viewer
from workshops.extension import panels
from workshops.queries import themes


def choosing_console(viewer: Viewer) -> dict[str, Any]:
    return themes.standings_context(viewer.workshop)


def choosing_projector(viewer: Viewer) -> dict[str, Any]:
    return {"large_clock": not viewer.workshop.results_shown, **themes.results(viewer.workshop)}


def interlude(viewer: Viewer) -> dict[str, Any]:
    return {"chosen": themes.chosen(viewer.workshop)}


def register() -> None:
    panels.add("choosing", Role.PARTICIPANT, "workshops/panels/choosing.html", themes.ballot)
    panels.add("choosing", Role.FACILITATOR, "workshops/panels/choosing_console.html", choosing_console)
    panels.add("choosing", Role.PROJECTOR, "workshops/panels/choosing_projector.html", choosing_projector)
    panels.add("interlude", Role.PARTICIPANT, "workshops/panels/interlude.html", interlude)
    panels.add("interlude", Role.FACILITATOR, "workshops/panels/interlude_console.html", interlude)
    panels.add("interlude", Role.PROJECTOR, "workshops/panels/interlude_projector.html", interlude)
