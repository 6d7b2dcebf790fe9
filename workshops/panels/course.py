"""Panels before, between and after the dialogues' own phases."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from workshops.access.permissions import Role, Viewer
from workshops.course import principles
from workshops.extension import explanations, panels
from workshops.extension.explanations import Explanation
from workshops.models import Workshop
from workshops.queries import last_time
from workshops.queries.debrief import Slide

MANY_LINES = 8  # of what was agreed: more of them are folded on a phone


def how_we_talk(_workshop: Workshop) -> list[Explanation]:
    return [
        Explanation(
            "talk",
            _("How we talk today"),
            "workshops/explained.html#pairs",
            principles.DIALOGUE,
            lead=principles.PURPOSES[1],
        )
    ]


def ten_principles(_workshop: Workshop) -> list[Explanation]:
    return [
        Explanation(
            "ten",
            _("Ten principles of early open cooperation"),
            "workshops/explained.html#numbered",
            principles.EARLY_COOPERATION,
            lead=principles.METHOD,
            folded=True,
        )
    ]


def agreed_last_time(workshop: Workshop) -> list[Explanation]:
    """Where the facilitators want it, of the former workshop that they chose."""
    former = last_time.shown(workshop)
    if former is None:
        return []
    lines = last_time.lines(former)
    return [
        Explanation(
            "last-time",
            _("What was agreed last time"),
            "workshops/explained.html#last_time",
            lines,
            lead=last_time.about(former),
            short=_("Last time"),
            folded=len(lines) > MANY_LINES,
        )
    ]


def welcome(viewer: Viewer) -> dict[str, Any]:
    return {
        "principles": principles.DIALOGUE,
        "explained": explanations.of_phase("welcome", viewer.workshop),
    }


def register() -> None:
    explanations.add_own("welcome", 0, Slide(_("Join on your phone"), ""))
    explanations.add("welcome", 5, agreed_last_time)
    explanations.add("welcome", 10, how_we_talk)
    explanations.add("welcome", 30, ten_principles)
    for phase in ("preparation", "welcome"):
        panels.add(phase, Role.PARTICIPANT, "workshops/panels/welcome.html", welcome)
        panels.add(phase, Role.FACILITATOR, "workshops/panels/welcome_console.html")
        panels.add(phase, Role.PROJECTOR, "workshops/panels/welcome_projector.html", welcome)
