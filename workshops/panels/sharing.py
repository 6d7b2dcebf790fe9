"""What goes into the library: on phones and the console beside the steps in which it is chosen."""

from __future__ import annotations

from typing import Any

from workshops.access.permissions import Role, Viewer
from workshops.extension import closing, panels, shareable
from workshops.services import to_library


def phone(viewer: Viewer) -> dict[str, Any]:
    return {"to_share": shareable.offered(viewer) if viewer.workshop.asks_sharing else []}


def console(viewer: Viewer) -> dict[str, Any]:
    return shareable.listed(viewer.workshop)


def register() -> None:
    panels.add_beside("pearls", Role.PARTICIPANT, "workshops/to_share.html", phone)
    for phase in to_library.UNTIL_CLOSED:
        panels.add_beside(phase, Role.FACILITATOR, "workshops/to_library.html", console)
    question = closing.Item(
        "workshops/to_library.html#question", to_library.is_asked, shareable.listed, to_library.settle
    )
    closing.add(20, question)
