"""What the console says about the report that is being got ready."""

from __future__ import annotations

from workshops.access.permissions import Role
from workshops.live.frames import Fragment
from workshops.models import Workshop


def edited(workshop: Workshop) -> Fragment:
    template = "workshops/panels/closed_console.html#edited"
    return Fragment(template, lambda: {"workshop": workshop}, roles=(Role.FACILITATOR,))
