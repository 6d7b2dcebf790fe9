"""Writes about accounts: inviting somebody, and what follows from their memberships."""

from __future__ import annotations

from collections.abc import Callable
from email.headerregistry import Address
from email.utils import parseaddr

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from workshops.alphabet import Alphabetical
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


def invite(*, user: User, by: User | None, address: Callable[[str], str]) -> None:
    """Sends the link with which somebody chooses a password, or the way to sign in if they have one.

    ``address`` makes an absolute address of a path. The language is that of the organisation joined last.
    Raises OSError when the mail could not be handed over. Outside a transaction nobody waits for the mail.
    """
    named = user.memberships.select_related("organisation")
    memberships = list(named.order_by(Alphabetical("organisation__name")))
    latest = max(memberships, key=lambda membership: membership.pk, default=None)
    language = latest.organisation.language if latest else settings.LANGUAGE_CODE
    context = {
        "user": user,
        "by": by,
        "memberships": memberships,
        "has_password": user.has_usable_password(),
        "link": address(_way_in(user)),
        "again": address(reverse("account_reset_password")),
        "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 3600),
    }
    with translation.override(language):
        subject = render_to_string("workshops/email/invitation_subject.txt", context).strip()
        text = render_to_string("workshops/email/invitation.txt", context)
    answers_go_to = [str(Address(by.get_full_name(), addr_spec=by.email))] if by else []
    EmailMessage(subject, text, sender(), [user.email], reply_to=answers_go_to, headers=AUTOMATIC).send()


def sender() -> str:
    """Who mails come from, always with a name."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return str(Address(name or "Dialogit", addr_spec=address))


def _way_in(user: User) -> str:
    if user.has_usable_password():
        return reverse("account_login")
    token = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), token])
