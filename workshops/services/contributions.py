"""Writes about what groups contribute: posting, changing and withdrawing one's own, pearls."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from workshops import live
from workshops.access.devices import Device
from workshops.access.permissions import Viewer
from workshops.course import phases
from workshops.extension import shareable
from workshops.models import Contribution, OpenSpaceGroup, Participant, Picture, Sharing, Theme, Workshop
from workshops.pushes import open_space as open_space_pushes
from workshops.pushes import sharing as sharing_pushes
from workshops.queries import open_space
from workshops.refusals import Refused
from workshops.services import hiding, pearls, posting, withdrawing

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
            write.push(*open_space_pushes.contribution(workshop, contribution))
        return contribution


def _group_gone() -> str:
    return _("This group no longer exists. Your text is still here: join another one.")


def edit_contribution(*, contribution: Contribution, text: str, kind: str = "") -> None:
    """Its writer words it anew, and may call it another kind of thing; what is hidden stays so."""
    workshop = contribution.group.theme.workshop
    with live.writing(workshop) as write:
        write.reread(contribution, *ALONG)
        contribution.text, contribution.kind = text, kind or contribution.kind
        contribution.reworded, contribution.share_confirmed = "", False
        contribution.save(update_fields=["text", "kind", "reworded", "share_confirmed"])
        _push(write, contribution)


def withdraw_contribution(*, contribution: Contribution, device: Device | None = None) -> None:
    """Its writer takes it back: the row goes. With their ``device`` it can be brought back."""
    workshop = contribution.group.theme.workshop
    with live.writing(workshop) as write:
        with pearls.following(workshop):
            withdrawing.withdraw(write, contribution, device=device)
        _push(write, contribution)


def _push(write: live.Write, contribution: Contribution) -> None:
    """What is hidden one phone shows, and nobody is to know which."""
    if contribution.hidden or write.workshop.phase == "agreement":
        write.refetch()
    else:
        write.push(*open_space_pushes.contribution(write.workshop, contribution))
        if contribution.sharing != Sharing.WORKSHOP:
            write.push(sharing_pushes.listed(write.workshop))


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
            contribution.pearl, contribution.pearl_order = on, pearls.order_for(workshop) if on else 0
            contribution.save(update_fields=["pearl", "pearl_order"])
        write.push(*open_space_pushes.contribution(workshop, contribution))


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


hiding.register(
    hiding.Hideable(
        key="text",
        model=Contribution,
        workshop_path=Contribution.workshop_path,
        hidden=gettext_lazy("A text was hidden."),
        shown=gettext_lazy("A text is shown again."),
        withdrawn=gettext_lazy("Its writer has removed this text."),
    )
)


def _settle(write: live.Write, contribution: Contribution) -> None:
    """The group has room for so many pearls, and may have marked others meanwhile."""
    if contribution.pearl and not contribution.hidden:
        marked = open_space.pearl_count(contribution.group)
        contribution.pearl = marked < write.workshop.pearls_each


withdrawing.register(withdrawing.Withdrawable(Contribution, "contribution", settle=_settle))


def _shown(workshop: Workshop) -> QuerySet[Contribution]:
    return open_space.contributions().filter(group__theme__workshop=workshop)


def _offered(viewer: Viewer) -> list[Contribution]:
    """Of one's own group. While pearls are marked the choice stands under each text already."""
    group = viewer.participant.group_id if viewer.participant else None
    if group is None or viewer.workshop.traits.marks_pearls:
        return []
    return list(_shown(viewer.workshop).filter(group=group))


def _theme_of(contribution: Contribution) -> Theme:
    return contribution.group.theme


def _refuse_sharing(write: live.Write, by: Participant, contribution: Contribution) -> None:
    if write.reread(by).group_id != contribution.group_id:
        raise Refused(_("Each group says what it shares. You can say it of the texts of your own group."))


shareable.add(
    shareable.Kind(
        name=gettext_lazy("From our group"),
        model=Contribution,
        workshop_path=Contribution.workshop_path,
        rows=_shown,
        offered=_offered,
        theme_of=_theme_of,
        refuse=_refuse_sharing,
    )
)
