"""What a practice says in all, and its words."""

from __future__ import annotations

from practices.models import Practice
from workshops.text import words


def texts_of(practice: Practice) -> tuple[str, str, str]:
    """By how much each tells: what it is called, what it is about, all else."""
    name = practice.title or practice.text
    groups = (part["group"] for part in practice.provenance)
    about = " ".join((practice.explained, practice.keywords, practice.theme))
    notes = (note for part in practice.provenance for note in part["notes"])
    return name, about, " ".join((practice.needed, practice.outcome, practice.own_focus, *groups, *notes))


def words_of(practice: Practice) -> set[str]:
    return {word for text in texts_of(practice) for word in words.words_of(text)}
