from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from workshops.admin.base import Reached, user_of
from workshops.admin.site import site
from workshops.models import Municipality, Organisation
from workshops.queries import coordinator_scope


@admin.register(Organisation, site=site)
class OrganisationAdmin(Reached):
    """Operators found organisations; their coordinators keep them up."""

    about = _("Who arranges workshops, and the language of their e-mails")
    organisation_path = "pk"
    list_display = ("name", "workshop_count", "member_count")
    search_fields = ("name__letters",)
    search_help_text = _("Name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        counts = {
            "workshop_count": Count("workshops", distinct=True, filter=Q(workshops__rehearsal_of=None)),
            "member_count": Count("memberships__user", distinct=True),
        }
        return super().get_queryset(request).annotate(**counts)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    @admin.display(description=_("workshops"), ordering="workshop_count")
    def workshop_count(self, organisation: Any) -> int:
        return organisation.workshop_count

    @admin.display(description=_("accounts"), ordering="member_count")
    def member_count(self, organisation: Any) -> int:
        return organisation.member_count


@admin.register(Municipality, site=site)
class MunicipalityAdmin(Reached):
    """Everyone's list: a coordinator adds to it, and renames what no one else uses."""

    about = _("Who takes part in workshops")
    list_display = ("name",)
    search_fields = ("name__letters",)
    search_help_text = _("Name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Municipality]:
        return Municipality.objects.all()

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return self.has_view_permission(request)
        return not coordinator_scope.used_elsewhere(user_of(request), obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser
