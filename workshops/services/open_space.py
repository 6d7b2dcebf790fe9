"""Writes about Open Space: groups and themes that open, where people go, groups that end.

Who was where is never kept: a participant has one group, and the next one takes its place.
"""

from __future__ import annotations

from functools import cache
from string import ascii_uppercase

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from workshops import live
from workshops.access.permissions import Role
from workshops.documents import marketplace_layout
from workshops.models import OpenSpaceGroup, Participant, Theme, Workshop
from workshops.queries import open_space
from workshops.queries.course import locked
from workshops.refusals import Refused

PHASE = "open_space"
MOST_GROUPS = 12  # on one theme
MOST_THEMES = 40


def give_groups(workshop: Workshop) -> None:
    """Each selected theme has at least one group when Open Space opens."""
    bare = open_space.selected_themes(workshop).filter(groups=None)
    OpenSpaceGroup.objects.bulk_create(OpenSpaceGroup(theme=theme, letter="A") for theme in bare)


@transaction.atomic
def open_group(*, theme: Theme, place: str = "", participant: Participant | None = None) -> OpenSpaceGroup:
    """One more group on a theme; whoever opens it is in it. A place has one group of a theme at a time."""
    workshop = locked(theme.workshop)
    if not open_space.selected_themes(workshop).filter(pk=theme.pk).exists():
        raise Refused(_("This theme is no longer open. Choose another one."))
    standing = theme.groups.filter(place__iexact=place, ended=False).first() if place else None
    group = standing or OpenSpaceGroup.objects.create(theme=theme, letter=_free_letter(theme), place=place)
    left = _walk(participant, group)
    if standing:
        _tell_heads(workshop, left, group)
    else:
        _tell_theme(workshop, theme, left, group)
    return group


def _free_letter(theme: Theme) -> str:
    taken = set(theme.groups.values_list("letter", flat=True))
    if len(taken) >= MOST_GROUPS:
        raise Refused(_("This theme has as many groups as it can hold. Join one of them."))
    return next(letter for letter in ascii_uppercase if letter not in taken)


@transaction.atomic
def open_theme(
    *, workshop: Workshop, title: str, place: str = "", participant: Participant | None = None
) -> OpenSpaceGroup:
    """One more theme with its first group; a theme by that name that is there already is used."""
    locked(workshop)
    themes = open_space.selected_themes(workshop)
    theme = themes.filter(title__iexact=title).first()
    if theme is None:
        theme = _new_theme(workshop, title)
    group = theme.groups.filter(ended=False).order_by("letter").first()
    if group is None:
        group = OpenSpaceGroup.objects.create(theme=theme, letter=_free_letter(theme), place=place)
    _walk(participant, group)
    live.changed(workshop, whole=True)
    return group


def _new_theme(workshop: Workshop, title: str) -> Theme:
    themes = open_space.selected_themes(workshop)
    if themes.count() >= MOST_THEMES:
        raise Refused(_("There are as many themes as the room can hold. Join one of them."))
    last = Theme.objects.filter(workshop=workshop).aggregate(last=Max("order"))["last"] or 0
    return Theme.objects.create(workshop=workshop, title=title, selected=True, order=last + 1)


@transaction.atomic
def move_to(*, participant: Participant, group: OpenSpaceGroup | None) -> None:
    """To a group, or with None to wander. Nothing about the move is kept."""
    if group and group.ended:
        raise Refused(_("This group has ended. Read what it wrote, or walk to another one."))
    before = participant.group_id
    left = _walk(participant, group)
    if before != participant.group_id:
        _tell_heads(participant.workshop, left, group)


def _walk(participant: Participant | None, group: OpenSpaceGroup | None) -> int | None:
    """Puts the participant there and answers which group they left."""
    if participant is None:
        return None
    standing = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    left, standing.group = standing.group_id, group
    standing.save(update_fields=["group"])
    participant.group = group
    return left


@transaction.atomic
def set_place(*, group: OpenSpaceGroup, place: str) -> None:
    group.place = place
    group.save(update_fields=["place"])
    _tell_theme(group.theme.workshop, group.theme)


@transaction.atomic
def end_group(*, group: OpenSpaceGroup, ended: bool) -> None:
    """When it is over it is over; a group that has more to say opens again."""
    if group.ended != ended:
        group.ended = ended
        group.save(update_fields=["ended"])
        live.changed(group.theme.workshop, whole=True)


@transaction.atomic
def remove_group(*, group: OpenSpaceGroup) -> None:
    """Takes away a group that was opened by mistake; its people wander."""
    if group.contributions.exists() or group.pictures.exists():
        raise Refused(_("This group has written something. End it instead, and its texts stay."))
    workshop = group.theme.workshop
    group.delete()
    live.changed(workshop, whole=True)


def tell_arrival(participant: Participant) -> None:
    """Who comes or goes home changes how many wander, or how many a group has."""
    if participant.workshop.phase == PHASE:
        _tell_heads(participant.workshop, participant.group_id)


def _tell_theme(workshop: Workshop, theme: Theme, *groups: OpenSpaceGroup | int | None) -> None:
    """While groups are at work the theme alone is sent; before that everyone fetches the places anew."""
    live.changed(
        workshop,
        *theme_fragments(workshop, theme),
        *heads_fragments(workshop, *groups),
        whole=workshop.phase != PHASE,
    )


def _tell_heads(workshop: Workshop, *groups: OpenSpaceGroup | int | None) -> None:
    live.changed(workshop, *heads_fragments(workshop, *groups))


def theme_fragments(workshop: Workshop, theme: Theme) -> tuple[live.Fragment, ...]:
    @cache
    def context() -> dict[str, object]:
        return open_space.theme_context(workshop, theme.pk)

    def market() -> dict[str, object]:
        return marketplace_layout.market(workshop)

    page = "workshops/stages/open_space"
    return (
        live.Fragment(f"{page}.html#theme_pushed", context, roles=(Role.PARTICIPANT,)),
        live.Fragment(f"{page}_console.html#theme", context, roles=(Role.FACILITATOR,)),
        live.Fragment(f"{page}_projector.html#market", market, roles=(Role.PROJECTOR,)),
    )


def heads_fragments(workshop: Workshop, *groups: OpenSpaceGroup | int | None) -> tuple[live.Fragment, ...]:
    """The head-counts of these groups and of those who wander."""
    found = tuple(group if isinstance(group, int) else group.pk for group in groups if group)

    @cache
    def context() -> dict[str, object]:
        return open_space.heads_context(workshop, found)

    page = "workshops/stages/open_space"
    return (
        live.Fragment(f"{page}.html#heads", context, roles=(Role.PARTICIPANT,)),
        live.Fragment(f"{page}_console.html#heads", context, roles=(Role.FACILITATOR,)),
        live.Fragment(f"{page}_projector.html#heads", context, roles=(Role.PROJECTOR,)),
    )
