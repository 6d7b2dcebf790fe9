from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from workshops.access.addresses import absolute_from
from workshops.admin.base import Reached, user_of
from workshops.admin.site import site
from workshops.forms.invitation import InvitationForm
from workshops.models import MembershipInvitation
from workshops.queries import coordinator_scope
from workshops.queries import invitations as invitations_queries
from workshops.services import membership_invitations
from workshops.text import dates


@admin.register(MembershipInvitation, site=site)
class InvitationAdmin(Reached):
    """Addresses alone: who somebody is shows when they have accepted, among the accounts."""

    about = gettext_lazy("Who has been asked to join and has not answered yet")
    empty = gettext_lazy("No invitation is waiting for an answer. Whoever accepts one has an account.")
    begin_with = (("admin:workshops_membershipinvitation_add", gettext_lazy("Invite somebody")),)
    form = InvitationForm
    list_display = ("email", "standing", "role", "place", "until")
    list_display_links = None
    list_select_related = ("organisation",)
    list_filter = ("role",)
    search_fields = ("email",)
    search_help_text = gettext_lazy("E-mail")
    ordering = ("email",)
    actions = ("send_again", "withdraw")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).with_sender()  # type: ignore[attr-defined]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request)

    def counted(self, count: int) -> str:
        return ngettext("%(count)s invitation", "%(count)s invitations", count) % {"count": count}

    @admin.display(description=gettext_lazy("how it stands"))
    def standing(self, invitation: MembershipInvitation) -> str:
        return invitations_queries.standing_of(invitation)

    @admin.display(description=gettext_lazy("organisation"), ordering="organisation__name")
    def place(self, invitation: MembershipInvitation) -> str:
        return str(invitation.organisation)

    @admin.display(description=gettext_lazy("works until"), ordering="expires_on")
    def until(self, invitation: MembershipInvitation) -> str:
        return dates.day(invitation.expires_on)

    # --- asking ---

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        told = {"title": _("Invite somebody"), "show_save_and_add_another": False}
        return super().add_view(request, form_url, told | (extra_context or {}))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only organisations within reach; the only one stands there chosen."""
        kwargs["queryset"] = organisations = coordinator_scope.organisations(user_of(request))
        if organisations.count() == 1:
            kwargs["empty_label"] = None
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        asked = {name: form.cleaned_data[name] for name in ("organisation", "email", "role")}
        found, is_to_send = membership_invitations.ask(by=user_of(request), **asked)
        obj.pk = found.pk
        said = self._send if is_to_send else self._on_its_way  # a colleague was faster
        transaction.on_commit(partial(said, request, found))

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        """What is said is said when the mail has gone out, or has not."""
        return self.response_post_save_add(request, obj)

    def _send(self, request: HttpRequest, invitation: MembershipInvitation) -> None:
        if membership_invitations.send(invitation=invitation, address=absolute_from(request)):
            self._on_its_way(request, invitation)
        else:
            problem = _("The invitation to %(email)s could not be sent. Try again in a while.")
            messages.error(request, problem % {"email": invitation.email})

    def _on_its_way(self, request: HttpRequest, invitation: MembershipInvitation) -> None:
        said = _("An invitation is on its way to %(email)s.") % {"email": invitation.email}
        messages.success(request, said)

    # --- on the list ---

    @admin.action(description=gettext_lazy("Send the invitation again"))
    def send_again(self, request: HttpRequest, queryset: QuerySet[MembershipInvitation]) -> None:
        for pk in list(queryset.values_list("pk", flat=True)):
            invitation = membership_invitations.ask_again(invitation_id=pk, by=user_of(request))
            if invitation:
                self._send(request, invitation)

    @admin.action(description=gettext_lazy("Withdraw the invitation"))
    def withdraw(self, request: HttpRequest, queryset: QuerySet[MembershipInvitation]) -> None:
        self.log_deletions(request, queryset)
        gone = membership_invitations.withdraw(invitation_ids=list(queryset.values_list("pk", flat=True)))
        words = ngettext(
            "%(count)s invitation is withdrawn. Its link no longer works.",
            "%(count)s invitations are withdrawn. Their links no longer work.",
            gone,
        )
        messages.success(request, words % {"count": gone})
