"""A coordinator's network: their organisations' workshops, and those in the series that they look after.

What members of a series put into it is read by those who look after the series; the other members read what
comes of all together, and only their own workshops one by one.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from network.models import Series, SeriesMember, SeriesWorkshop
from workshops.models import Workshop
from workshops.queries.coordinator_scope import within


def workshops(user: Any) -> QuerySet[Workshop]:
    """Without rehearsals. Filters by ids alone, so that what is joined to it counts no row twice."""
    real = Workshop.objects.filter(rehearsal_of=None)
    if user.is_superuser:
        return real
    put = SeriesWorkshop.objects.filter(series__organisation__in=user.coordinated)
    return real.filter(Q(organisation__in=user.coordinated) | Q(pk__in=put.values("workshop")))


def kept_series(user: Any) -> QuerySet[Series]:
    """Those that this coordinator looks after."""
    return within(Series.objects.all(), user, "organisation")


def series(user: Any) -> QuerySet[Series]:
    """Those, and the ones of others that an organisation of theirs has joined."""
    joined = SeriesMember.objects.filter(organisation__in=user.coordinated)
    ours = Q(organisation__in=user.coordinated) | Q(pk__in=joined.values("series"))
    return Series.objects.all() if user.is_superuser else Series.objects.filter(ours)
