"""Dialogue 2 for tests: themes with groups, people in them, what they write."""

from __future__ import annotations

import uuid

from tests.factories import Person
from workshops.models import Contribution, OpenSpaceGroup, Theme, Workshop
from workshops.services import contributions, open_space


def theme_in(workshop: Workshop, title: str = "Mornings", mark: str = "2", order: int = 0) -> Theme:
    return Theme.objects.create(workshop=workshop, title=title, mark=mark, selected=True, order=order)


def group_in(workshop: Workshop, title: str = "Mornings", place: str = "window table") -> OpenSpaceGroup:
    return open_space.open_group(theme=theme_in(workshop, title), place=place)


def settle(person: Person, group: OpenSpaceGroup | None) -> Person:
    assert person.participant
    open_space.move_to(participant=person.participant, group=group)
    return person


def text_by(person: Person, text: str = "We ring home", kind: str = "works") -> Contribution:
    """What this person writes into the group they are in."""
    assert person.device
    assert person.participant
    group = person.participant.group
    assert group
    return contributions.add_contribution(
        group=group, device=person.device, id=uuid.uuid4(), kind=kind, text=text
    )


def pearl_by(person: Person, text: str = "We ring home") -> Contribution:
    contribution = text_by(person, text)
    contributions.mark_pearl(contribution=contribution, on=True)
    return contribution
