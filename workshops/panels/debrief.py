"""What sharing and pearls have in common on every page: slides one by one, and main points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workshops.forms.debrief import MainPointForm
from workshops.models import Workshop
from workshops.queries import debrief
from workshops.queries.debrief import Slide


def slides_context(workshop: Workshop, slides: Sequence[Slide]) -> dict[str, Any]:
    """For every role; the console's panel includes ``debrief.html``'s #slides, #points and #composer."""
    return {**debrief.debrief(workshop, slides), "main_point_form": MainPointForm()}
