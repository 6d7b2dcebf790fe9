"""Writes about notes: posting, changing and withdrawing one's own, *ours too*."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops import live
from workshops.access.devices import Device
from workshops.course import phases
from workshops.refusals import Gone, Refused
from workshops.services import hiding, posting
from worryzones import pushes
from worryzones.models import Note, Ours, Table, ThemeGroup
from worryzones.services import theming

ALONG = ("table__cafe__workshop",)
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


def edit_note(*, note: Note, text: str) -> None:
    with live.writing(note.table.cafe.workshop) as write:
        write.reread(note, *ALONG)
        note.text = text
        note.save(update_fields=["text"])
        _push(write, note)


def withdraw_note(*, note: Note) -> None:
    """Its writer takes it back: the row goes, and the theme group that held nothing else."""
    workshop = note.table.cafe.workshop
    with live.writing(workshop) as write:
        groups = {group.pk for group in ThemeGroup.objects.filter(notes=note)}
        posting.withdraw(workshop, note)
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
    """The note alone where notes are written; elsewhere the page."""
    fragments = pushes.note(write.workshop, note, is_new=is_new)
    if fragments:
        write.push(*fragments)
    else:
        write.refetch()


def _push_hidden(write: live.Write, note: Note) -> None:
    """A note that is shown again goes back to its place, which only the whole page knows."""
    if note.hidden:
        _push(write, note)
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
        push=_push_hidden,
        along=ALONG,
    )
)
