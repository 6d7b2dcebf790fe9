"""Reads for a table's host when a new group sits down: what earlier groups found, in a minute's telling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from worryzones.models import Note

MAX_SHARED = 3
MAX_OTHERS = 2


def brief(notes: Sequence[Any], round_number: int) -> dict[str, Any]:
    """Of the table's shown notes, newest first, those of earlier rounds: counts, most shared, a few others.

    The others are from the last round; which of them, chance has drawn when it ended.
    """
    earlier = [note for note in notes if note.round < round_number]
    shared = sorted((note for note in earlier if note.ours_count), key=lambda note: -note.ours_count)
    shared = shared[:MAX_SHARED]
    return {
        "situations": sum(note.kind == Note.Kind.SITUATION for note in earlier),
        "helps": sum(note.kind == Note.Kind.HELPS for note in earlier),
        "shared": shared,
        "others": [note for note in earlier if note not in shared][:MAX_OTHERS],
    }
