"""How a coordinator narrows down the list of workshops."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from django.contrib.admin import SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workshops.course import phases
from workshops.models import Area, Membership, User, Workshop
from workshops.queries import areas, coordinator_scope
from workshops.queries.coordinator_summary import phase_name

DATES = ("dialogue_1_at", "dialogue_2_at")


class StateFilter(SimpleListFilter):
    title = _("how it stands")
    parameter_name = "now"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        return [("coming", _("Coming")), ("running", _("Running")), ("past", _("Past"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        ends = {"coming": phases.FIRST, "past": phases.LAST}
        asked = self.value() or ""
        if asked in ends:
            return queryset.filter(phase=ends[asked])
        return queryset.exclude(phase__in=ends.values()) if asked == "running" else queryset


class PhaseFilter(SimpleListFilter):
    title = _("phase")
    parameter_name = "stands"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        return [(phase, phase_name(phase)) for phase in phases.KEYS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(phase=self.value()) if self.value() in phases.KEYS else queryset


class WhenFilter(SimpleListFilter):
    title = _("when")
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        return [
            ("soon", _("In the next 30 days")),
            ("year", _("In the last 12 months")),
            ("none", _("No date yet")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """By either dialogue."""
        now = timezone.now()
        spans = {"soon": (now, now + timedelta(days=30)), "year": (now - timedelta(days=365), now)}
        asked = self.value() or ""
        if asked == "none":
            return queryset.filter(dialogue_1_at=None, dialogue_2_at=None)
        if asked not in spans:
            return queryset
        return queryset.filter(Q(dialogue_1_at__range=spans[asked]) | Q(dialogue_2_at__range=spans[asked]))


class YearFilter(SimpleListFilter):
    """Of either dialogue, among the years in which there were any; the latest first."""

    title, parameter_name = _("year"), "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        reached = model_admin.get_queryset(request).order_by()
        years = {
            moment.year
            for field in DATES
            for moment in reached.exclude(**{field: None}).datetimes(field, "year")
        }
        return [(str(year), str(year)) for year in sorted(years, reverse=True)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.value() or ""
        if asked not in dict(self.lookup_choices):
            return queryset
        return queryset.filter(Q(dialogue_1_at__year=int(asked)) | Q(dialogue_2_at__year=int(asked)))


class ArchiveFilter(SimpleListFilter):
    """What facilitators have put away stays in the records."""

    title, parameter_name = _("archive of the facilitators"), "archived"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        return [("no", _("Not archived")), ("yes", _("Archived"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        asked = {"no": False, "yes": True}.get(self.value() or "")
        return queryset if asked is None else queryset.filter(is_archived=asked)


class AreaFilter(SimpleListFilter):
    """Those of the workshops within reach, each with what has become part of it."""

    title, parameter_name = _("area"), "area"

    def has_output(self) -> bool:
        return len(self.lookup_choices) > 1 or bool(self.value())

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        reached = Area.objects.filter(workshops__in=model_admin.get_queryset(request)).distinct()
        return [(area.pk, area.name) for area in areas.standing(reached.select_related("merged_into"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.value() or ""
        if asked not in {str(value) for value, _label in self.lookup_choices}:
            return queryset
        found = Workshop.objects.filter(areas.taking_part(asked))
        return queryset.filter(pk__in=found.values("pk"))


class MembershipFilter(SimpleListFilter):
    """Accounts by those of their memberships that are within reach."""

    lookup: str

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.value() or ""
        if asked not in {str(value) for value, _label in self.lookup_choices}:
            return queryset
        user = cast(User, request.user)
        found = coordinator_scope.within(
            Membership.objects.filter(**{self.lookup: asked}), user, "organisation"
        )
        return queryset.filter(pk__in=found.values("user"))


class MemberOfFilter(MembershipFilter):
    title, parameter_name, lookup = _("organisation"), "of", "organisation"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        return list(coordinator_scope.organisations(cast(User, request.user)).values_list("pk", "name"))


class RoleFilter(MembershipFilter):
    title, parameter_name, lookup = _("role"), "role", "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        return list(Membership.Role.choices)
