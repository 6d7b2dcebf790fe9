"""What a coordinator may see: whatever belongs to the organisations they look after. Operators see all."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Count, F, Prefetch, Q, QuerySet, When
from django.db.models.functions import Coalesce, Greatest

from workshops.course import phases
from workshops.models import Membership, MembershipInvitation, Organisation, User, Workshop
from workshops.queries import invitations
from workshops.queries.areas import taking_part
from workshops.text.collation import Alphabetical


def within(rows: QuerySet[Any], user: User, path: str) -> QuerySet[Any]:
    """Those rows whose organisation, found along ``path``, is within the user's reach."""
    return rows if user.is_superuser else rows.filter(**{f"{path}__in": user.coordinated})


def real(rows: QuerySet[Any], path: str) -> QuerySet[Any]:
    """Without what belongs to a rehearsal; ``path`` leads to ``Workshop.rehearsal_of``."""
    return rows.filter(**{path: None})


def organisations(user: User) -> QuerySet[Organisation]:
    return within(Organisation.objects.all(), user, "pk")


def accounts(rows: QuerySet[User], user: User) -> QuerySet[User]:
    """Members of those organisations, each with ``memberships_seen``: no membership elsewhere shows."""
    seen = within(Membership.objects.all(), user, "organisation")
    named = seen.select_related("organisation").order_by(Alphabetical("organisation__name"), "role")
    reached = rows if user.is_superuser else rows.filter(pk__in=seen.values("user"))
    return reached.prefetch_related(Prefetch("memberships", named, to_attr="memberships_seen"))


def with_people(workshops: QuerySet[Any]) -> QuerySet[Any]:
    """Each workshop with ``people``: how many took part in the larger dialogue, those without a phone too."""
    return workshops.annotate(people=Greatest("took_part_1", "took_part_2") + F("phoneless"))


NEXT = Case(
    When(phase=phases.LAST, then=None),
    When(phase=phases.FIRST, then=Coalesce("dialogue_1_at", "dialogue_2_at")),
    default=Coalesce("dialogue_2_at", "dialogue_1_at"),
)
IN_TURN = (
    Case(
        When(phase=phases.FIRST, dialogue_1_at=None, dialogue_2_at=None, then=0),
        When(phase=phases.FIRST, then=1),
        When(phase=phases.LAST, then=3),
        default=2,
    ),
    NEXT.asc(nulls_first=True),
    Case(When(phase=phases.LAST, then="closed_at")).desc(nulls_last=True),
    "-created",
)
"""Workshops as a coordinator needs them. First those to come that have no date: somebody has to set one. Then
those to come, the nearest first, and before it any whose day has passed without their beginning. Then what is
going on, by the dialogue that is next, and last what is over, the latest first."""


def used_elsewhere(user: User, area: Any) -> bool:
    """Whether workshops beyond the user's reach name the area too, or what has become part of it."""
    theirs = Workshop.objects.filter(taking_part(area.pk)).exclude(organisation__in=user.coordinated)
    return not user.is_superuser and real(theirs, "rehearsal_of").exists()


def overview(user: User) -> dict[str, Any]:
    """The figures of the first page: workshops by where they stand, accounts, who has not come in yet."""
    reached = within(real(Workshop.objects.all(), "rehearsal_of"), user, "organisation")
    workshops = reached.aggregate(
        coming=Count("pk", filter=Q(phase=phases.FIRST)),
        past=Count("pk", filter=Q(phase=phases.LAST)),
        all=Count("pk"),
    )
    people = accounts(User.objects.filter(is_active=True), user)
    return {
        **workshops,
        "running": workshops["all"] - workshops["coming"] - workshops["past"],
        "organisations": list(organisations(user)[:5]),
        "accounts": people.count(),
        "invited": invitations.waiting(within(MembershipInvitation.objects.all(), user, "organisation")),
    }
