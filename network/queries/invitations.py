"""Reads about organisations that were asked to join a series: how it stands with each, and by which link."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core import signing
from django.db.models import QuerySet
from django.utils import timezone

from network.models import Series, SeriesInvitation
from workshops.models import Organisation
from workshops.queries import coordinator_scope
from workshops.queries.invitations import Row, row_of

MAX_OPEN = 40  # not answered yet, in one series
INVITATION_TTL = timedelta(days=30)  # a municipality decides in its own time
SALT, APART = "network.invitation", "."


def rows(series: Series) -> list[Row]:
    return [row_of(found) for found in SeriesInvitation.objects.filter(series=series).select_related("area")]


def key_of(invitation: SeriesInvitation) -> str:
    """Not stored, so a mail that is sent again has the same."""
    return signing.Signer(salt=SALT, sep=APART).sign(invitation.seed)


def of_key(key: str) -> SeriesInvitation | None:
    """None for one that was withdrawn, accepted, has had its time, or never was one."""
    try:
        seed = signing.Signer(salt=SALT, sep=APART).unsign(key)
    except signing.BadSignature:
        return None
    return standing().filter(seed=seed).select_related("series__organisation", "area", "by").first()


def standing() -> QuerySet[SeriesInvitation]:
    return SeriesInvitation.objects.filter(expires_on__gte=timezone.localdate())


def may_join(series: Series, user: Any) -> QuerySet[Organisation]:
    """Which of this coordinator's organisations could: neither the one that looks after it nor a member."""
    there = series.memberships.values("organisation")
    mine = coordinator_scope.organisations(user).exclude(pk=series.organisation_id)
    return mine.exclude(pk__in=there)
