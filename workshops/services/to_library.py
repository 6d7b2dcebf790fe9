"""Writes about what a workshop shares: how far, in which words, and what the facilitator confirms."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from workshops import live
from workshops.course import phases
from workshops.extension import hooks, shareable
from workshops.extension.closing import Answers
from workshops.extension.shareable import Marked, Shared
from workshops.models import Participant, Sharing, Workshop
from workshops.pushes import sharing as sharing_pushes
from workshops.refusals import ClosingAsks, Gone, Refused
from workshops.services.rewording import reword

UNTIL_CLOSED = (*phases.having("marks_shared"), "feedback")


def mark_shared(*, thing: Any, level: str, by: Participant | None = None) -> None:
    """So far this text may travel, *this workshop* for no further. The last one who says it holds.

    ``by`` is who says it, None for a facilitator. Saying anything new takes a confirmation back.
    """
    workshop = shareable.workshop_of(thing)
    with live.writing(workshop) as write:
        _in_time(write, by)
        _refuse_level(workshop, level)
        _standing(write, thing)
        if by:
            shareable.refuse(write, by, thing)
        if thing.sharing == level:
            return
        thing.sharing, thing.share_confirmed = level, False
        thing.save(update_fields=["sharing", "share_confirmed"])
        write.push(*sharing_pushes.marked(workshop, thing))


def _in_time(write: live.Write, by: Participant | None = None) -> None:
    when = phases.having("marks_shared") if by else UNTIL_CLOSED
    write.require(*when, otherwise=_("What goes into the library is not being chosen right now."))


def _refuse_level(workshop: Workshop, level: str) -> None:
    if level not in Sharing.values:
        raise Refused(_("There is no such choice. Choose from the list how far it is shared."))
    if not Sharing.within(level, workshop.sharing):
        raise Refused(_("The workshop agreed that its practices are not shared this far."))


def _standing(write: live.Write, thing: Any) -> None:
    """As it is now; what has been hidden or has become another kind of thing meanwhile is not shared."""
    gone = _("This text is no longer there, so it is not shared.")
    write.reread(thing, gone=gone)
    if shareable.find(write.workshop, thing.pk) is None:
        raise Gone(gone)


def reword_shared(*, thing: Any, read: str, reworded: str) -> None:
    """A facilitator's words for the library. The text itself stays its writer's; ``read`` as in `reword`."""
    workshop = shareable.workshop_of(thing)
    with live.writing(workshop) as write:
        _in_time(write)
        _standing(write, thing)
        thing.reworded = thing.told
        if reword(thing, read=read, reworded=reworded):
            write.push(*sharing_pushes.marked(workshop, thing))


def confirm_shared(*, thing: Any, on: bool, anyway: bool = False) -> None:
    """It goes into the library as it stands, or not yet. ``anyway``: though it may tell of a person."""
    workshop = shareable.workshop_of(thing)
    with live.writing(workshop) as write:
        _in_time(write)
        _standing(write, thing)
        found = next((one for one in shareable.marked(workshop) if one.row.pk == thing.pk), None)
        if found is None:
            raise Gone(_("The group has just chosen not to share this."))
        if on and found.asks and not anyway:
            raise Refused(_("Somebody could be recognised by this text. Change it, or share it anyway."))
        _confirm(write, [found], on=on)


def confirm_all_shared(*, workshop: Workshop) -> None:
    """All but those that might tell of a person: each of these is asked about by itself."""
    with live.writing(workshop) as write:
        _in_time(write)
        _confirm(write, [one for one in shareable.marked(workshop) if one.is_ready], on=True)


def _confirm(write: live.Write, found: list[Marked], *, on: bool) -> None:
    changed = [one.row for one in found if one.row.share_confirmed != on]
    for row in changed:
        row.share_confirmed = on
        row.save(update_fields=["share_confirmed"])
    if changed:
        write.push(sharing_pushes.listed(write.workshop))


def is_asked(workshop: Workshop) -> bool:
    """A rehearsal shares nothing, so nothing is asked."""
    return not workshop.is_rehearsal and bool(shareable.marked(workshop))


def settle(write: live.Write, answers: Answers) -> None:
    """Shares what was ticked. Anything said since the list was drawn brings the question anew."""
    found = shareable.marked(write.workshop)
    if list(answers.get("marked", ())) != [shareable.version_of(found)]:
        raise ClosingAsks(_("Say first what goes into the library, then close."))
    ticked, keeps = set(answers.get("share", ())), "1" in answers.get("with_notes", ())
    for one in found:
        if str(one.row.pk) in ticked:
            hooks.run_on_share(write, Shared(one.row, one.row.told, one.level, one.theme, keeps))
