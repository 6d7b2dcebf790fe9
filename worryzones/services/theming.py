"""Writes about theme groups: a table puts its notes together and names them.

A theme group holds at least one note; when its last one leaves, the group goes and its theme with it.
Source: design/method.md, "The course of a workshop".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops import live, undo
from workshops.course import phases
from workshops.live import frames
from workshops.models import Theme
from workshops.refusals import Refused
from worryzones import pushes
from worryzones.models import Note, Table, ThemeGroup

TITLE_LENGTH = 120


def make_theme_group(*, table: Table, notes: Collection[Note], title: str) -> ThemeGroup:
    """Puts the notes together under a name. The same notes under the same name again are the same group."""
    with _theming(table) as write:
        found = _still_there(table, notes)
        together = found[0].theme_group
        if together and together.theme.title == title and _holds(together, found):
            return together
        theme = Theme.objects.create(workshop=write.workshop, title=title, mark=str(table.zone_number))
        group = ThemeGroup.objects.create(table=table, theme=theme)
        _move(write, table, found, group)
        return group


def make_theme_of(*, note: Note) -> ThemeGroup:
    """A facilitator makes a theme of one note, called by its own words. Can be undone.

    In the joint debrief too: few groups may not have got to every table, and votes go to themes alone.
    """
    table = note.table
    with live.writing(table.cafe.workshop) as write:
        _refuse_when_none_is_made(write)
        [found] = _still_there(table, [note])
        if found.theme_group:
            return found.theme_group
        title = Truncator(found.text).chars(TITLE_LENGTH)
        theme = Theme.objects.create(workshop=write.workshop, title=title, mark=str(table.zone_number))
        group = ThemeGroup.objects.create(table=table, theme=theme)
        undo.offer(write, "theme_made", note=str(note.pk), group=group.pk)
        _move(write, table, [found], group)
        return group


@undo.undoable("theme_made", gettext_lazy("A note was made a theme."))
def _take_out_again(write: live.Write, *, note: str, group: int) -> None:
    """Where its table has gone on with it, the note stays."""
    _refuse_when_none_is_made(write)
    found = Note.objects.filter(pk=note, theme_group=group).select_related("table__cafe__workshop").first()
    if found is None or Note.objects.filter(theme_group=group).count() > 1:
        raise Refused(_("The people at its table have gone on with this theme meanwhile."))
    found.table.cafe.workshop = write.workshop
    _move(write, found.table, [found], None)


def put_notes(*, group: ThemeGroup, notes: Collection[Note]) -> None:
    """Puts the notes into a group of their own table, out of whichever they are in."""
    with _theming(group.table) as write:
        found = _still_there(group.table, notes)
        _reread(write, group)
        if not _holds(group, found):
            _move(write, group.table, found, group)


def take_out(*, table: Table, notes: Collection[Note]) -> None:
    """The notes stand alone again."""
    with _theming(table) as write:
        grouped = [note for note in _still_there(table, notes) if note.theme_group_id]
        if grouped:
            _move(write, table, grouped, None)


def rename(*, group: ThemeGroup, title: str) -> None:
    with _theming(group.table) as write:
        theme = _reread(write, group).theme
        if theme.title != title:
            theme.title = title
            theme.save(update_fields=["title"])
            write.push(*pushes.theme_groups(group.table, groups=[group.pk]))


def merge(*, group: ThemeGroup, into: ThemeGroup) -> None:
    """All notes of ``group`` go into another group of the same table, whose name stays."""
    with _theming(group.table) as write:
        _reread(write, group)
        _reread(write, into)
        if group.table_id != into.table_id:
            raise Refused(_("Only groups of the same table can be put together."))
        if group != into:
            _move(write, group.table, list(group.notes.all()), into)


@contextmanager
def _theming(table: Table) -> Iterator[live.Write]:
    """A write about the notes of a table, while notes are put together."""
    with live.writing(table.cafe.workshop) as write:
        _refuse_at_other_times(write)
        yield write


def _refuse_at_other_times(write: live.Write) -> None:
    write.require("theming", otherwise=_("Notes are not being put together right now."))


def _refuse_when_none_is_made(write: live.Write) -> None:
    write.require("theming", "sharing", otherwise=_("Notes are not being put together right now."))


def _reread(write: live.Write, group: ThemeGroup) -> ThemeGroup:
    return write.reread(group, "theme", "table__cafe__workshop", gone=theme_group_gone_words())


def _still_there(table: Table, notes: Collection[Note]) -> list[Note]:
    """The notes as they are now. Refuses when none was chosen, or one has gone or is of another table."""
    if not notes:
        raise Refused(_("Choose at least one note first."))
    wanted = {note.pk for note in notes}
    found = Note.objects.filter(pk__in=wanted, table=table, hidden=False).select_related(
        "theme_group__theme", "table__cafe__workshop"
    )
    if len(found) < len(wanted):
        raise Refused(note_gone_words())
    return list(found)


def note_gone_words() -> str:
    return _("One of the notes has just been removed. Look at what is chosen and try again.")


def show_at_work(*, group: ThemeGroup, page: UUID) -> None:
    """Shows for a moment that somebody has the group in hand; nothing is stored."""
    frames.send_transient_sync(group.table.cafe.workshop_id, pushes.at_work(group.pk, page))


def theme_group_gone_words() -> str:
    return _("This theme group has just been put together with another, or emptied. Look at the table again.")


def _holds(group: ThemeGroup, notes: Iterable[Note]) -> bool:
    return all(note.theme_group_id == group.pk for note in notes)


def _move(write: live.Write, table: Table, notes: Collection[Note], to: ThemeGroup | None) -> None:
    touched = {note.theme_group_id for note in notes if note.theme_group_id}
    Note.objects.filter(pk__in=[note.pk for note in notes]).update(theme_group=to)
    drop_empty(write, touched)
    touched |= {to.pk} if to else set()
    if write.workshop.phase == "theming":
        write.push(*pushes.theme_groups(table, moved=notes, groups=touched, loose=to is None))
    else:
        write.refetch()


def drop_empty(write: live.Write, group_ids: Collection[int]) -> None:
    """Theme groups without a note go, each with its theme.

    From the choosing on both stay, and whenever something has been built on the theme: people have voted
    for it, facilitators have worded it, a group works on it.
    """
    if not phases.is_after("choosing", write.workshop.phase):
        return
    empty = ThemeGroup.objects.filter(pk__in=group_ids, notes=None)
    untouched = empty.filter(theme__votes=None, theme__question="", theme__reason="", theme__groups=None)
    themes = list(untouched.values_list("theme", flat=True))
    Theme.objects.filter(merged_into__in=themes).update(merged_into=None)
    Theme.objects.filter(pk__in=themes).delete()
