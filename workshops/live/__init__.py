"""The one way to change a workshop, and to tell every page of it what changed. See docs/live.md.

with live.writing(workshop) as write:
    write.reread(note)
    …
    write.push(*pushes.note(workshop, note))
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from workshops.live import frames
from workshops.live.close_codes import CloseCode
from workshops.models import Workshop
from workshops.refusals import Gone, Refused

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Thing = TypeVar("Thing", bound=Model)


class AfterClosing(Enum):
    """What a closed workshop still takes, and nothing else: everything written in it stays as it is."""

    TASK_STATUS = "how far a task has come, and how it went, is told for months"
    AMENDING = "what was agreed lives on: it is amended, and each amendment says what stood before"
    FOLLOW_UP = "who took part says how tasks look, somebody wants reminders or not, the calendar is shared"
    REMINDING = "somebody is reminded by mail, once"
    SHARING = "the report is shared with the participants, or no longer"
    REPORT_EDITING = "until the report is shared it gets a foreword, and loses what is left out of it"
    DOCUMENTS = "documents are made of what stands"
    SENDING = "the report goes to those to whom it was promised, and their links end"
    FACILITATION = "whoever facilitates changes with the memberships"
    SETTINGS = "the admin corrects a title or a date, and a workshop becomes a template"
    ARCHIVING = "its facilitators put it away, or take it back into their list"
    SERIES = "it is put into a series or taken out of it, and nothing that was written changes"
    PRIVATE_NOTES = "facilitators keep their own notes, which nobody else sees"
    LEAVING = "somebody asks for their row to be deleted, and may take that back for some minutes"
    RETENTION = "notes are purged on their day"
    QUOTING = "a coordinator's synthesis quotes what was written, and nothing of it changes"
    ENDING = "a rehearsal, or a workshop that nobody has joined, is deleted as a whole"


class Write:
    """One change of a workshop, its row held until the change is committed. Made by `writing`.

    ``workshop`` is as it is now. What is pushed is collected and sent after commit; a write that pushes
    nothing has changed nothing and does not count.
    """

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.fragments: list[frames.Fragment] = []
        self.all_refetch = False

    def push(self, *fragments: frames.Fragment) -> None:
        """Sends these pieces of pages after commit."""
        self.fragments += fragments

    def refetch(self) -> None:
        """Tells every page to fetch itself anew: the phase or something as large has changed."""
        self.all_refetch = True

    def close_sockets(
        self, code: CloseCode, *, participant_id: int | None = None, user_id: int | None = None
    ) -> None:
        """After commit: of one participant, of one facilitator, or with neither of all participants."""
        frames.close_sockets(self.workshop.pk, code, participant_id=participant_id, user_id=user_id)

    def require(self, *in_phases: str, otherwise: str | StrPromise) -> None:
        """Refuses with the words ``otherwise`` unless the workshop is in one of these phases."""
        if self.workshop.phase not in in_phases:
            raise Refused(otherwise)

    def reread(self, thing: Thing, *along: str, gone: str | StrPromise = "") -> Thing:
        """The same object with what the database says now, and with the relations ``along``.

        What was read before the lock may have changed while this write waited for it. Raises `Gone`, with
        the words ``gone``, for a row that somebody else has deleted.
        """
        rows = type(thing)._default_manager.all()
        try:
            thing.refresh_from_db(from_queryset=rows.select_related(*along) if along else rows)
        except ObjectDoesNotExist:
            raise Gone(gone or _("Somebody has just removed this. Look at the page again.")) from None
        return thing

    def _finish(self) -> None:
        """Counts last, so that of two writes the later one has the higher ``rev``."""
        if not (self.fragments or self.all_refetch):
            return
        rev = self.workshop.rev = _next_rev(self.workshop)
        workshop_id, fragments, refetch = self.workshop.pk, tuple(self.fragments), self.all_refetch
        transaction.on_commit(
            lambda: frames.send_frames(workshop_id, rev, fragments, refetch=refetch), robust=True
        )


@contextmanager
def writing(workshop: Workshop, *, after_closing: AfterClosing | None = None) -> Iterator[Write]:
    """The one way to change a workshop. Two who press in the same instant come here one after the other.

    The workshop's row is locked first, so that no two writes take locks in different orders and wait for
    each other. ``workshop`` is read anew in place; all else that a decision rests on must be read inside,
    other objects by `Write.reread`. Raises `Gone` when the workshop has been deleted, `Refused` when it is
    closed and ``after_closing`` does not say why the change goes on.
    """
    with transaction.atomic():
        _lock(workshop)
        if workshop.is_closed and after_closing is None:
            raise Refused(_("This workshop is closed, and what was written in it stays as it is."))
        write = Write(workshop)
        yield write
        write._finish()


@contextmanager
def holding(rows: QuerySet[Thing]) -> Iterator[dict[int, Thing]]:
    """The same for what outlives its workshop and is live on no page, such as practices of the library.

    These rows by their ids, locked in one order until the change is committed, and as they are now. Inside
    a write the workshop's row is locked already, so nobody takes the two in another order.
    """
    with transaction.atomic():
        locked = rows.order_by("pk").select_for_update(no_key=True)
        yield {row.pk: row for row in locked}


def _lock(workshop: Workshop) -> None:
    """``no_key``: rows that point to the workshop, as notes do, can be added meanwhile (PostgreSQL).

    SQLite has no row locks and needs none: its transactions are IMMEDIATE, one writer at a time.
    """
    try:
        workshop.refresh_from_db(from_queryset=Workshop.objects.select_for_update(no_key=True))
    except Workshop.DoesNotExist:
        raise Gone(_("This workshop no longer exists.")) from None


def _next_rev(workshop: Workshop) -> int:
    """Counts and reads ``rev`` in one statement, which the ORM has no word for: every write passes here."""
    table = connection.ops.quote_name(Workshop._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET rev = rev + 1 WHERE id = %s RETURNING rev",  # noqa: S608 - no input in it
            [workshop.pk],
        )
        counted = cursor.fetchone()
    return int(counted[0]) if counted else workshop.rev + 1  # the write was the workshop's end
