"""Dialogue 2 up to the pearls: the joker's topic, groups and places, what they write, main points."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from dialogit.demo import texts
from dialogit.demo.seed import Room, portion
from workshops.models import OpenSpaceGroup
from workshops.queries import open_space as open_space_queries
from workshops.services import console, contributions, debrief, joker, open_space

IN_GROUPS = 0.85  # the others wander, which is welcome
TEXTS_OF_A_GROUP = 9


def propose(room: Room, share: float) -> None:
    """Topics for the joker with their supporters; the one with most is chosen in the end."""
    supported = {}
    for text in portion(texts.JOKER_TOPICS, max(share, 0.6)):
        [writer, *supporters] = room.phones(room.chance.randint(2, 7))
        topic = joker.propose_topic(workshop=room.workshop, device=writer, id=uuid.uuid4(), text=text)
        for phone in supporters:
            joker.support_topic(topic=topic, device=phone, on=True)
        supported[topic] = len(supporters)
    if share == 1:
        joker.choose_joker_topic(topic=max(supported, key=lambda topic: supported[topic]))


def work(room: Room, share: float) -> None:
    """Groups in their places, the first theme with two of them; people in most, and what they write."""
    themes = list(open_space_queries.selected_themes(room.workshop))
    for group, place in zip(groups(room), texts.PLACES, strict=False):
        open_space.set_place(group=group, place=place)
    open_space.open_group(theme=themes[0], place=texts.PLACES[len(themes)])
    there = groups(room)
    for guest in room.some(round(IN_GROUPS * len(room.guests))):
        group = room.chance.choice(there)
        open_space.move_to(participant=guest.participant, group=group)
    for number, group in enumerate(there):
        lines = texts.CONTRIBUTIONS[number :: len(there)]
        write(room, group, portion(lines[:TEXTS_OF_A_GROUP], share))


def groups(room: Room) -> list[OpenSpaceGroup]:
    found = open_space_queries.groups_of(room.workshop)
    return list(found.order_by("theme__is_joker", "theme__order", "letter"))


def write(room: Room, group: OpenSpaceGroup, lines: Sequence[tuple[str, str]]) -> None:
    phones = room.phones(5)
    for kind, text in lines:
        writer = room.chance.choice(phones)
        contributions.add_contribution(group=group, device=writer, id=uuid.uuid4(), kind=kind, text=text)
        room.said.add(text)


def mark_pearls(room: Room, share: float) -> None:
    """Each group its few; the first ones are told, with a main point of each."""
    for group in groups(room):
        lines = list(group.contributions.exclude(kind="keyword").order_by("pk")[:3])
        for line in portion(lines, max(share, 0.6)):
            contributions.mark_pearl(contribution=line, on=True)
    for slide, point in enumerate(portion(texts.MAIN_POINTS[-3:], share), 1):
        console.show_slide(workshop=room.workshop, slide=slide)
        debrief.write_main_point(workshop=room.workshop, text=point, slide=slide)
