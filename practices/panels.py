"""What a closed workshop has in the library, on the pages that its people already have."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef

from practices.models import Practice
from workshops.access.permissions import Role, Viewer
from workshops.extension import panels


def shared(viewer: Viewer) -> dict[str, Any]:
    """Each with its level; ``is_read_here``: this reader may open its page."""
    readable = Practice.objects.readable_by(viewer.user or AnonymousUser()).filter(pk=OuterRef("pk"))
    rows = Practice.objects.of(viewer.workshop).annotate(is_read_here=Exists(readable))
    return {"shared": list(rows)}


def register() -> None:
    panels.add_beside("closed", Role.PARTICIPANT, "practices/shared.html", shared)
    panels.add_beside("closed", Role.FACILITATOR, "practices/shared.html", shared)
