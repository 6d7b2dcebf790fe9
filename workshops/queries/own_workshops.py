"""Reads about a facilitator's own workshops: found by words, in the list or in the archive."""

from __future__ import annotations

from functools import reduce
from operator import and_

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from workshops.course import phases
from workshops.models import Facilitation, User, Workshop

MAX_SEARCH_WORDS = 8  # that are looked for; who pastes a page is answered by its beginning


def found(user: User, words: str = "") -> QuerySet[Workshop]:
    """Those that the user leads and that have each of the words; a rehearsal is reached from its workshop.

    ``leads``: as lead facilitator; ``at_rest``: it may be put away.
    """
    own = Facilitation.objects.filter(workshop=OuterRef("pk"), user=user)
    leads = Exists(own.filter(role=Facilitation.Role.LEAD))
    mine = Workshop.objects.filter(Exists(own), _having(words), rehearsal_of=None)
    rows = mine.annotate(leads=leads, at_rest=Q(phase__in=phases.AT_REST))
    return rows.select_related("organisation").order_by("-created", "-pk")


def _having(words: str) -> Q:
    """Each word in the title, the organisation or an area, however it is written; or the code, read aloud."""
    terms = words.split()[:MAX_SEARCH_WORDS]
    if not terms:
        return Q()
    code = "".join(filter(str.isalnum, words)).upper()
    return reduce(and_, map(_somewhere, terms)) | Q(code=code)


def _somewhere(term: str) -> Q:
    of_areas = Q(areas__name__letters=term) | Q(areas__merged_into__name__letters=term)
    within = Workshop.objects.filter(of_areas).order_by().values("pk")
    return Q(title__letters=term) | Q(organisation__name__letters=term) | Q(pk__in=within)


def counts(rows: QuerySet[Workshop]) -> dict[str, int]:
    archived = Q(is_archived=True)
    return rows.order_by().aggregate(
        current=Count("pk", filter=~archived), archived=Count("pk", filter=archived)
    )
