"""Writes about what groups contribute: posting, changing and withdrawing one's own, pearls."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from workshops import live
from workshops.access.devices import Device
from workshops.course import phases
from workshops.models import Contribution, OpenSpaceGroup, Participant, Picture, Workshop
from workshops.pushes import open_space as pushes
from workshops.queries import open_space
from workshops.refusals import Refused
from workshops.services import hiding, pearls, posting

ALONG = ("group__theme",)


def add_contribution(
    *, group: OpenSpaceGroup, device: Device, id: UUID, kind: str, text: str
) -> Contribution:
    """Posts into a group at work. The same ``id`` again changes nothing and returns what is there."""
    workshop = group.theme.workshop
    with live.writing(workshop) as write:
        write.require("open_space", otherwise=_("Groups are not writing right now. Your text is still here."))
        write.reread(group, "theme", gone=_group_gone())
        if group.ended and not Contribution.objects.filter(pk=id).exists():
            raise Refused(_("This group has ended. Open it again to write; your text is still here."))
        contribution, is_new = posting.post_once(
            write, Contribution(pk=id, group=group, kind=kind, text=text), device=device
        )
        if is_new:
            write.push(*pushes.contribution(workshop, contribution))
        return contribution


def _group_gone() -> str:
    return _("This group no longer exists. Your text is still here: join another one.")


def edit_contribution(*, contribution: Contribution, text: str) -> None:
    workshop = contribution.group.theme.workshop
    with live.writing(workshop) as write:
        write.reread(contribution, *ALONG)
        contribution.text = text
        contribution.save(update_fields=["text"])
        write.push(*pushes.contribution(workshop, contribution))


def withdraw_contribution(*, contribution: Contribution) -> None:
    """Its writer takes it back: the row goes."""
    workshop = contribution.group.theme.workshop
    with live.writing(workshop) as write:
        with pearls.following(workshop):
            posting.withdraw(workshop, contribution)
        write.push(*pushes.contribution(workshop, contribution))


def mark_pearl(*, contribution: Contribution, on: bool, by: Participant | None = None) -> None:
    """The group wants everyone to carry this home; it has room for a few such things.

    ``by`` is who marks it, None for a facilitator.
    """
    workshop = contribution.group.theme.workshop
    with live.writing(workshop) as write:
        write.reread(contribution, *ALONG, gone=_("Its writer has removed this text."))
        if by:
            words = _("The facilitator has hidden this text.")
            refuse_marking(write, by, contribution, taken_off=words)
        if contribution.pearl == on:
            return
        if on:
            refuse_one_more_pearl(workshop, contribution.group)
        with pearls.following(workshop):
            contribution.pearl = on
            contribution.save(update_fields=["pearl"])
        write.push(*pushes.contribution(workshop, contribution))


def refuse_marking(
    write: live.Write, by: Participant, found: Contribution | Picture, *, taken_off: str
) -> None:
    """Pearls are marked at their time, by the group itself, of what is shown."""
    write.require(*phases.having("marks_pearls"), otherwise=_("Pearls are not being marked right now."))
    if write.reread(by).group_id != found.group_id:
        raise Refused(_("Each group marks its own pearls. You can mark only those of your own group."))
    if found.hidden:
        raise Refused(taken_off)


def refuse_one_more_pearl(workshop: Workshop, group: OpenSpaceGroup) -> None:
    """Texts and pictures share the few that a group has."""
    if open_space.pearl_count(group) < workshop.pearls_each:
        return
    words = ngettext(
        "The group has its %(count)s pearl. Unmark it before you mark another.",
        "The group has its %(count)s pearls. Unmark one before you mark another.",
        workshop.pearls_each,
    )
    raise Refused(words % {"count": workshop.pearls_each})


def _push_hidden(write: live.Write, contribution: Contribution) -> None:
    write.push(*pushes.contribution(write.workshop, contribution))


hiding.register(
    hiding.Hideable(
        key="text",
        model=Contribution,
        workshop_path=Contribution.workshop_path,
        hidden=gettext_lazy("A text was hidden."),
        shown=gettext_lazy("A text is shown again."),
        withdrawn=gettext_lazy("Its writer has removed this text."),
        push=_push_hidden,
        along=ALONG,
    )
)
