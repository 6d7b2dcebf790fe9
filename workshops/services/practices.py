"""Writes about the practice library."""

from __future__ import annotations

from workshops.models import Practice


def set_withdrawn(*, practice: Practice, withdrawn: bool) -> None:
    """Takes a practice out of the library, or gives it back; its text and provenance stay."""
    practice.withdrawn = withdrawn
    practice.save(update_fields=["withdrawn"])
