"""The room's clock and screen, and what facilitators say."""

from __future__ import annotations

from workshops.access.permissions import Role
from workshops.live.frames import Fragment
from workshops.models import Workshop
from workshops.queries import course
from workshops.queries import script as script_queries


def clock(workshop: Workshop) -> Fragment:
    return Fragment("workshops/clock.html#clock", lambda: course.clock(workshop))


def screen(workshop: Workshop) -> Fragment:
    return Fragment(
        "workshops/screen.html#screen",
        lambda: course.screen(workshop),
        roles=(Role.FACILITATOR, Role.PROJECTOR),
    )


def pages(workshop: Workshop) -> Fragment:
    """Which page of its slide the projector is at."""
    return Fragment("workshops/screen.html#pages", lambda: course.screen(workshop), roles=(Role.FACILITATOR,))


def script(workshop: Workshop) -> Fragment:
    """What is said now; a change to another step changes nothing that is on the console."""
    return Fragment(
        "workshops/say.html#words", lambda: script_queries.say_now(workshop), roles=(Role.FACILITATOR,)
    )
