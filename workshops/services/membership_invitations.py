"""Writes about those who are invited to an organisation: asking by mail, withdrawing, accepting.

Nobody is a member, or named to whoever invites, before they have accepted.
"""

from __future__ import annotations

from collections.abc import Callable

from django.core.mail import EmailMessage
from django.urls import reverse

from workshops import live
from workshops.access import invited
from workshops.models import Membership, MembershipInvitation, Organisation, User
from workshops.queries import invitations as invitations_queries
from workshops.refusals import Gone
from workshops.services import accounts, invitations


def ask(*, organisation: Organisation, email: str, role: str, by: User) -> tuple[MembershipInvitation, bool]:
    """The invitation, and whether it is to be sent: who has been asked already gets no second mail.

    The organisation is held, so two who ask the same address at once make one invitation.
    """
    with live.holding(Organisation.objects.filter(pk=organisation.pk)):
        invitation = invitations_queries.asked(organisation=organisation, email=email, role=role)
        if invitation is None:
            invitation = MembershipInvitation(organisation=organisation, email=email.lower(), role=role)
        return invitation, invitations.claim(invitation, by, again=False)


def ask_again(*, invitation_id: int, by: User) -> MembershipInvitation | None:
    """The same link, for two more weeks. None when it went out a moment ago, or no longer stands."""
    with live.holding(MembershipInvitation.objects.filter(pk=invitation_id)):
        found = MembershipInvitation.objects.filter(pk=invitation_id).with_sender().first()
        return found if found and invitations.claim(found, by, again=True) else None


def send(*, invitation: MembershipInvitation, address: Callable[[str], str]) -> bool:
    """``address`` makes an absolute address of a path. Whether the mail server took it."""
    return invitations.send(invitation, letter(invitation, address))


def letter(invitation: MembershipInvitation, address: Callable[[str], str]) -> EmailMessage:
    """In the organisation's language, the same to everybody."""
    return invitations.written(
        "member",
        invitation,
        invitation.organisation.language,
        link=address(reverse("workshops:invited_member", args=[invited.token_of(invitation)])),
        organisation=invitation.organisation,
        role=invitation.role,
    )


def withdraw(*, invitation_ids: list[int]) -> int:
    """Their links open nothing any more. How many there were."""
    return MembershipInvitation.objects.filter(pk__in=invitation_ids).delete()[0]


def accept(*, invitation_id: int, password: str = "", **names: str) -> User:
    """Whoever holds the link becomes a member. Who presses twice is told that it no longer stands.

    ``password`` and ``names`` are for who has no account yet, or one without a password.
    """
    with live.holding(MembershipInvitation.objects.filter(pk=invitation_id)):
        invitation = MembershipInvitation.objects.filter(pk=invitation_id).standing().first()
        if invitation is None:
            raise Gone(invitations.NO_LONGER)
        user = invitations.account_that_accepts(invitation)
        with accounts.holding_account(user):
            invitations.complete_account(user, password, names)
            Membership.objects.get_or_create(
                user=user, organisation=invitation.organisation, role=invitation.role
            )
            accounts.follow_memberships(user)
        invitation.delete()
        return user
