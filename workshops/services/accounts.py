"""Writes about accounts: what follows from their memberships, and who mails come from."""

from __future__ import annotations

from email.headerregistry import Address
from email.utils import parseaddr

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction

from workshops.models import Membership, User
from workshops.services import facilitation

AUTOMATIC = {"Auto-Submitted": "auto-generated"}  # RFC 3834: no holiday notice comes back


@transaction.atomic
def settle(*, user: User) -> None:
    """Brings in line what follows from the memberships, the e-mail and whether the account is active.

    Coordinators may enter the admin, and no one else but operators. Nobody facilitates for an organisation
    they have left. Links that went to an earlier e-mail end, and so do the sockets of a closed account.
    """
    coordinates = user.memberships.filter(role=Membership.Role.COORDINATOR).exists()
    User.objects.filter(pk=user.pk).update(is_staff=user.is_superuser or coordinates)
    facilitation.end_without_membership(user)
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    if not user.is_active:
        facilitation.close_sockets_of(user)


@transaction.atomic
def delete(*, user: User) -> None:
    """With everything that is the account's own; its sockets are closed."""
    facilitation.close_sockets_of(user)
    user.delete()


def sender() -> str:
    """Who mails come from, always with a name."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return str(Address(name or "Dialogit", addr_spec=address))


def answers_to(by: User | None) -> list[str]:
    """Whom an answer to a mail reaches. A name is one line, whatever somebody has posted as theirs."""
    return [str(Address(" ".join(by.get_full_name().split()), addr_spec=by.email))] if by else []
