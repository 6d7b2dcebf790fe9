"""Reads about notes, and about what of them is a device's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Count, QuerySet

from workshops.access.permissions import Viewer
from worryzones.models import Note, Ours, Table


def notes() -> QuerySet[Note]:
    """Notes, hidden ones too, newest first, each with the count of *ours too*."""
    counted = Note.objects.annotate(ours_count=Count("ours"))
    return counted.order_by("-created", "pk")  # said again: a query that counts forgets the model's order


def notes_at(table: Table) -> list[Note]:
    """All notes of a table, each knowing its table."""
    return each_knowing(table, list(notes().filter(table=table)))


def note_context(note: Note, new: bool = False) -> dict[str, Any]:
    """The note as it is now, for a fragment; notes gone meanwhile leave an empty place.

    A ``new`` one, which nobody has seen yet, is taken as it was written.
    """
    found: Any = note if new else notes().filter(pk=note.pk).first()
    if found:
        found.table = note.table
    if new:
        found.ours_count = 0
    return {"note": found, "note_id": note.pk, "table": note.table}


def own_tokens(viewer: Viewer, shown: Collection[Any]) -> list[str]:
    """What the page must mark as this device's own: its notes and its *ours too*.

    ``shown`` need only have ``pk`` and ``proof``.
    """
    proofs = {viewer.prove("ours", note.pk): f"ours-{note.pk}" for note in shown}
    marked = Ours.objects.filter(proof__in=proofs).values_list("proof", flat=True)
    written = [f"note-{note.pk}" for note in shown if note.proof == viewer.prove(note.pk)]
    return written + [proofs[proof] for proof in marked if proof]


def by_table(found: Iterable[Any]) -> dict[int, list[Any]]:
    by_table: dict[int, list[Any]] = defaultdict(list)
    for note in found:
        by_table[note.table_id].append(note)
    return by_table


def each_knowing(table: Table, found: list[Note]) -> list[Note]:
    for note in found:
        note.table = table
    return found
