"""How far texts are shared: one line of a phone, and the facilitators' list."""

from __future__ import annotations

from typing import Any

from workshops.access.permissions import Role
from workshops.extension import shareable
from workshops.live.frames import Fragment
from workshops.models import Workshop


def marked(workshop: Workshop, thing: Any) -> tuple[Fragment, ...]:
    """The line under the text, where a page shows it, and the list."""

    def line() -> dict[str, object]:
        standing = shareable.find(workshop, thing.pk)
        return {"workshop": workshop, "thing": standing, "thing_id": thing.pk}

    return (
        Fragment("workshops/to_share.html#line_pushed", line, roles=(Role.PARTICIPANT,)),
        listed(workshop),
    )


def listed(workshop: Workshop) -> Fragment:
    page = "workshops/to_library.html#list"
    return Fragment(page, lambda: shareable.listed(workshop), roles=(Role.FACILITATOR,))
