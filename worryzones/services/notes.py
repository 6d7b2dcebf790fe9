"""Writes about notes: posting, changing and withdrawing one's own, *ours too*, hiding."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops import inverses, live
from workshops.access.devices import Device
from workshops.access.permissions import Role
from workshops.extension import hooks
from workshops.models import Workshop
from workshops.queries.course import locked
from workshops.refusals import Refused
from workshops.services import undoing
from worryzones import queries
from worryzones.models import Note, Ours, Table, ThemeGroup
from worryzones.services import theming


def add_note(*, table: Table, device: Device, id: UUID, kind: str, text: str) -> Note:
    """Posts a note. The same ``id`` again changes nothing and returns what is there."""
    proof = device.prove(id)
    note = Note(pk=id, table=table, kind=kind, text=text, round=table.cafe.workshop.round, proof=proof)
    try:
        with transaction.atomic():
            note.save(force_insert=True)
            _tell(note, new=True)
    except IntegrityError:  # asked only then: nearly every note is new, and a room waits for each
        note = Note.objects.get(pk=id)
        if note.proof != proof:
            raise Refused(_("This note could not be saved. Write it once more.")) from None
    return note


@transaction.atomic
def edit_note(*, note: Note, text: str) -> None:
    note.text = text
    note.save(update_fields=["text"])
    _tell(note)


@transaction.atomic
def withdraw_note(*, note: Note) -> None:
    """Its writer takes it back: the row goes, and the theme group that held nothing else."""
    workshop = locked(note.table.cafe.workshop)
    groups = {group.pk for group in ThemeGroup.objects.filter(notes=note)}
    Note.objects.filter(pk=note.pk).delete()
    theming.drop_empty(groups)
    if groups:
        live.changed(workshop, whole=True)
    else:
        _tell(note)


@transaction.atomic
def hide_note(*, note: Note, hidden: bool) -> None:
    """A facilitator takes a note off everyone's screens, or shows it again. Can be undone."""
    key = "note_hidden" if hidden else "note_shown"
    _set_hidden(note, hidden, undoing.offer(note.table.cafe.workshop, key, note=str(note.pk)))


def _set_hidden(note: Note, hidden: bool, *more: live.Fragment) -> None:
    note.hidden = hidden
    note.save(update_fields=["hidden"])
    _tell(note, *more, back=not hidden)


def turn_back(workshop: Workshop, *, note: str) -> None:
    """Undoes `hide_note`. A note that its writer has withdrawn meanwhile stays away."""
    found = queries.notes().filter(pk=note, table__cafe__workshop=workshop).first()
    if found is None:
        raise Refused(_("Its writer has taken this note away."))
    _set_hidden(found, not found.hidden)


def purge(workshop: Workshop) -> None:
    """All notes of the workshop go; the names under which tables put them together stay."""
    Note.objects.filter(table__cafe__workshop=workshop).delete()


def register() -> None:
    hooks.on_purge(purge)
    inverses.add("note_hidden", gettext_lazy("A note was hidden."), turn_back)
    inverses.add("note_shown", gettext_lazy("A note is shown again."), turn_back)


@transaction.atomic
def mark_ours(*, note: Note, device: Device, on: bool) -> None:
    """One device says *ours too* of a note, at most once, and may take it back."""
    proof = device.prove("ours", note.pk)
    if on:
        _row, changed = Ours.objects.get_or_create(proof=proof, defaults={"note": note})
    else:
        changed = bool(Ours.objects.filter(proof=proof).delete()[0])
    if changed:
        _tell(note)


def _tell(note: Note, *more: live.Fragment, back: bool = False, new: bool = False) -> None:
    """The note alone where notes are written; elsewhere, or when it comes back to its place, the page."""
    workshop = note.table.cafe.workshop
    known = {"cafe": fragments, "theming": theming.note_fragments}.get(workshop.phase)
    if known and not back:
        live.changed(workshop, *known(note, new), *more)
    else:
        live.changed(workshop, whole=True)


def fragments(note: Note, new: bool = False) -> tuple[live.Fragment, ...]:
    """The note as participants and as facilitators see it; browsers count for themselves."""

    def context() -> dict[str, object]:
        return queries.note_context(note, new)

    return (
        live.Fragment("worryzones/cafe.html#pushed", context, roles=(Role.PARTICIPANT,)),
        live.Fragment("worryzones/console.html#pushed", context, roles=(Role.FACILITATOR,)),
        live.Fragment("worryzones/projector.html#pushed", context, roles=(Role.PROJECTOR,)),
    )
