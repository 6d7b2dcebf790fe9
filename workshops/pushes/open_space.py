"""Groups at work: their texts and pictures, their themes, how many people are in each, and their pearls."""

from __future__ import annotations

from functools import cache

from workshops.access.permissions import Role
from workshops.live.frames import Fragment
from workshops.models import Contribution, JokerTopic, OpenSpaceGroup, Picture, Theme, Workshop
from workshops.queries import joker, open_space
from workshops.queries import pearls as pearls_queries

PAGE = "workshops/panels/open_space"


def contribution(workshop: Workshop, text: Contribution) -> tuple[Fragment, ...]:
    """The text as participants and as facilitators see it, its group's counts, and the pearls being told."""

    @cache
    def context() -> dict[str, object]:
        return open_space.contribution_context(text)

    return (
        Fragment(f"{PAGE}.html#contribution_pushed", context, roles=(Role.PARTICIPANT,)),
        Fragment(f"{PAGE}_console.html#contribution_pushed", context, roles=(Role.FACILITATOR,)),
        *pearls(workshop),
    )


def picture(workshop: Workshop, found: Picture) -> tuple[Fragment, ...]:
    """As of a text; nothing for a picture that belongs to no group."""
    if found.group_id is None:
        return ()

    @cache
    def context() -> dict[str, object]:
        return open_space.picture_context(found)

    return (
        Fragment(f"{PAGE}.html#picture_pushed", context, roles=(Role.PARTICIPANT,)),
        Fragment(f"{PAGE}_console.html#picture_pushed", context, roles=(Role.FACILITATOR,)),
        *pearls(workshop),
    )


def pearls(workshop: Workshop) -> tuple[Fragment, ...]:
    """What every page of the telling shows; nothing while no pearls are told."""
    if workshop.phase != "pearls":
        return ()

    @cache
    def context() -> dict[str, object]:
        workshop.refresh_from_db(fields=["slide"])
        return pearls_queries.room_context(workshop)

    page = "workshops/panels/pearls"
    return (
        Fragment(f"{page}.html#telling", context, roles=(Role.PARTICIPANT,)),
        Fragment(f"{page}_console.html#pushed", context, roles=(Role.FACILITATOR,)),
        Fragment(f"{page}_projector.html#slide", context, roles=(Role.PROJECTOR,)),
    )


def theme(workshop: Workshop, changed: Theme) -> tuple[Fragment, ...]:
    @cache
    def context() -> dict[str, object]:
        return open_space.theme_context(workshop, changed.pk)

    def market() -> dict[str, object]:
        return open_space.market(workshop)

    return (
        Fragment(f"{PAGE}.html#theme_pushed", context, roles=(Role.PARTICIPANT,)),
        Fragment(f"{PAGE}_console.html#theme", context, roles=(Role.FACILITATOR,)),
        Fragment(f"{PAGE}_projector.html#market", market, roles=(Role.PROJECTOR,)),
    )


def heads(workshop: Workshop, *groups: OpenSpaceGroup | int | None) -> tuple[Fragment, ...]:
    """The head-counts of these groups and of those who wander."""
    found = tuple(group if isinstance(group, int) else group.pk for group in groups if group)

    @cache
    def context() -> dict[str, object]:
        return open_space.heads_context(workshop, found)

    return (
        Fragment(f"{PAGE}.html#heads", context, roles=(Role.PARTICIPANT,)),
        Fragment(f"{PAGE}_console.html#heads", context, roles=(Role.FACILITATOR,)),
        Fragment(f"{PAGE}_projector.html#heads", context, roles=(Role.PROJECTOR,)),
    )


def joker_topic(workshop: Workshop, topic: JokerTopic) -> tuple[Fragment, ...]:
    """The topic for participants, the ranking for the room and for those who choose."""

    def one() -> dict[str, object]:
        return joker.topic_context(topic)

    @cache
    def ranked() -> dict[str, object]:
        return joker.topics_context(workshop)

    page = "workshops/panels/opening"
    return (
        Fragment(f"{page}.html#topic_pushed", one, roles=(Role.PARTICIPANT,)),
        Fragment(f"{page}_console.html#topics", ranked, roles=(Role.FACILITATOR,)),
        Fragment(f"{page}_projector.html#topics", ranked, roles=(Role.PROJECTOR,)),
    )
