from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from workshops.access.permissions import can_coordinate, can_manage_account
from workshops.admin.base import Plain, Reached, day, user_of
from workshops.admin.filters import MemberOfFilter, RoleFilter
from workshops.admin.site import site
from workshops.forms.invitation import AccountForm
from workshops.models import Membership, User
from workshops.queries import coordinator_scope
from workshops.refusals import Gone
from workshops.services import accounts
from workshops.text.collation import Alphabetical


class Named(BaseInlineFormSet):
    """A cell of the table says aloud what its column is called."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            if not field.widget.is_hidden:
                field.widget.attrs["aria-label"] = capfirst(field.label)


class MembershipInline(Plain, admin.TabularInline):
    """Memberships of the organisations within reach; others neither show nor change.

    Coordinators change a role or end a membership. To become a member of another of their organisations one
    is asked (`InvitationAdmin`); operators, who see every account, may add one here.
    """

    model = Membership
    formset = Named
    extra = 0
    verbose_name = ""  # after "Add another": Finnish would inflect it
    verbose_name_plural = Membership._meta.verbose_name_plural

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return coordinator_scope.within(super().get_queryset(request), user_of(request), "organisation")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if request.user.is_superuser else ("organisation",)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_coordinate(request.user)

    has_change_permission = has_delete_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser


@admin.register(User, site=site)
class UserAdmin(Reached):
    """Accounts come about when an invitation is accepted: see `InvitationAdmin`."""

    about = gettext_lazy("Facilitators and coordinators")
    empty = gettext_lazy("Nobody is here yet. Invite the first facilitator or coordinator by e-mail.")
    begin_with = (("admin:workshops_membershipinvitation_add", gettext_lazy("Invite somebody")),)
    form = AccountForm
    inlines = (MembershipInline,)
    list_display = ("name", "email", "organisations", "signed_in", "is_active")
    list_filter = (MemberOfFilter, RoleFilter, "is_active")
    search_fields = ("email", "first_name__letters", "last_name__letters")
    search_help_text = gettext_lazy("Name or e-mail")
    ordering = (Alphabetical("last_name"), Alphabetical("first_name"), "email")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return coordinator_scope.accounts(User.objects.all(), user_of(request))

    # --- the list ---

    def counted(self, count: int) -> str:
        return ngettext("%(count)s account", "%(count)s accounts", count) % {"count": count}

    @admin.display(description=gettext_lazy("name"), ordering=("last_name"))
    def name(self, user: User) -> str:
        return user.get_full_name() or _("no name")

    @admin.display(description=gettext_lazy("organisations"))
    def organisations(self, user: Any) -> str:
        return ", ".join(f"{m.organisation} ({m.get_role_display()})" for m in user.memberships_seen)

    @admin.display(description=gettext_lazy("signed in"), ordering="last_login")
    def signed_in(self, user: User) -> str:
        if user.last_login:
            return day(user.last_login)
        return _("not yet")

    # --- the page of an account ---

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        of_operators = ["is_superuser"] if user_of(request).is_superuser else []
        return ["email", "first_name", "last_name", "is_active", *of_operators]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """A coordinator never redirects somebody's e-mail, or touches those who belong elsewhere too."""
        if obj is None or request.user.is_superuser:
            return []
        if not can_manage_account(user_of(request), obj):
            return self.get_fields(request, obj)
        return ["email", *(["is_active"] if obj.pk == request.user.pk else [])]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        accounts.delete(user=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            accounts.delete(user=user)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Held until all is saved, as by every write about an account."""
        if not change:
            super().save_model(request, obj, form, change)
            return
        with accounts.holding_account(User(pk=obj.pk)):
            super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Saving a row that has been deleted would write it anew."""
        shown = {each.instance.pk for each in formset.initial_forms}
        if Membership.objects.filter(pk__in=shown).count() < len(shown):
            raise Gone(_("A colleague has ended a membership meanwhile. Look at the account again."))
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        accounts.follow_memberships(form.instance)
