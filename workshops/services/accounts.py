"""Writes about accounts: what follows from their memberships, and who mails come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from email.headerregistry import Address
from email.utils import make_msgid, parseaddr

from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils.translation import gettext as _

from workshops import live
from workshops.models import Membership, User, Workshop
from workshops.refusals import Gone
from workshops.services import facilitation


class _MoreWorkshops(Exception):
    """One has come while the account was waited for."""


@contextmanager
def holding_account(user: User) -> Iterator[None]:
    """What follows from an account's memberships is decided by one write at a time. ``user`` is read anew.

    Its workshops are held first, as they are by whoever changes one and then asks who its people are. Where
    one more has come meanwhile the locks are let go, by their savepoint, and it begins again.
    """
    while True:
        before = _facilitated(user)
        try:
            with live.holding(Workshop.objects.filter(pk__in=before)), holding_account_alone(user):
                if _facilitated(user) - before:
                    raise _MoreWorkshops
                yield
                return
        except _MoreWorkshops:
            continue


def _facilitated(user: User) -> set[int]:
    return set(user.facilitations.values_list("workshop", flat=True))


@contextmanager
def holding_account_alone(user: User) -> Iterator[None]:
    """Within a write of a workshop. Raises `Gone` for an account that has just been deleted."""
    with live.holding(User.objects.filter(pk=user.pk)) as held:
        if user.pk not in held:
            raise Gone(_("This account has just been deleted."))
        user.refresh_from_db()
        yield


def sync_access(*, user: User) -> None:
    """Brings in line what follows from the memberships, the e-mail and whether the account is active.

    Coordinators may enter the admin, and no one else but operators. Nobody facilitates for an organisation
    they have left. Links that went to an earlier e-mail end, and so do the sockets of a closed account.
    """
    with holding_account(user):
        follow_memberships(user)


def follow_memberships(user: User) -> None:
    """`sync_access`, of an account that is held.

    A workshop that its owner creates in this very instant is held after the account: who would wait for both
    in the other order is told to try again.
    """
    coordinates = user.memberships.filter(role=Membership.Role.COORDINATOR).exists()
    User.objects.filter(pk=user.pk).update(is_staff=user.is_superuser or coordinates)
    facilitation.end_without_membership(user)
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    if not user.is_active:
        facilitation.close_sockets_of(user)


def delete(*, user: User) -> None:
    """With everything that is the account's own; its sockets are closed."""
    with holding_account(user):
        facilitation.close_sockets_of(user)
        user.delete()


# --- what the head of every mail says ---


def sender() -> str:
    """Who mails come from, always with a name."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return str(Address(name or "Dialogit", addr_spec=address))


def headers(language: str) -> dict[str, str]:
    """No holiday notice comes back (RFC 3834), and the id does not tell this machine's own name."""
    _name, address = parseaddr(sender())
    return {
        "Auto-Submitted": "auto-generated",
        "Content-Language": language,
        "Message-ID": make_msgid(domain=address.rpartition("@")[2]),
    }


def answers_to(users: Iterable[User | None]) -> list[str]:
    """For `Reply-To`, by name; the sender's own address is read by nobody.

    A name is one line, whatever somebody has posted as theirs.
    """
    named = [(" ".join(user.get_full_name().split()), user.email) for user in users if user]
    return [str(Address(name, addr_spec=address)) for name, address in named]
