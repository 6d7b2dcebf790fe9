"""What many workshops shared, as far as its reader may read it: for `workshops.extension.across`."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from practices.models import Practice
from workshops.extension.across import Count, Line, Lines
from workshops.models import Workshop
from workshops.text.collation import sort_key


def practices_of(workshops: QuerySet[Workshop], reader: Any) -> Lines:
    """The latest first; what was merged into another one is told once, there."""
    rows = _readable(workshops, reader).select_related("workshop__organisation").order_by("-created", "-pk")
    return Lines(rows, _told)


def keywords_of(workshops: QuerySet[Workshop], reader: Any) -> list[Count]:
    """Each in the spelling that was met first, with the workshops whose practices have it."""
    rows = _readable(workshops, reader).exclude(keywords="").order_by("pk")
    spelled: dict[str, tuple[str, str]] = {}
    where: dict[str, set[int]] = defaultdict(set)
    for practice in rows.only("keywords", "language", "workshop_id"):
        for word in practice.keyword_list:
            spelled.setdefault(sort_key(word), (word, practice.language))
            where[sort_key(word)].add(practice.workshop_id or 0)
    found = [
        Count(spelled[key][0], frozenset(ids), len(ids), "", spelled[key][1]) for key, ids in where.items()
    ]
    return sorted(found, key=lambda one: (-one.count, sort_key(str(one.label))))


def _readable(workshops: QuerySet[Workshop], reader: Any) -> QuerySet[Practice]:
    return Practice.objects.readable_by(reader).filter(workshop__in=workshops.order_by().values("pk"))


def _told(practice: Practice) -> Line:
    return Line(
        str(practice.pk),
        str(practice),
        practice.language,
        practice.workshop,
        practice.explained,
        reverse("practices:practice", args=[practice.pk]),
    )
