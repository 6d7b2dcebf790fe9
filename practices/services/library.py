"""How practices come into the library, and leave it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _

from practices.models import Practice, SearchDocument
from practices.queries import curation
from practices.queries.texts import texts_of, words_of
from practices.services import word_list
from workshops import live
from workshops.extension import provenance
from workshops.extension.provenance import Origin
from workshops.forms.texts import IDENTITY
from workshops.live import Write
from workshops.models import Contribution, Sharing, Theme, Workshop
from workshops.privacy import has_identity_code, looks_personal
from workshops.refusals import Gone, Refused
from workshops.services import builds
from workshops.text import dates, words


def share(*, workshop: Workshop, **practice: Any) -> Practice:
    """As `share_within`, in a write of its own; a closed workshop may share what it agreed to."""
    with live.writing(workshop, after_closing=live.AfterClosing.SHARING) as write:
        return share_within(write, **practice)


def share_within(
    write: Write,
    *,
    text: str,
    sharing: str,
    theme: Theme | None = None,
    contribution: Contribution | None = None,
    keeps_notes: bool = False,
    title: str = "",
    needed: str = "",
    outcome: str = "",
    keywords: Iterable[str] = (),
) -> Practice:
    """Puts a practice of the workshop of this write into the library; one that is there is put right.

    ``keeps_notes``: the workshop agreed that the notes it grew from are told with it for good; without that
    the zones and the names of the theme groups are. Raises `Refused` where it would travel further than the
    workshop allows, in a rehearsal, and for a text with an identity code.
    """
    workshop = write.workshop
    refuse(write, sharing, text, title, needed, outcome, *keywords)
    if contribution:
        write.reread(contribution)
    words = {"title": title, "text": text, "needed": needed, "outcome": outcome}
    told = {**words, "keywords": ", ".join(keywords), "sharing": sharing}
    had = _words_before(contribution)
    practice = _kept(contribution, {**told, **_of(workshop), **_grown_from(theme, keeps_notes)})
    practice.areas.set([*workshop.areas.all(), *curation.areas_of(practice)])
    index([practice], had)
    return practice


def _words_before(contribution: Contribution | None) -> set[str]:
    rows = Practice.objects.filter(contribution=contribution) if contribution else ()
    return {word for practice in rows for word in words_of(practice)}


def _of(workshop: Workshop) -> dict[str, Any]:
    """What a practice has of its workshop, as it is now."""
    return {
        "workshop": workshop,
        "organisation": workshop.organisation,
        "focus_area": workshop.focus_area,
        "own_focus": workshop.own_focus,
        "year": dates.year(workshop.dialogue_2_at or workshop.created),
        "language": workshop.language,
    }


def _grown_from(theme: Theme | None, keeps_notes: bool) -> dict[str, Any]:
    """Its theme, and where that grew, in words that are still there when the notes are not."""
    origins = provenance.of(theme) if theme else []
    zones = sorted({origin.mark for origin in origins if origin.mark})
    return {
        "theme": theme.wording if theme else "",
        "zones": f",{','.join(zones)}," if zones else "",
        "provenance": [_told(origin, keeps_notes) for origin in origins],
    }


def refuse(write: Write, sharing: str, *texts: str) -> None:
    """Raises `Refused` for what may not come into the library from this workshop."""
    if write.workshop.is_rehearsal:
        raise Refused(_("This is a rehearsal, so nothing of it is shared."))
    if sharing not in Sharing.values or not Sharing.within(sharing, write.workshop.sharing):
        raise Refused(_("The workshop agreed that its practices are not shared this far."))
    if any(map(has_identity_code, texts)):
        raise Refused(IDENTITY)


def _kept(contribution: Contribution | None, fields: dict[str, Any]) -> Practice:
    """Of one contribution there is one practice. The workshop is locked, so nobody shares it meanwhile."""
    if contribution is None:
        return Practice.objects.create(**fields)
    with live.holding(Practice.objects.filter(contribution=contribution)) as held:
        for practice in held.values():  # a coordinator may be putting it right
            fields = curation.stands(practice, fields)
        practice, _made = Practice.objects.update_or_create(contribution=contribution, defaults=fields)
    return practice


def _told(origin: Origin, keeps_notes: bool) -> dict[str, Any]:
    return {
        "mark": origin.mark,
        "group": origin.group,
        "notes": [note for note in origin.notes if keeps_notes and not looks_personal(note)],
    }


def index(practices: Iterable[Practice], had: AbstractSet[str] = frozenset()) -> None:
    """Writes down by which words these are found; ``had`` are those that they had before."""
    rows = [practice for practice in practices if not practice.withdrawn]
    SearchDocument.objects.bulk_create(
        map(document_of, rows),
        update_conflicts=True,
        unique_fields=["practice"],
        update_fields=["title", "about", "rest"],
    )
    word_list.follow(came={word for practice in rows for word in words_of(practice)}, left=had)


def document_of(practice: Practice) -> SearchDocument:
    title, about, rest = (words.document(text, practice.language) for text in texts_of(practice))
    return SearchDocument(practice=practice, title=title, about=about, rest=rest)


def set_withdrawn(*, practice: Practice, withdrawn: bool) -> None:
    """Takes a practice out of the library, or gives it back; its text and provenance stay."""
    with told_by_its_workshop(practice), live.holding(Practice.objects.filter(pk=practice.pk)) as held:
        mark_withdrawn(held_row(held, practice), withdrawn=withdrawn)
    practice.withdrawn = withdrawn


@contextmanager
def told_by_its_workshop(practice: Practice) -> Iterator[None]:
    """For a change of what the workshop's documents tell. It is locked before any practice, as everywhere."""
    if practice.workshop is None:
        yield
        return
    with live.writing(practice.workshop, after_closing=live.AfterClosing.SHARING) as write:
        yield
        builds.forget(write.workshop)
        write.refetch()


def held_row(held: Mapping[int, Practice], practice: Practice) -> Practice:
    if practice.pk not in held:
        raise Gone(_("This practice is no longer there."))
    return held[practice.pk]


def mark_withdrawn(row: Practice, *, withdrawn: bool) -> None:
    """Of a row that is held. What is withdrawn is in no index, and its words are offered to nobody."""
    if row.withdrawn == withdrawn:
        return
    row.withdrawn = withdrawn
    row.save(update_fields=["withdrawn", "changed"])
    if withdrawn:
        SearchDocument.objects.filter(practice=row).delete()
        word_list.follow(came=set(), left=words_of(row))
    else:
        index([row])


def forget_rehearsal(write: Write) -> None:
    """Nothing of a rehearsal is shared; whatever was written down all the same goes with it."""
    Practice.objects.filter(workshop=write.workshop).delete()
