from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops.access.addresses import absolute_from
from workshops.access.permissions import can_coordinate, can_manage_account
from workshops.admin.base import Plain, Reached, day, user_of
from workshops.admin.filters import MemberOfFilter, RoleFilter
from workshops.admin.site import site
from workshops.alphabet import Alphabetical
from workshops.forms.invitation import AccountForm, InvitationForm
from workshops.models import Membership, User
from workshops.queries import coordinator_scope
from workshops.services import accounts


class Named(BaseInlineFormSet):
    """A cell of the table says aloud what its column is called."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            if not field.widget.is_hidden:
                field.widget.attrs["aria-label"] = capfirst(field.label)


class MembershipInline(Plain, admin.TabularInline):
    """Memberships of the organisations within reach; others neither show nor change."""

    model = Membership
    formset = Named
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return coordinator_scope.within(super().get_queryset(request), user_of(request), "organisation")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Somebody new has at least one: without any, nobody would see them."""
        return super().get_formset(request, obj, validate_min=True, min_num=0 if obj else 1, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "organisation":
            kwargs["queryset"] = organisations = coordinator_scope.organisations(user_of(request))
            if organisations.count() == 1:
                kwargs["empty_label"] = None  # the only one stands there chosen
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_coordinate(request.user)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


@admin.register(User, site=site)
class UserAdmin(Reached):
    """Accounts come from here alone: adding somebody sends the invitation."""

    about = gettext_lazy("Facilitators and coordinators")
    form = AccountForm
    inlines = (MembershipInline,)
    list_display = ("name", "email", "organisations", "signed_in", "is_active")
    list_filter = (MemberOfFilter, RoleFilter, "is_active")
    search_fields = ("email", "first_name__letters", "last_name__letters")
    search_help_text = gettext_lazy("Name or e-mail")
    ordering = (Alphabetical("last_name"), Alphabetical("first_name"), "email")
    actions = ("invite_again",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return coordinator_scope.accounts(User.objects.all(), user_of(request))

    # --- the list ---

    @admin.display(description=gettext_lazy("name"), ordering=("last_name"))
    def name(self, user: User) -> str:
        return user.get_full_name() or "–"

    @admin.display(description=gettext_lazy("organisations"))
    def organisations(self, user: Any) -> str:
        return ", ".join(f"{m.organisation} ({m.get_role_display()})" for m in user.memberships_seen)

    @admin.display(description=gettext_lazy("signed in"), ordering="last_login")
    def signed_in(self, user: User) -> str:
        if user.last_login:
            return day(user.last_login)
        return _("not yet") if user.has_usable_password() else _("invited")

    @admin.action(description=gettext_lazy("Send the invitation again"))
    def invite_again(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            self._invite(request, user)

    # --- the page of an account ---

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return super().add_view(request, form_url, {"title": _("Invite somebody")} | (extra_context or {}))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **({} if obj else {"form": InvitationForm}) | kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        of_operators = ["is_superuser"] if user_of(request).is_superuser else []
        return ["email", "first_name", "last_name", *(["is_active"] if obj else []), *of_operators]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """A coordinator never redirects somebody's e-mail, or touches those who belong elsewhere too."""
        if obj is None or request.user.is_superuser:
            return []
        if not can_manage_account(user_of(request), obj):
            return self.get_fields(request, obj)
        fixed = ["email"] if obj.has_usable_password() else []
        return fixed + (["is_active"] if obj.pk == request.user.pk else [])

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request)

    has_change_permission = has_add_permission

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        accounts.delete(user=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            accounts.delete(user=user)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if getattr(form, "is_known", False):
            obj.refresh_from_db()
            return
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        accounts.settle(user=form.instance)
        if not change:
            transaction.on_commit(partial(self._invite, request, form.instance))

    def _invite(self, request: HttpRequest, user: User) -> None:
        """Once the account is stored: nobody waits for the mail inside a transaction."""
        to = {"email": user.email}
        try:
            accounts.invite(user=user, by=user_of(request), address=absolute_from(request))
        except OSError:
            problem = _("The invitation to %(email)s could not be sent. Try again in a while.") % to
            messages.error(request, problem)
        else:
            messages.success(request, _("An invitation is on its way to %(email)s.") % to)
