"""Who may read which practice: the one place that decides it, for lists, pages, search and figures alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import connection, models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.db.models.expressions import RawSQL

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
        reach |= beyond_workshop & Q(took_part(areas))
    regions = {area.region for area in home if area.region}
    if regions:
        there = Area.objects.filter(region__in=regions).values_list("pk", flat=True)
        reach |= Q(sharing=Sharing.REGION) & Q(took_part(there))
    return reach


def same_areas(home: list[Area]) -> set[int]:
    """Each area with what has become part of it and what it is part of now."""
    standing = {area.merged_into_id or area.pk for area in home}
    merged = Area.objects.filter(merged_into__in=standing).values_list("pk", flat=True) if standing else ()
    return standing | set(merged)


def took_part(areas: Iterable[int]) -> Any:
    """Whether one of these areas took part: PostgreSQL keeps the areas of a practice in its row as well."""
    if connection.vendor == "postgresql":
        return _HasSome(Kept("took_part"), RawSQL("%s::bigint[]", ([*areas],)))
    from practices.models.practice import Practice

    through = Practice.areas.through.objects.filter(practice_id=OuterRef("pk"))
    return Exists(through.filter(area__in=areas))


class Kept(Func):
    """A column of a practice's row that the database keeps by itself (`practices.queries.search_index`).

    Its model does not know it, so it is found where the row's id stands.
    """

    def __init__(self, column: str) -> None:
        super().__init__(F("pk"), output_field=models.TextField())
        self.column = column

    def as_sql(self, compiler: Any, connection: Any, **_extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        row: Any = self.source_expressions[0]
        return f"{compiler.quote_name_unless_alias(row.alias)}.{self.column}", []


class _HasSome(Func):
    template, arg_joiner = "%(expressions)s", " && "
    output_field = models.BooleanField()
