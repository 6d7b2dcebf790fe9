"""Writes about collections. Each holds its collection's row, so that two coordinators keep one order."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from practices.models import Collection, CollectionEntry, CollectionLink, Practice
from practices.queries import collections as collections_queries
from workshops import live
from workshops.models import Organisation
from workshops.refusals import Gone, Refused
from workshops.services import rewording

LINK_TTL = timedelta(days=365)  # a link: by then somebody should have looked at what it leads to


def begin(*, organisation: Organisation, name: str, foreword: str, language: str) -> Collection:
    return Collection.objects.create(
        organisation=organisation, name=name, foreword=foreword, language=language
    )


def reword(*, collection: Collection, read: str | None, **fields: str) -> None:
    """Raises `rewording.Overtaken` for what a colleague has changed since ``read``."""
    with _holding(collection) as row:
        rewording.reword(row, read=read, **fields)


def put(*, collection: Collection, practice: Practice) -> None:
    """At the end. What is in it already stays where it is."""
    with _holding(collection) as row:
        standing = CollectionEntry.objects.filter(collection=row)
        if standing.filter(practice=practice).exists():
            return
        if standing.count() >= collections_queries.MAX_PRACTICES:
            raise Refused(
                _("A collection holds at most %(most)s practices. Begin another one.")
                % {"most": collections_queries.MAX_PRACTICES}
            )
        last = standing.aggregate(last=Max("order"))["last"] or 0
        CollectionEntry.objects.create(collection=row, practice=practice, order=last + 1)


def take_out(*, collection: Collection, entry_id: int) -> None:
    with _holding(collection) as row:
        CollectionEntry.objects.filter(collection=row, pk=entry_id).delete()
        rewording.number(collections_queries.entries(row))


def move(*, collection: Collection, entry_id: int, place: int, up: bool) -> None:
    """From the place where the page showed it, so that two who press the same move it once."""
    with _holding(collection) as row:
        entries = collections_queries.entries(row)
        moved = next((entry for entry in entries if entry.pk == entry_id), None)
        if moved is None:
            raise Gone(_("This practice is no longer in the collection. Look at it again."))
        rewording.move(entries, moved, place=place, up=up)


def make_link(*, collection: Collection, audience: str) -> None:
    """One for each audience: whoever presses twice gets the same."""
    with _holding(collection) as row:
        until = timezone.localdate() + LINK_TTL
        seed = secrets.token_urlsafe(16)
        standing = CollectionLink.objects.filter(collection=row, audience=audience)
        standing.filter(expires_on__lt=timezone.localdate()).delete()
        standing.get_or_create(
            collection=row, audience=audience, defaults={"seed": seed, "expires_on": until}
        )


def revoke_link(*, collection: Collection, audience: str) -> None:
    """It opens nothing any more. A new one has another address."""
    with _holding(collection) as row:
        CollectionLink.objects.filter(collection=row, audience=audience).delete()


def delete(*, collection: Collection) -> None:
    """The folder, not what is in it: practices stay in the library."""
    with _holding(collection) as row:
        row.delete()


@contextmanager
def _holding(collection: Collection) -> Iterator[Collection]:
    with live.holding(Collection.objects.filter(pk=collection.pk)) as held:
        if collection.pk not in held:
            raise Gone(_("A colleague has deleted this collection."))
        yield held[collection.pk]
