"""Reads of what facilitators have hidden, for its writer alone."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from workshops.access.permissions import Viewer


def own_hidden(viewer: Viewer, *kinds: QuerySet[Any]) -> list[Any]:
    """Of these rows those that are hidden and this device's own; mostly nothing has been hidden at all."""
    if not viewer.workshop.has_hidden:
        return []
    hidden = (row for rows in kinds for row in rows.filter(hidden=True))
    return [row for row in hidden if row.proof and row.proof == viewer.prove(row.pk)]
