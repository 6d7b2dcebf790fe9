"""Writes about theme groups: a table puts its notes together and names them.

A theme group holds at least one note; when its last one leaves, the group goes and its theme with it.
Source: design/method.md, "The course of a workshop".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from workshops import live
from workshops.access.permissions import Role
from workshops.models import Theme, Workshop
from workshops.queries.course import locked
from workshops.refusals import Refused
from worryzones import queries
from worryzones.models import Note, Table, ThemeGroup
from worryzones.queries import theming


@transaction.atomic
def make_theme_group(*, table: Table, notes: Collection[Note], title: str) -> ThemeGroup:
    """Puts the notes together under a name. The same notes under the same name again are the same group."""
    workshop = locked(table.cafe.workshop)
    found = _still_there(table, notes)
    together = found[0].theme_group
    if together and together.theme.title == title and _holds(together, found):
        return together
    theme = Theme.objects.create(workshop=workshop, title=title, mark=str(table.zone_number))
    group = ThemeGroup.objects.create(table=table, theme=theme)
    _move(table, found, group)
    return group


@transaction.atomic
def put_notes(*, group: ThemeGroup, notes: Collection[Note]) -> None:
    """Puts the notes into a group of their own table, out of whichever they are in."""
    locked(group.table.cafe.workshop)
    found = _still_there(group.table, notes)
    group = _standing(group)
    if not _holds(group, found):
        _move(group.table, found, group)


@transaction.atomic
def take_out(*, table: Table, notes: Collection[Note]) -> None:
    """The notes stand alone again."""
    locked(table.cafe.workshop)
    grouped = [note for note in _still_there(table, notes) if note.theme_group_id]
    if grouped:
        _move(table, grouped, None)


@transaction.atomic
def rename(*, group: ThemeGroup, title: str) -> None:
    locked(group.table.cafe.workshop)
    group = _standing(group)
    if group.theme.title != title:
        group.theme.title = title
        group.theme.save(update_fields=["title"])
        live.changed(group.table.cafe.workshop, *fragments(group.table, groups=[group.pk]))


@transaction.atomic
def merge(*, group: ThemeGroup, into: ThemeGroup) -> None:
    """All notes of ``group`` go into another group of the same table, whose name stays."""
    locked(group.table.cafe.workshop)
    group, into = _standing(group), _standing(into)
    if group.table_id != into.table_id:
        raise Refused(_("Only groups of the same table can be put together."))
    if group != into:
        _move(group.table, list(group.notes.all()), into)


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


def _standing(group: ThemeGroup) -> ThemeGroup:
    there = ThemeGroup.objects.filter(pk=group.pk).select_related("theme", "table__cafe__workshop").first()
    if there is None:
        raise Refused(gone_words())
    return there


def note_gone_words() -> str:
    return _("One of the notes has just been taken away. Look at what is chosen and try again.")


def tell_at_work(*, group: ThemeGroup, page: UUID) -> None:
    """Shows for a moment that somebody has the group in hand. ``page`` tells a page what came of itself."""
    context = {"group": group.pk, "page": page}
    live.tell(
        group.table.cafe.workshop_id,
        live.Fragment("worryzones/theming.html#at_work", lambda: context, roles=(Role.PARTICIPANT,)),
    )


def gone_words() -> str:
    return _("This theme group has just been put together with another, or emptied. Look at the table again.")


def _holds(group: ThemeGroup, notes: Iterable[Note]) -> bool:
    return all(note.theme_group_id == group.pk for note in notes)


def _move(table: Table, notes: Collection[Note], to: ThemeGroup | None) -> None:
    touched = {note.theme_group_id for note in notes if note.theme_group_id}
    Note.objects.filter(pk__in=[note.pk for note in notes]).update(theme_group=to)
    drop_empty(touched)
    touched |= {to.pk} if to else set()
    live.changed(table.cafe.workshop, *fragments(table, moved=notes, groups=touched, loose=to is None))


def drop_empty(group_ids: Collection[int]) -> None:
    """Groups without a note go. A theme goes with its group, unless Open Space already works on it."""
    empty = list(ThemeGroup.objects.filter(pk__in=group_ids, notes=None).values_list("pk", flat=True))
    Theme.objects.filter(merged_into__theme_group__in=empty).update(merged_into=None)
    Theme.objects.filter(theme_group__in=empty, groups=None).delete()
    ThemeGroup.objects.filter(pk__in=empty).delete()


def fragments(
    table: Table, *, moved: Collection[Note] = (), groups: Collection[int] = (), loose: bool = False
) -> tuple[live.Fragment, ...]:
    """The groups a change touched, and the table's loose notes when one may have come back to them."""

    def context() -> dict[str, object]:
        return theming.pieces(table, moved, groups, loose)

    return (
        live.Fragment("worryzones/theming.html#pushed", context, roles=(Role.PARTICIPANT,)),
        live.Fragment("worryzones/theming_console.html#pushed", context, roles=(Role.FACILITATOR,)),
        tally_fragment(table.cafe.workshop),
    )


def tally_fragment(workshop: Workshop) -> live.Fragment:
    return live.Fragment(
        "worryzones/theming_projector.html#tally",
        lambda: {"tallies": theming.tallies(workshop)},
        roles=(Role.PROJECTOR,),
    )


def note_fragments(note: Note, new: bool = False) -> tuple[live.Fragment, ...]:
    """One note was written, changed, marked or hidden."""

    def context() -> dict[str, object]:
        return {**queries.note_context(note, new), "workshop": note.table.cafe.workshop}

    return (
        live.Fragment("worryzones/theming.html#note_pushed", context, roles=(Role.PARTICIPANT,)),
        live.Fragment("worryzones/theming_console.html#note_pushed", context, roles=(Role.FACILITATOR,)),
    )
