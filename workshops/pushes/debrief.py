"""Main points of sharing and pearls, answers to the feedback, and how far the votes have come."""

from __future__ import annotations

from workshops.access.permissions import Role
from workshops.live.frames import Fragment
from workshops.models import Workshop
from workshops.queries import debrief, themes
from workshops.queries import feedback as feedback_queries


def points(workshop: Workshop, slide: int) -> Fragment:
    return Fragment("workshops/panels/debrief.html#points", lambda: debrief.points_context(workshop, slide))


def standings(workshop: Workshop) -> Fragment:
    """For the facilitators alone: counts are not shown to others before the result is."""
    return Fragment(
        "workshops/panels/choosing_console.html#standings",
        lambda: themes.standings_context(workshop),
        roles=(Role.FACILITATOR,),
    )


def feedback(workshop: Workshop) -> Fragment:
    """How many have answered, for the facilitators alone; what they answered waits for the end."""
    return Fragment(
        "workshops/panels/feedback_console.html#results",
        lambda: feedback_queries.feedback(workshop),
        roles=(Role.FACILITATOR,),
    )
