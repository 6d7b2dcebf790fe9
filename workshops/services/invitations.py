"""Writes about those who are asked to facilitate, and what every invitation has in common.

An invitation is stored first and sent afterwards, so a mail server that is away loses nothing. Whoever
invites learns nothing of an account: it is looked up when the link is opened. Invitations to an
organisation: `membership_invitations`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops import live
from workshops.access import invited, permissions
from workshops.access.invited import Invitation
from workshops.models import FacilitatorInvitation, Membership, MembershipInvitation, User, Workshop
from workshops.queries import invitations as invitations_queries
from workshops.queries.invitations import State
from workshops.refusals import Gone, Refused
from workshops.services import accounts, facilitation, secure_deletion
from workshops.services.accounts import answers_to, headers, sender
from workshops.services.mailing import problem_of_sending

GOES_ON = live.AfterClosing.FACILITATION
WITHDRAWN = gettext_lazy("This invitation has been withdrawn or accepted. Look at the list again.")
NO_LONGER = gettext_lazy("This invitation no longer stands. Ask whoever invited you for a new one.")


def invite(*, workshop: Workshop, by: User, email: str, address: Callable[[str], str]) -> None:
    """Asks somebody by mail; who has been asked already is not sent a second mail.

    ``address`` makes an absolute address of a path.
    """
    with live.writing(workshop, after_closing=GOES_ON):
        asked = FacilitatorInvitation.objects.filter(workshop=workshop, email=email).with_sender()
        invitation = asked.first() or _new(workshop, email)
        to_send = claim(invitation, by, again=False)
    if to_send:
        send(invitation, letter(invitation, address))


def send_again(*, workshop: Workshop, by: User, invitation_id: int, address: Callable[[str], str]) -> None:
    """The same link, for two more weeks."""
    with live.writing(workshop, after_closing=GOES_ON):
        asked = FacilitatorInvitation.objects.filter(workshop=workshop, pk=invitation_id).with_sender()
        invitation = asked.first()
        if invitation is None:
            raise Gone(WITHDRAWN)
        to_send = claim(invitation, by, again=True)
    if to_send:
        send(invitation, letter(invitation, address))


def withdraw(*, workshop: Workshop, invitation_id: int) -> None:
    """Its link opens nothing any more."""
    with live.writing(workshop, after_closing=GOES_ON):
        gone, _rows = FacilitatorInvitation.objects.filter(workshop=workshop, pk=invitation_id).delete()
        if not gone:
            raise Gone(WITHDRAWN)


def accept(*, workshop: Workshop, invitation_id: int, password: str = "", **names: str) -> User:
    """Whoever holds the link becomes a facilitator here: who belongs to another organisation as its guest,
    for this workshop alone; who belongs nowhere as a member of the workshop's.

    ``password`` and ``names`` are for who has no account yet, or one without a password.
    """
    with live.writing(workshop, after_closing=GOES_ON):
        asked = FacilitatorInvitation.objects.filter(workshop=workshop, pk=invitation_id)
        invitation = asked.standing().first()
        if invitation is None:
            raise Gone(NO_LONGER)
        user = account_that_accepts(invitation)
        with accounts.holding_account_alone(user):
            complete_account(user, password, names)
            if not user.memberships.exists():
                Membership.objects.create(user=user, organisation=workshop.organisation)
            is_guest = not permissions.is_member(user, workshop)
            facilitation.add_second(workshop=workshop, user=user, is_guest=is_guest)
            invitation.delete()
        return user


def account_that_accepts(invitation: Invitation) -> User:
    """The one of its address, made now if there is none."""
    return invited.account_of(invitation) or _new_account(invitation.email)


def _new_account(email: str) -> User:
    """Invitations to two workshops may be accepted in the same instant."""
    return User.objects.get_or_create(email=email.lower(), defaults={"password": make_password(None)})[0]


def complete_account(user: User, password: str, names: Mapping[str, str]) -> None:
    """Of an account that is held: one that has a password keeps it, and its name."""
    if not user.is_active:
        raise Refused(_("This account is closed. Your coordinator can open it again."))
    if user.has_usable_password():
        return
    for name, value in names.items():
        setattr(user, name, value or getattr(user, name))
    user.set_password(password or None)
    user.save(update_fields=["password", *names])


def forget_old() -> None:
    """An address is kept for as long again as its link has worked."""
    for kind in (FacilitatorInvitation, MembershipInvitation):
        forget_ended(kind.objects.all(), invitations_queries.INVITATION_TTL)


def forget_ended(invitations: QuerySet[Any], kept: timedelta) -> None:
    """Those whose link has worked no more for as long as ``kept``."""
    gone, _rows = invitations.filter(expires_on__lt=timezone.localdate() - kept).delete()
    if gone:
        secure_deletion.schedule()


def _new(workshop: Workshop, email: str) -> FacilitatorInvitation:
    if workshop.is_rehearsal:
        raise Refused(_("This is a rehearsal: no mail goes out from it."))
    if FacilitatorInvitation.objects.filter(workshop=workshop).count() >= invitations_queries.MAX_OPEN:
        raise Refused(_("Ten people have been invited and have not answered. Withdraw one of them first."))
    return FacilitatorInvitation(workshop=workshop, email=email, state=State.FAILED)


def claim(
    invitation: Any, by: User, *, again: bool, kept: timedelta = invitations_queries.INVITATION_TTL
) -> bool:
    """Whether it is to be sent now: of two who press at once one sends. Nobody else holds the row.

    ``kept`` is for how long its link works.
    """
    if not invitation._state.adding:
        row = invitations_queries.row_of(invitation)
        if not (row.may_be_sent if again else row.is_problem):
            return False
    invitation.by, invitation.state, invitation.problem = by, State.SENDING, ""
    invitation.changed_at = timezone.now()
    invitation.expires_on = timezone.localdate() + kept
    invitation.save()
    return True


def send(invitation: Any, message: EmailMessage) -> bool:
    """Outside the transaction, so that nobody waits for the mail server. Whether it was handed over."""
    problem = problem_of_sending(message)
    type(invitation).objects.filter(pk=invitation.pk).update(
        state=State.FAILED if problem else State.SENT, problem=problem, changed_at=timezone.now()
    )
    return not problem


def letter(invitation: FacilitatorInvitation, address: Callable[[str], str]) -> EmailMessage:
    """In the workshop's language, the same to everybody."""
    link = address(reverse("workshops:invited", args=[invited.token_of(invitation)]))
    return written(
        "facilitator", invitation, invitation.workshop.language, link=link, workshop=invitation.workshop
    )


def written(kind: str, invitation: Invitation, language: str, **told: Any) -> EmailMessage:
    """A mail of the templates of its ``kind``; an answer goes to who invited."""
    by = invitation.by
    context = {"by": by, "until": invitation.expires_on, **told}
    with translation.override(language):
        subject = render_to_string(f"workshops/email/{kind}_subject.txt", context)
        text = render_to_string(f"workshops/email/{kind}.txt", context)
    return EmailMessage(
        " ".join(subject.split()),
        text,
        sender(),
        [invitation.email],
        reply_to=answers_to([by]),
        headers=headers(language),
    )
