"""Writes about notes: posting, changing and withdrawing one's own, *ours too*."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops import live
from workshops.access.devices import Device
from workshops.access.permissions import Viewer
from workshops.course import phases
from workshops.extension import shareable
from workshops.models import Theme, Workshop
from workshops.refusals import Gone, Refused
from workshops.services import hiding, posting, withdrawing
from worryzones import pushes
from worryzones.models import Note, Ours, Table, ThemeGroup
from worryzones.services import theming

ALONG = ("table__cafe__workshop",)
MAX_OFFERED = 60  # on a phone, of those that help
WRITING_PHASES = phases.having("writes_notes")


def add_note(*, table: Table, device: Device, id: UUID, kind: str, text: str) -> Note:
    """Posts a note. The same ``id`` again changes nothing and returns what is there."""
    workshop = table.cafe.workshop
    try:
        with live.writing(workshop) as write:
            write.require(*WRITING_PHASES, otherwise=not_now_words())
            row = Note(pk=id, table=table, kind=kind, text=text, round=workshop.round)
            note, is_new = posting.post_once(write, row, device=device)
            if is_new:
                _push(write, note, is_new=True)
            return note
    except IntegrityError:  # the table is looked for by the commit alone: a query less for each note
        words = _("Your table has just been put together with another. Your text is still here.")
        raise Gone(words) from None


def not_now_words() -> str:
    return _("Notes are not being written right now. Your text is still here.")


def edit_note(*, note: Note, text: str, kind: str = "") -> None:
    """Its writer words it anew, and may call it another kind of thing; what is hidden stays so."""
    with live.writing(note.table.cafe.workshop) as write:
        write.reread(note, *ALONG)
        note.text, note.kind = text, kind or note.kind
        note.reworded, note.share_confirmed = "", False
        note.save(update_fields=["text", "kind", "reworded", "share_confirmed"])
        _push(write, note)


def withdraw_note(*, note: Note, device: Device | None = None) -> None:
    """Its writer takes it back: the row goes, and the theme group that held nothing else.

    With their ``device`` the note can be brought back, though not that group.
    """
    workshop = note.table.cafe.workshop
    with live.writing(workshop) as write:
        groups = {group.pk for group in ThemeGroup.objects.filter(notes=note)}
        withdrawing.withdraw(write, note, device=device)
        theming.drop_empty(write, groups)
        if groups:
            write.refetch()
        else:
            _push(write, note)


def mark_ours(*, note: Note, device: Device, on: bool) -> None:
    """One device says *ours too* of a note, at most once, and may take it back."""
    with live.writing(note.table.cafe.workshop) as write:
        if write.reread(note, *ALONG).hidden:
            raise Refused(_("The facilitator has hidden this note."))
        proof = device.prove("ours", note.pk)
        said = Ours.objects.filter(proof=proof)
        if on == said.exists():
            return
        if on:
            Ours.objects.create(proof=proof, note=note)
        else:
            said.delete()
        _push(write, note)


def purge(write: live.Write) -> None:
    """All notes of the workshop go; the names under which tables put them together stay."""
    Note.objects.filter(table__cafe__workshop=write.workshop).delete()


def _push(write: live.Write, note: Note, *, is_new: bool = False) -> None:
    """The note alone where notes are written. Elsewhere the page, as of what is hidden: one phone has it."""
    fragments = () if note.hidden else pushes.note(write.workshop, note, is_new=is_new)
    if fragments:
        write.push(*fragments)
    else:
        write.refetch()


hiding.register(
    hiding.Hideable(
        key="note",
        model=Note,
        workshop_path=Note.workshop_path,
        hidden=gettext_lazy("A note was hidden."),
        shown=gettext_lazy("A note is shown again."),
        withdrawn=gettext_lazy("Its writer has removed this note."),
    )
)

withdrawing.register(withdrawing.Withdrawable(Note, "note", Ours, "note"))


def _that_help(workshop: Workshop) -> QuerySet[Note]:
    shown = Note.objects.filter(table__cafe__workshop=workshop, hidden=False, kind=Note.Kind.HELPS)
    return shown.select_related("theme_group__theme__merged_into", "table__cafe__workshop")


def _offered(viewer: Viewer) -> list[Note]:
    """What helps, of the themes that are worked on: everyone was at the tables, so everyone may share it."""
    group = viewer.participant.group if viewer.participant else None
    at_work = Q(theme_group__theme__selected=True) | Q(theme_group__theme__merged_into__selected=True)
    found = _that_help(viewer.workshop).filter(at_work).order_by("theme_group", "text", "pk")[:MAX_OFFERED]
    own = group.theme_id if group else None
    return sorted(found, key=lambda note: getattr(_theme_of(note), "pk", None) != own)


def _theme_of(note: Note) -> Theme | None:
    theme = note.theme_group.theme if note.theme_group else None
    return (theme.merged_into or theme) if theme else None


shareable.add(
    shareable.Kind(
        name=gettext_lazy("What helps, from the tables"),
        model=Note,
        workshop_path=Note.workshop_path,
        rows=_that_help,
        offered=_offered,
        theme_of=_theme_of,
    )
)
