"""Writes about what groups contribute: posting, changing and withdrawing one's own, hiding, pearls."""

from __future__ import annotations

from functools import cache
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from workshops import inverses, live
from workshops.access.devices import Device
from workshops.access.permissions import Role
from workshops.models import Contribution, OpenSpaceGroup, Workshop
from workshops.queries import open_space
from workshops.queries.course import locked
from workshops.refusals import Refused
from workshops.services import pearls, undoing


@transaction.atomic
def add_contribution(
    *, group: OpenSpaceGroup, device: Device, id: UUID, kind: str, text: str
) -> Contribution:
    """Posts into a group at work. The same ``id`` again changes nothing and returns what is there."""
    if group.ended and not Contribution.objects.filter(pk=id).exists():
        raise Refused(_("This group has ended. Open it again to write; your text is still here."))
    contribution, is_new = Contribution.objects.get_or_create(
        pk=id, defaults={"group": group, "kind": kind, "text": text, "proof": device.prove(id)}
    )
    if is_new:
        live.changed(group.theme.workshop, *fragments(contribution))
    elif contribution.proof != device.prove(id):
        raise Refused(_("This text could not be saved. Write it once more."))
    return contribution


@transaction.atomic
def edit_contribution(*, contribution: Contribution, text: str) -> None:
    contribution.text = text
    contribution.save(update_fields=["text"])
    live.changed(contribution.group.theme.workshop, *fragments(contribution))


@transaction.atomic
def withdraw_contribution(*, contribution: Contribution) -> None:
    """Its writer takes it back: the row goes."""
    workshop = locked(contribution.group.theme.workshop)
    with pearls.following(workshop):
        Contribution.objects.filter(pk=contribution.pk).delete()
    live.changed(workshop, *fragments(contribution))


@transaction.atomic
def hide_contribution(*, contribution: Contribution, hidden: bool) -> None:
    """A facilitator takes a text off everyone's screens, or shows it again. Can be undone."""
    workshop = locked(contribution.group.theme.workshop)
    key = "text_hidden" if hidden else "text_shown"
    _set_hidden(workshop, contribution, hidden, undoing.offer(workshop, key, text=str(contribution.pk)))


def _set_hidden(workshop: Workshop, contribution: Contribution, hidden: bool, *more: live.Fragment) -> None:
    with pearls.following(workshop):
        contribution.hidden = hidden
        contribution.save(update_fields=["hidden"])
    live.changed(workshop, *fragments(contribution), *more)


def turn_back(workshop: Workshop, *, text: str) -> None:
    """Undoes `hide_contribution`. A text that its writer has withdrawn meanwhile stays away."""
    found = Contribution.objects.filter(pk=text, group__theme__workshop=workshop).first()
    if found is None:
        raise Refused(_("Its writer has taken this text away."))
    _set_hidden(workshop, found, not found.hidden)


def register() -> None:
    inverses.add("text_hidden", gettext_lazy("A text was hidden."), turn_back)
    inverses.add("text_shown", gettext_lazy("A text is shown again."), turn_back)


@transaction.atomic
def mark_pearl(*, contribution: Contribution, on: bool) -> None:
    """The group wants everyone to carry this home; it has room for a few such things."""
    workshop = locked(contribution.group.theme.workshop)
    standing = Contribution.objects.get(pk=contribution.pk)
    if standing.pearl == on:
        return
    if on:
        refuse_one_more_pearl(workshop, contribution.group)
    with pearls.following(workshop):
        standing.pearl = on
        standing.save(update_fields=["pearl"])
    live.changed(workshop, *fragments(contribution))


def refuse_one_more_pearl(workshop: Workshop, group: OpenSpaceGroup) -> None:
    """Texts and pictures share the few that a group has."""
    if open_space.pearl_count(group) < workshop.pearls_each:
        return
    words = ngettext(
        "The group has its %(count)s pearl. Take it off before you mark another.",
        "The group has its %(count)s pearls. Take one off before you mark another.",
        workshop.pearls_each,
    )
    raise Refused(words % {"count": workshop.pearls_each})


def fragments(contribution: Contribution) -> tuple[live.Fragment, ...]:
    """The text as participants and as facilitators see it, its group's counts, and the pearls being told."""

    @cache
    def context() -> dict[str, object]:
        return open_space.contribution_context(contribution)

    page = "workshops/stages/open_space"
    return (
        live.Fragment(f"{page}.html#contribution_pushed", context, roles=(Role.PARTICIPANT,)),
        live.Fragment(f"{page}_console.html#contribution_pushed", context, roles=(Role.FACILITATOR,)),
        *pearls.fragments(contribution.group.theme.workshop),
    )
