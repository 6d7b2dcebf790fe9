from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import IntegrityError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from workshops.admin.area_paste import WithPasting
from workshops.admin.base import Reached, user_of
from workshops.admin.feedback import WithFeedback
from workshops.admin.site import site
from workshops.forms.areas import AreaForm, NewAreasForm
from workshops.forms.organisations import OrganisationForm
from workshops.models import Area, Organisation
from workshops.queries import coordinator_scope
from workshops.services import areas


class NamedOnce(Reached):
    """Whose names stand once, however they are written."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Once more where somebody has saved the same name in the same instant: then the form finds it."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            return super().changeform_view(request, *args, **kwargs)


@admin.register(Organisation, site=site)
class OrganisationAdmin(NamedOnce, WithFeedback):
    """Operators found organisations; their coordinators keep them up."""

    about = _("Who arranges workshops, and the language of their e-mails")
    empty = _(
        "There is no organisation yet. Add the first one; then invite its coordinator, who invites "
        "facilitators."
    )
    begin_with = (("admin:workshops_organisation_add", _("Add an organisation")),)
    organisation_path = "pk"
    form = OrganisationForm
    list_display = ("name", "workshop_count", "member_count")
    search_fields = ("name__letters",)
    search_help_text = _("Name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        counts = {
            "workshop_count": Count("workshops", distinct=True, filter=Q(workshops__rehearsal_of=None)),
            "member_count": Count("memberships__user", distinct=True),
        }
        return super().get_queryset(request).annotate(**counts)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What its members may read follows from the area, so nobody gives that to themselves."""
        return () if request.user.is_superuser else ("area",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def counted(self, count: int) -> str:
        return ngettext("%(count)s organisation", "%(count)s organisations", count) % {"count": count}

    @admin.display(description=_("workshops"), ordering="workshop_count")
    def workshop_count(self, organisation: Any) -> int:
        return organisation.workshop_count

    @admin.display(description=_("accounts"), ordering="member_count")
    def member_count(self, organisation: Any) -> int:
        return organisation.member_count


@admin.register(Area, site=site)
class AreaAdmin(NamedOnce, WithPasting):
    """Everyone's list: a coordinator adds to it, and changes what no one else uses."""

    about = _("Who takes part in workshops: municipalities, wellbeing services counties and others")
    empty = _(
        "There are no areas yet. Paste a list of municipalities, as copied from a table, or add them one by "
        "one; then workshops can say who takes part."
    )
    begin_with = (
        ("admin:workshops_area_paste", _("Paste a list")),
        ("admin:workshops_area_add", _("Add one by one")),
    )
    form = AreaForm
    list_display = ("name", "kind", "sub_region", "region", "merged_into")
    list_filter = ("kind",)
    list_select_related = ("merged_into",)
    search_fields = ("name__letters",)
    search_help_text = _("Name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Area]:
        return Area.objects.all()

    def counted(self, count: int) -> str:
        return ngettext("%(count)s area", "%(count)s areas", count) % {"count": count}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What its people may read follows from the region, so nobody gives that to themselves."""
        return () if request.user.is_superuser else ("region",)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **({} if obj else {"form": NewAreasForm}) | kwargs)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return self.has_view_permission(request)
        return not coordinator_scope.used_elsewhere(user_of(request), obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not where it took part: there it is merged into another, so that nothing is lost."""
        return request.user.is_superuser and not (obj and obj.workshops.exists())

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        areas.keep(area=obj)
        for name in getattr(form, "all_names", [])[1:]:
            alike = {"kind": obj.kind, "sub_region": obj.sub_region, "region": obj.region}
            areas.keep(area=Area(name=name, **alike))
