"""Reads about those who were invited by mail: how it stands with each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from workshops.models import FacilitatorInvitation, Membership, MembershipInvitation, Organisation, Workshop

MAX_OPEN = 10  # not answered yet, in one workshop
MAX_MEMBERS = 100  # of one organisation
INVITATION_TTL = timedelta(days=14)
STUCK_AFTER = timedelta(minutes=2)
SPARED = timedelta(minutes=1)  # between two mails to the same address
State = FacilitatorInvitation.State


@dataclass(frozen=True)
class Row:
    """``has_ended``: its time is over, or whoever sent it may invite no longer. ``is_unsure``: the sending
    has not come back, so nobody knows whether the mail went out.
    """

    invitation: Any
    has_ended: bool
    is_unsure: bool
    is_recent: bool

    @property
    def is_problem(self) -> bool:
        return self.has_ended or self.is_unsure or self.invitation.state == State.FAILED

    @property
    def may_be_sent(self) -> bool:
        """Not while it is on its way, nor twice within a minute."""
        return self.is_problem or not self.is_recent


def rows(workshop: Workshop) -> list[Row]:
    return [row_of(found) for found in FacilitatorInvitation.objects.filter(workshop=workshop).with_sender()]


def row_of(invitation: Any) -> Row:
    """Of one that was read ``with_sender``, or of a kind that stands whoever sent it."""
    age = timezone.now() - invitation.changed_at
    return Row(
        invitation,
        has_ended=invitation.expires_on < timezone.localdate() or not invitation.sender_may,
        is_unsure=invitation.state == State.SENDING and age > STUCK_AFTER,
        is_recent=age < SPARED,
    )


def asked(*, organisation: Organisation, email: str, role: str) -> MembershipInvitation | None:
    """As it was read ``with_sender``."""
    rows = MembershipInvitation.objects.filter(organisation=organisation, email=email.lower(), role=role)
    found: MembershipInvitation | None = rows.with_sender().first()
    return found


def refusal_of(*, organisation: Organisation, email: str, role: str) -> str:
    """Why this address is not invited now; empty when it may be.

    Two who ask in the same instant may go one over the most, which harms nobody.
    """
    if Membership.objects.filter(organisation=organisation, user__email__iexact=email, role=role).exists():
        return _("They are in this organisation in this role already.")
    found = asked(organisation=organisation, email=email, role=role)
    if found is None:
        full = _("A hundred people have been invited and have not answered. Withdraw some first.")
        others = MembershipInvitation.objects.filter(organisation=organisation)
        return full if others.count() >= MAX_MEMBERS else ""
    if row_of(found).is_problem:
        return ""
    return _("They have been invited already and have not answered. You can send it again in the list.")


def standing_of(invitation: MembershipInvitation) -> str:
    """A word for the list."""
    row = row_of(invitation)
    if row.has_ended:
        return _("expired")
    if row.invitation.state == State.FAILED or row.is_unsure:
        return _("the mail did not go out")
    return _("invited")


def waiting(rows: QuerySet[MembershipInvitation]) -> int:
    """How many have been asked and may still accept."""
    return rows.standing().count()  # type: ignore[attr-defined]
