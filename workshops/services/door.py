"""Writes about the door: who may still come in. Both are for the facilitators alone."""

from __future__ import annotations

from workshops import live
from workshops.models import Workshop
from workshops.models.workshop import MAX_PEOPLE
from workshops.pushes import people as people_pushes


def let_join(*, workshop: Workshop, on: bool) -> None:
    """Whether anybody else may join; whoever is in stays in, and has been looked at."""
    with live.writing(workshop) as write:
        workshop.joining_open = on
        if workshop.joined_since_removal:
            workshop.joined_since_removal = 0
        workshop.save(update_fields=["joining_open", "joined_since_removal"])
        write.push(
            people_pushes.head_count(workshop), people_pushes.presence(workshop.pk)
        )  # to look at who is in


def raise_ceiling(*, workshop: Workshop, to: int) -> None:
    """Room for more people. Two who press it together let in no more than one of them would."""
    with live.writing(workshop) as write:
        workshop.max_people = max(workshop.ceiling, min(to, MAX_PEOPLE))
        workshop.save(update_fields=["max_people"])
        write.push(people_pushes.head_count(workshop))
