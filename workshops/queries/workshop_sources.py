"""Reads about what a new workshop may begin from."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from workshops.models import User, Workshop

MAX_EARLIER = 8


def may_begin_from(user: User) -> QuerySet[Workshop]:
    """One's own earlier workshops, and what the organisations one belongs to keep as a template."""
    own = Q(facilitations__user=user)
    kept = Q(is_template=True, organisation__memberships__user=user)
    return Workshop.objects.filter(own | kept, rehearsal_of=None).select_related("organisation").distinct()


def offered(user: User) -> dict[str, list[Workshop]]:
    found = may_begin_from(user)
    return {
        "templates": list(found.filter(is_template=True).order_by("title")),
        "earlier": list(found.filter(is_template=False).order_by("-created")[:MAX_EARLIER]),
    }
