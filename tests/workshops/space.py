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
    """The person is in that group, whatever step the workshop stands at."""
    assert person.participant
    person.participant.group = group
    person.participant.save(update_fields=["group"])
    return person


def text_by(person: Person, text: str = "We ring home", kind: str = "works") -> Contribution:
    """What this person writes into the group they are in."""
    assert person.device
    assert person.participant
    group = person.participant.group
    assert group
    id = uuid.uuid4()
    if (
        Workshop.objects.get(pk=group.theme.workshop_id).phase != "open_space"
    ):  # as if it had been written then
        proof = person.device.prove(id)
        return Contribution.objects.create(pk=id, group=group, kind=kind, text=text, proof=proof)
    return contributions.add_contribution(group=group, device=person.device, id=id, kind=kind, text=text)


def pearl_by(person: Person, text: str = "We ring home") -> Contribution:
    contribution = text_by(person, text)
    contributions.mark_pearl(contribution=contribution, on=True)
    return contribution
