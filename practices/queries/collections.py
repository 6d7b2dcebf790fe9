"""Reads about collections: whose they are, and what a reader finds in one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db.models import Count, F
from django.db.models.functions import Coalesce
from django.utils import timezone

from practices.models import Collection, CollectionEntry, CollectionLink, Practice
from workshops.access.permissions import can_coordinate
from workshops.models import Membership, Sharing
from workshops.queries import coordinator_scope

MAX_PRACTICES = 40  # practices in one: its papers are made while their reader waits
SALT, APART = "practices.collection", "."
ANYBODY = AnonymousUser()


def of(user: Any) -> Any:
    """Those that this coordinator looks after."""
    rows = Collection.objects.select_related("organisation")
    return coordinator_scope.within(rows, user, "organisation") if can_coordinate(user) else rows.none()


def entries(collection: Collection) -> list[CollectionEntry]:
    return list(CollectionEntry.objects.filter(collection=collection).select_related("practice"))


def practices_in(collection: Collection, reader: Any) -> list[Practice]:
    """In their order, each once: what this reader may read in the library as well, and nothing else.

    In place of one that was merged stands the one that it was merged into.
    """
    found = CollectionEntry.objects.filter(collection=collection).annotate(
        shown=Coalesce(F("practice__curation__merged_into"), F("practice"))
    )
    order = list(dict.fromkeys(found.order_by("order", "pk").values_list("shown", flat=True)))
    readable = Practice.objects.readable_by(reader).filter(pk__in=order)
    rows = {row.pk: row for row in readable.select_related("organisation").prefetch_related("areas")}
    return [rows[pk] for pk in order if pk in rows]


def key_of(link: CollectionLink) -> str:
    return signing.Signer(salt=SALT, sep=APART).sign(link.seed)


def link_of(key: str) -> CollectionLink | None:
    """None for one that was taken back, has had its time, or never was one."""
    try:
        seed = signing.Signer(salt=SALT, sep=APART).unsign(key)
    except signing.BadSignature:
        return None
    standing = CollectionLink.objects.filter(seed=seed, expires_on__gte=timezone.localdate())
    return standing.select_related("collection__organisation").first()


def belongs(user: Any, collection: Collection) -> bool:
    """Whether they are one of its organisation's people."""
    if not (user.is_authenticated and user.is_active):
        return False
    members = Membership.objects.filter(user=user, organisation=collection.organisation_id)
    return bool(user.is_superuser or members.exists())


@dataclass(frozen=True)
class OnShelf:
    """An entry with what is shown of it: None for what has been withdrawn or is not for this coordinator."""

    entry: CollectionEntry
    place: int
    practice: Practice | None

    @property
    def for_anyone(self) -> bool:
        return self.practice is not None and self.practice.sharing == Sharing.EVERYONE


def shelf(collection: Collection, user: Any) -> list[OnShelf]:
    found = {row.pk: row for row in practices_in(collection, user)}
    rows = CollectionEntry.objects.filter(collection=collection).annotate(
        shown=Coalesce(F("practice__curation__merged_into"), F("practice"))
    )
    return [
        OnShelf(entry, place, found.get(entry.shown))
        for place, entry in enumerate(rows.order_by("order", "pk"), start=1)
    ]


def with_counts(user: Any) -> Any:
    """Each with ``practice_count`` and ``link_count``."""
    return of(user).annotate(
        practice_count=Count("entries", distinct=True), link_count=Count("links", distinct=True)
    )
