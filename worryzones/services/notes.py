"""Writes about notes: posting, changing and withdrawing one's own, *ours too*, hiding."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from workshops import live
from workshops.devices import Device
from workshops.permissions import Role
from workshops.refusals import Refused
from worryzones import queries
from worryzones.models import Note, Ours, Table


@transaction.atomic
def add_note(*, table: Table, device: Device, id: UUID, kind: str, text: str) -> Note:
    """Posts a note. The same ``id`` again changes nothing and returns what is there."""
    workshop = table.cafe.workshop
    note, is_new = Note.objects.get_or_create(
        pk=id,
        defaults={
            "table": table,
            "kind": kind,
            "text": text,
            "round": workshop.round,
            "proof": device.prove(id),
        },
    )
    if is_new:
        live.changed(workshop, *fragments(note))
    elif note.proof != device.prove(id):
        raise Refused(_("This note could not be saved. Write it once more."))
    return note


@transaction.atomic
def edit_note(*, note: Note, text: str) -> None:
    note.text = text
    note.save(update_fields=["text"])
    live.changed(note.table.cafe.workshop, *fragments(note))


@transaction.atomic
def withdraw_note(*, note: Note) -> None:
    """Its writer takes it back: the row goes."""
    Note.objects.filter(pk=note.pk).delete()
    live.changed(note.table.cafe.workshop, *fragments(note))


@transaction.atomic
def hide_note(*, note: Note, hidden: bool) -> None:
    """A facilitator takes a note off everyone's screens, or shows it again."""
    note.hidden = hidden
    note.save(update_fields=["hidden"])
    live.changed(note.table.cafe.workshop, *fragments(note))


@transaction.atomic
def mark_ours(*, note: Note, device: Device, on: bool) -> None:
    """One device says *ours too* of a note, at most once, and may take it back."""
    proof = device.prove("ours", note.pk)
    if on:
        _row, changed = Ours.objects.get_or_create(proof=proof, defaults={"note": note})
    else:
        changed = bool(Ours.objects.filter(proof=proof).delete()[0])
    if changed:
        live.changed(note.table.cafe.workshop, *fragments(note))


def fragments(note: Note) -> tuple[live.Fragment, ...]:
    """The note as participants and as facilitators see it, and its table's count."""

    def context() -> dict[str, object]:
        return queries.note_context(note)

    return (
        live.Fragment("worryzones/cafe.html#pushed", context, roles=(Role.PARTICIPANT,)),
        live.Fragment("worryzones/console.html#pushed", context, roles=(Role.FACILITATOR,)),
        live.Fragment("worryzones/projector.html#pushed", context, roles=(Role.PROJECTOR,)),
    )
