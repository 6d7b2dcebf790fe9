"""Who may read which practice: the one place that decides it, for lists, pages, search and figures alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from workshops.models import Area, Membership, Sharing, Workshop

if TYPE_CHECKING:
    from practices.models.practice import Practice  # noqa: F401 - in a type


class PracticeQuerySet(models.QuerySet["Practice"]):
    def of(self, workshop: Workshop) -> PracticeQuerySet:
        """What a workshop has in the library now."""
        return self.filter(workshop=workshop, withdrawn=False).order_by("theme", "text", "pk")

    def readable_by(self, user: Any) -> PracticeQuerySet:
        """What this reader may read: nobody what was withdrawn, everybody what is shared with everyone.

        *Region* and *area* are for members of organisations there, and of the organisation it comes from.
        *This workshop* is for its facilitators and the coordinators of its organisation, who read the other
        levels too. An operator reads all.
        """
        there = self.filter(withdrawn=False)
        if not (user.is_authenticated and user.is_active):
            return there.filter(sharing=Sharing.EVERYONE)
        return there if user.is_superuser else there.filter(_reach_of(user))


def _reach_of(user: Any) -> Q:
    memberships = list(Membership.objects.filter(user=user).select_related("organisation__area"))
    member_of = {membership.organisation_id for membership in memberships}
    home = [membership.organisation.area for membership in memberships if membership.organisation.area]
    beyond_workshop = ~Q(sharing=Sharing.WORKSHOP)
    reach = Q(sharing=Sharing.EVERYONE)
    reach |= beyond_workshop & Q(organisation__in=member_of)
    reach |= Q(organisation__in=user.coordinated)
    reach |= Q(workshop__in=user.workshops.values("pk"))
    areas = same_areas(home)
    if areas:
        reach |= beyond_workshop & Q(took_part(area__in=areas))
    regions = {area.region for area in home if area.region}
    if regions:
        reach |= Q(sharing=Sharing.REGION) & Q(took_part(area__region__in=regions))
    return reach


def same_areas(home: list[Area]) -> set[int]:
    """Each area with what has become part of it and what it is part of now."""
    standing = {area.merged_into_id or area.pk for area in home}
    merged = Area.objects.filter(merged_into__in=standing).values_list("pk", flat=True) if standing else ()
    return standing | set(merged)


def took_part(**of: Any) -> Exists:
    from practices.models.practice import Practice

    return Exists(Practice.areas.through.objects.filter(practice_id=OuterRef("pk"), **of))
