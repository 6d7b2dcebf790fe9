"""The agreement as the room reads it and as facilitators write it; lines heard and comments."""

from __future__ import annotations

from uuid import UUID

from workshops.access.permissions import Role, Viewer
from workshops.extension import panels
from workshops.live.frames import Fragment
from workshops.models import Workshop
from workshops.queries import agreement

PAGE = "workshops/panels/agreement"


def draft(workshop: Workshop, partial: str, part: str = "") -> tuple[Fragment, ...]:
    """The agreement as the room reads it, and the piece of the console that writes it.

    ``partial`` is that piece; ``part`` names the form in it, for the pieces that are one part of the draft.
    The last word stands with what was heard.
    """
    apart = part == agreement.LAST_WORD

    def room() -> dict[str, object]:
        return agreement.on_the_wall(workshop)

    def desk() -> dict[str, object]:
        viewer = Viewer(Role.FACILITATOR, workshop)
        context = panels.panel_for(viewer).context(viewer)
        return {**context, "workshop": workshop, "form": context.get("parts", {}).get(part)}

    # The button that confirms asks only once it is decided whether the process goes on.
    pieces = (partial, "head") if part == "decision" else (partial,)
    return (
        Fragment(f"{PAGE}.html#{part if apart else 'draft'}", room, roles=(Role.PARTICIPANT,)),
        Fragment(f"{PAGE}_projector.html#{part if apart else 'pushed'}", room, roles=(Role.PROJECTOR,)),
        *(Fragment(f"{PAGE}_console.html#{piece}", desk, roles=(Role.FACILITATOR,)) for piece in pieces),
    )


def heard(workshop: Workshop, line_id: UUID) -> tuple[Fragment, ...]:
    def context() -> dict[str, object]:
        return agreement.line_context(workshop, line_id)

    return (
        Fragment(f"{PAGE}.html#heard_pushed", context, roles=(Role.PARTICIPANT,)),
        Fragment(f"{PAGE}_console.html#heard_pushed", context, roles=(Role.FACILITATOR,)),
        Fragment(f"{PAGE}_projector.html#heard_pushed", context, roles=(Role.PROJECTOR,)),
    )


def comment(workshop: Workshop, comment_id: UUID) -> tuple[Fragment, ...]:
    def context() -> dict[str, object]:
        return agreement.comment_context(workshop, comment_id)

    return (
        Fragment(f"{PAGE}.html#comment_pushed", context, roles=(Role.PARTICIPANT,)),
        Fragment(f"{PAGE}_console.html#comment_pushed", context, roles=(Role.FACILITATOR,)),
    )
