"""What coordinators put right: words, levels, doubles, and what leaves the library.

Each holds the practices that it speaks of, so that two coordinators come one after the other, and the second
is told what the first has done.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from django.contrib.admin.models import CHANGE
from django.utils import timezone
from django.utils.translation import gettext as _

from practices.models import Curation, Practice
from practices.queries import curation as curation_queries
from practices.queries.texts import words_of
from practices.services import library
from workshops import live
from workshops.models import Sharing, User
from workshops.refusals import Refused
from workshops.services import audit_log, secure_deletion
from workshops.services.rewording import change


def reword(
    *,
    practice: Practice,
    read: str | None,
    is_private: bool = False,
    drops_notes: bool = False,
    by: User,
    **texts: str,
) -> None:
    """Other words, with a note that says so.

    ``is_private``: the words told of a person, so what stood before is kept nowhere. ``drops_notes``: the
    notes that it grew from are left out for good. Raises `rewording.Overtaken` for words that a colleague has
    changed since ``read``.
    """
    with library.told_by_its_workshop(practice), _held(practice) as held:
        row = library.held_row(held, practice)
        before = {name: getattr(row, name) for name in texts}
        had = words_of(row)
        has_changed = change(row, read=read, **texts)
        if drops_notes:
            row.provenance = [{**part, "notes": []} for part in row.provenance]
        if not (has_changed or is_private or drops_notes):
            return
        row.save(update_fields=[*texts, "provenance", "changed"])
        _note_words(row, before if has_changed else {}, is_private=is_private, drops_notes=drops_notes)
        library.index([row], had)
        if is_private or drops_notes:
            secure_deletion.schedule()
        _record(row, ["text"], by)


def _note_words(row: Practice, before: Mapping[str, str], *, is_private: bool, drops_notes: bool) -> None:
    curation = _curation(row)
    if before:
        curation.worded_on = timezone.localdate()
    if is_private:
        curation.keeps_before, curation.before = False, {}
    elif curation.keeps_before and before:
        changed = {name: text for name, text in before.items() if text != getattr(row, name)}
        curation.before = {**changed, **curation.before}  # what the workshop wrote, not what came between
    curation.keeps_notes = curation.keeps_notes and not drops_notes
    curation.save(update_fields=["worded_on", "keeps_before", "before", "keeps_notes"])


def lower(*, practice: Practice, level: str, by: User) -> None:
    """Only down: how far it may travel is the workshop's to say."""
    with library.told_by_its_workshop(practice), _held(practice) as held:
        row = library.held_row(held, practice)
        if level == row.sharing:
            return
        if level not in Sharing.values or not Sharing.within(level, row.sharing):
            raise Refused(
                _("It is shared with: %(level)s. You can only bring it down from there.")
                % {"level": row.get_sharing_display()}
            )
        row.sharing = level
        row.save(update_fields=["sharing", "changed"])
        curation = _curation(row)
        curation.highest = level
        curation.save(update_fields=["highest"])
        _record(row, ["sharing"], by)


def set_withdrawn(*, practice: Practice, withdrawn: bool, by: User) -> None:
    """Out of every search, feed, collection and document at once, or back into them."""
    with library.told_by_its_workshop(practice), _held(practice) as held:
        row = library.held_row(held, practice)
        if row.withdrawn == withdrawn:
            return
        if not withdrawn:
            _refuse_merged(row)
        library.mark_withdrawn(row, withdrawn=withdrawn)
        _record(row, ["withdrawn"], by)


def merge(*, double: Practice, into: Practice, by: User) -> Practice:
    """The double goes, the other one stays and takes what it had. Returns the one that stays.

    Its experiences are read along with those of the one that stays (`queries.curation.told_of`), so that one
    that is told in the same instant is not lost.
    """
    with library.told_by_its_workshop(double), _held(double, into) as held:
        gone, kept = library.held_row(held, double), library.held_row(held, into)
        _refuse_merging(gone, kept)
        _take_over(gone, kept)
        curation = _curation(gone)
        curation.merged_into = kept
        curation.save(update_fields=["merged_into"])
        Curation.objects.filter(merged_into=gone).update(merged_into=kept)
        library.mark_withdrawn(gone, withdrawn=True)
        kept.areas.add(*curation_queries.areas_of(kept))
        library.index([kept])
        _record(gone, ["withdrawn"], by)
        _record(kept, ["text"], by)
    return kept


def _refuse_merging(gone: Practice, kept: Practice) -> None:
    if gone.pk == kept.pk:
        raise Refused(_("This is one and the same practice. Choose another one that stays."))
    for row in (gone, kept):
        _refuse_merged(row)
        if row.withdrawn:
            raise Refused(_("“%(practice)s” has been withdrawn, so nothing is merged.") % {"practice": row})
    if not _is_read_by_fewer(kept, gone):
        raise Refused(
            _(
                "What “%(practice)s” tells would reach people with whom it was not shared. Merge the other "
                "way round, or bring down the level of the one that stays first."
            )
            % {"practice": gone}
        )


def _refuse_merged(row: Practice) -> None:
    """Says where it is now: a colleague was faster, often with the same two the other way round."""
    curation = Curation.objects.filter(practice=row).select_related("merged_into").first()
    if curation and curation.merged_into:
        raise Refused(
            _("“%(practice)s” has been merged into “%(kept)s” already.")
            % {"practice": row, "kept": curation.merged_into}
        )


def _is_read_by_fewer(kept: Practice, gone: Practice) -> bool:
    """Whether all who read the one that stays were meant to read the other one too."""
    if gone.sharing == Sharing.EVERYONE:
        return True
    if not Sharing.within(kept.sharing, gone.sharing) or kept.organisation_id != gone.organisation_id:
        return False
    if kept.sharing == Sharing.WORKSHOP:
        return kept.workshop_id == gone.workshop_id
    both = ({area.pk for area in row.areas.all()} for row in (kept, gone))
    return next(both) <= next(both)


def _take_over(gone: Practice, kept: Practice) -> None:
    kept.provenance = [*kept.provenance, *(part for part in gone.provenance if part not in kept.provenance)]
    zones = sorted({*kept.zone_keys, *gone.zone_keys})
    kept.zones = f",{','.join(zones)}," if zones else ""
    kept.save(update_fields=["provenance", "zones", "changed"])


def _held(*practices: Practice) -> AbstractContextManager[dict[int, Practice]]:
    return live.holding(Practice.objects.filter(pk__in=[practice.pk for practice in practices]))


def _curation(row: Practice) -> Curation:
    return Curation.objects.get_or_create(practice=row)[0]


def _record(row: Practice, fields: list[str], by: User) -> None:
    """Who and when, which fields: never the text."""
    names: list[Any] = [str(Practice._meta.get_field(name).verbose_name) for name in fields]  # type: ignore[union-attr]
    audit_log.record(row, CHANGE, [{"changed": {"fields": names}}], by=by)
