"""Reads about what facilitators write for the report: its foreword, and boxes of the one page."""

from __future__ import annotations

import hashlib
import json

from workshops.models import Workshop

FOREWORD = "foreword"


def words_of(workshop: Workshop, part: str) -> str | None:
    """What stands in a part now; None for a box of the one page that is as it was made."""
    return workshop.foreword if part == FOREWORD else workshop.one_page.get(part)


def version_of(workshop: Workshop, part: str) -> str:
    """Changes whenever the part does."""
    return hashlib.sha256(json.dumps(words_of(workshop, part)).encode()).hexdigest()[:12]
