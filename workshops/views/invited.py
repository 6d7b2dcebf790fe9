"""Whoever was asked to facilitate, or into an organisation, opens the link in their mail, and accepts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from workshops.access.invited import Invitation, account_of, as_invited
from workshops.access.permissions import can_coordinate
from workshops.forms.accounts import InvitedForm
from workshops.models import FacilitatorInvitation, MembershipInvitation, User
from workshops.services import invitations, membership_invitations


@dataclass(frozen=True)
class Door:
    """``accept`` gives the account that accepted, ``onward`` where it goes from there."""

    template: str
    accept: Callable[..., User]
    onward: Callable[[User], HttpResponse]


@require_http_methods(["GET", "HEAD", "POST"])
@as_invited(FacilitatorInvitation, "workshop__organisation")
def invited(request: HttpRequest, invitation: FacilitatorInvitation) -> HttpResponse:
    workshop = invitation.workshop

    def accept(**given: str) -> User:
        return invitations.accept(workshop=workshop, invitation_id=invitation.pk, **given)

    def onward(_user: User) -> HttpResponse:
        return redirect("workshops:checklist", workshop.code)

    return _answer(request, invitation, Door("workshops/invited.html", accept, onward))


@require_http_methods(["GET", "HEAD", "POST"])
@as_invited(MembershipInvitation, "organisation")
def invited_member(request: HttpRequest, invitation: MembershipInvitation) -> HttpResponse:
    def accept(**given: str) -> User:
        return membership_invitations.accept(invitation_id=invitation.pk, **given)

    def onward(user: User) -> HttpResponse:
        joined = User.objects.get(pk=user.pk)  # as accepting has left it
        return redirect("admin:index" if can_coordinate(joined) else "workshops:own")

    return _answer(request, invitation, Door("workshops/invited_member.html", accept, onward))


def _answer(request: HttpRequest, invitation: Invitation, door: Door) -> HttpResponse:
    """Opening it changes nothing: what looks through mails opens links too."""
    account = account_of(invitation)
    if account and not account.is_active:
        return _page(request, invitation, door, is_closed=True)
    if account and account.has_usable_password():
        return _with_account(request, invitation, account, door)
    user = account or User(email=invitation.email)
    posted = request.POST if request.method == "POST" else None
    form = InvitedForm(data=posted, user=user, initial=_names(user))
    if not form.is_valid():
        return _page(request, invitation, door, form=form)
    names = {name: form.cleaned_data[name] for name in ("first_name", "last_name")}
    user = door.accept(password=form.cleaned_data["password1"], **names)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return door.onward(user)


def _with_account(request: HttpRequest, invitation: Invitation, account: User, door: Door) -> HttpResponse:
    """They accept as who they are: whoever was only forwarded the mail comes in nowhere."""
    if request.method != "POST" or request.user != account:
        return _page(request, invitation, door, account=account, is_them=request.user == account)
    return door.onward(door.accept())


def _names(user: User) -> dict[str, str]:
    return {"first_name": user.first_name, "last_name": user.last_name}


def _page(request: HttpRequest, invitation: Invitation, door: Door, **further: Any) -> HttpResponse:
    form = further.get("form")
    context = {"invitation": invitation, **further}
    return render(request, door.template, context, status=422 if form and form.errors else 200)
