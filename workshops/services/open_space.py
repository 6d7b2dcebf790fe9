"""Writes about Open Space: groups and themes that open, where people go, groups that end.

Who was where is never kept: a participant has one group, and the next one takes its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_uppercase
from typing import TypeVar

from django.db.models import Max
from django.utils.translation import gettext as _

from workshops import live
from workshops.models import OpenSpaceGroup, Participant, Theme, Workshop
from workshops.pushes import open_space as open_space_pushes
from workshops.queries import open_space
from workshops.refusals import Refused
from workshops.text import places
from workshops.text.text_normalisation import name_key

Thing = TypeVar("Thing", OpenSpaceGroup, Theme)
PHASE = "open_space"
MAX_GROUPS = 12  # on one theme
MAX_THEMES = 40


def give_groups(write: live.Write) -> None:
    """Each selected theme has at least one group when Open Space opens."""
    bare = open_space.selected_themes(write.workshop).filter(groups=None)
    OpenSpaceGroup.objects.bulk_create(OpenSpaceGroup(theme=theme, letter="A") for theme in bare)


def open_group(*, theme: Theme, place: str = "", participant: Participant | None = None) -> OpenSpaceGroup:
    """One more group on a theme; whoever opens it is in it. A place has one group of a theme at a time."""
    workshop = theme.workshop
    with live.writing(workshop) as write:
        _refuse_walking(write, participant)
        if not open_space.selected_themes(workshop).filter(pk=theme.pk).exists():
            raise Refused(_("This theme is no longer open. Choose another one."))
        standing = _named(theme.groups.filter(ended=False), "place", place) if place else None
        group = standing or _new_group(theme, place)
        left = _walk(write, participant, group)
        if standing:
            write.push(*open_space_pushes.heads(workshop, left, group))
        else:
            _push_theme(write, theme, left, group)
        return group


def _refuse_walking(write: live.Write, participant: Participant | None) -> None:
    """Facilitators open groups beforehand too; people walk, open and end groups while Open Space is on."""
    if participant:
        write.require(PHASE, otherwise=_("Groups are not working right now, so you cannot change groups."))


def _new_group(theme: Theme, place: str) -> OpenSpaceGroup:
    return OpenSpaceGroup.objects.create(theme=theme, letter=_free_letter(theme), place=place)


def _free_letter(theme: Theme) -> str:
    taken = set(theme.groups.values_list("letter", flat=True))
    if len(taken) >= MAX_GROUPS:
        raise Refused(_("This theme has as many groups as it can hold. Join one of them."))
    return next(letter for letter in ascii_uppercase if letter not in taken)


def open_theme(
    *, workshop: Workshop, title: str, place: str = "", participant: Participant | None = None
) -> OpenSpaceGroup:
    """One more theme with its first group; a theme by that name that is there already is used."""
    with live.writing(workshop) as write:
        _refuse_walking(write, participant)
        themes = open_space.selected_themes(workshop)
        theme = _named(themes, "title", title) or _new_theme(workshop, title)
        group = theme.groups.filter(ended=False).order_by("letter").first()
        if group is None:
            group = _new_group(theme, place)
        _walk(write, participant, group)
        write.refetch()
        return group


def _named(things: Iterable[Thing], field: str, name: str) -> Thing | None:
    """The one of that name, however it is written."""
    return next((thing for thing in things if name_key(getattr(thing, field)) == name_key(name)), None)


def _new_theme(workshop: Workshop, title: str) -> Theme:
    themes = open_space.selected_themes(workshop)
    if themes.count() >= MAX_THEMES:
        raise Refused(_("There are as many themes as the room can hold. Join one of them."))
    last = Theme.objects.filter(workshop=workshop).aggregate(last=Max("order"))["last"] or 0
    return Theme.objects.create(workshop=workshop, title=title, selected=True, order=last + 1)


def move_to(*, participant: Participant, group: OpenSpaceGroup | None) -> None:
    """To a group, or with None to wander. Nothing about the move is kept."""
    with live.writing(participant.workshop) as write:
        _refuse_walking(write, participant)
        if group and write.reread(group, "theme", gone=_group_gone()).ended:
            raise Refused(_("This group has ended. Read what it wrote, or walk to another one."))
        left = _walk(write, participant, group)
        if left != participant.group_id:
            write.push(*open_space_pushes.heads(write.workshop, left, group))


def _walk(write: live.Write, participant: Participant | None, group: OpenSpaceGroup | None) -> int | None:
    """Puts the participant there and answers which group they left."""
    if participant is None:
        return None
    left = write.reread(participant).group_id
    participant.group = group
    participant.save(update_fields=["group"])
    return left


def set_place(*, group: OpenSpaceGroup, place: str) -> None:
    with live.writing(group.theme.workshop) as write:
        write.reread(group, "theme", gone=_group_gone())
        before, group.place = group.place, place
        group.save(update_fields=["place"])
        _push_place(write, group, before)


def end_group(*, group: OpenSpaceGroup, ended: bool, by: Participant | None = None) -> None:
    """When it is over it is over; a group that has more to say opens again.

    ``by`` is who ends it, None for a facilitator.
    """
    with live.writing(group.theme.workshop) as write:
        _refuse_walking(write, by)
        write.reread(group, "theme", gone=_group_gone())
        if by and write.reread(by).group_id != group.pk:
            raise Refused(_("Only those who are in the group end it."))
        if group.ended != ended:
            group.ended = ended
            group.save(update_fields=["ended"])
            write.refetch()


def remove_group(*, group: OpenSpaceGroup) -> None:
    """Takes away a group that was opened by mistake; its people wander."""
    with live.writing(group.theme.workshop) as write:
        if group.contributions.exists() or group.pictures.exists():
            raise Refused(_("This group has written something. End it instead, and its texts stay."))
        if OpenSpaceGroup.objects.filter(pk=group.pk).delete()[0]:
            write.refetch()


def _group_gone() -> str:
    return _("This group no longer exists. Look at the groups again.")


def push_arrival(write: live.Write, participant: Participant) -> None:
    """Who comes or goes home changes how many wander, or how many a group has."""
    if write.workshop.phase == PHASE:
        write.push(*open_space_pushes.heads(write.workshop, participant.group_id))


def _push_place(write: live.Write, group: OpenSpaceGroup, before: str) -> None:
    """A call stands at the top of the page too, which is fetched anew."""
    if places.nearest_call(before, group.place).call:
        write.refetch()
    else:
        _push_theme(write, group.theme)


def _push_theme(write: live.Write, theme: Theme, *groups: OpenSpaceGroup | int | None) -> None:
    """While groups are at work the theme alone is sent; before that everyone fetches the places anew."""
    if write.workshop.phase == PHASE:
        write.push(
            *open_space_pushes.theme(write.workshop, theme), *open_space_pushes.heads(write.workshop, *groups)
        )
    else:
        write.refetch()
