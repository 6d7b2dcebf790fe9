"""Writes about organisations that are asked to join a series: by mail, until somebody there accepts.

As with facilitators, an invitation is stored first and sent afterwards, and whoever invites learns nothing of
who has an account: it is looked up when the link is opened.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Series, SeriesInvitation
from network.queries import invitations as invitations_queries
from network.queries.invitations import State
from network.services.series import holding_series
from workshops.models import Area, User
from workshops.refusals import Gone, Refused
from workshops.services import secure_deletion
from workshops.services.accounts import answers_to, headers, sender
from workshops.services.mailing import problem_of_sending

WITHDRAWN = gettext_lazy("This invitation has been withdrawn or accepted. Look at the list again.")


def invite(*, series: Series, by: User, email: str, area: Area | None, address: Callable[[str], str]) -> None:
    """Asks somebody by mail; who has been asked already is not sent a second mail.

    ``address`` makes an absolute address of a path.
    """
    with holding_series(series) as row:
        invitation = SeriesInvitation.objects.filter(series=row, email=email).first() or _new(row, email)
        invitation.area = area or invitation.area
        to_send = _claim(invitation, by, again=False)
    if to_send:
        _send(invitation, address)


def send_again(*, series: Series, by: User, invitation_id: int, address: Callable[[str], str]) -> None:
    """The same link, for as long again."""
    with holding_series(series) as row:
        invitation = SeriesInvitation.objects.filter(series=row, pk=invitation_id).first()
        if invitation is None:
            raise Gone(WITHDRAWN)
        to_send = _claim(invitation, by, again=True)
    if to_send:
        _send(invitation, address)


def withdraw(*, series: Series, invitation_id: int) -> None:
    """Its link opens nothing any more."""
    with holding_series(series) as row:
        gone, _rows = SeriesInvitation.objects.filter(series=row, pk=invitation_id).delete()
        if not gone:
            raise Gone(WITHDRAWN)


def forget_old() -> None:
    """An address is kept for as long again as its link has worked."""
    ended = timezone.localdate() - invitations_queries.INVITATION_TTL
    gone, _rows = SeriesInvitation.objects.filter(expires_on__lt=ended).delete()
    if gone:
        secure_deletion.schedule()


def _new(series: Series, email: str) -> SeriesInvitation:
    if series.invitations.count() >= invitations_queries.MAX_OPEN:
        raise Refused(
            _("%(most)s have been invited and have not answered. Withdraw one of them first.")
            % {"most": invitations_queries.MAX_OPEN}
        )
    seed = secrets.token_urlsafe(16)
    return SeriesInvitation(series=series, email=email, seed=seed, state=State.FAILED)


def _claim(invitation: SeriesInvitation, by: User, *, again: bool) -> bool:
    """Whether it is to be sent now: of two who press at once one sends."""
    if not invitation._state.adding:
        row = invitations_queries.row_of(invitation)
        if not (row.may_be_sent if again else row.is_problem):
            return False
    invitation.by, invitation.state, invitation.problem = by, State.SENDING, ""
    invitation.changed_at = timezone.now()
    invitation.expires_on = timezone.localdate() + invitations_queries.INVITATION_TTL
    invitation.save()
    return True


def _send(invitation: SeriesInvitation, address: Callable[[str], str]) -> None:
    problem = problem_of_sending(letter(invitation, address))
    SeriesInvitation.objects.filter(pk=invitation.pk).update(
        state=State.FAILED if problem else State.SENT, problem=problem, changed_at=timezone.now()
    )


def letter(invitation: SeriesInvitation, address: Callable[[str], str]) -> EmailMessage:
    """In the series' language, the same to everybody; an answer goes to who invited."""
    series, by = invitation.series, invitation.by
    link = address(reverse("network:series_invited", args=[invitations_queries.key_of(invitation)]))
    context = {"series": series, "by": by, "link": link, "until": invitation.expires_on}
    with translation.override(series.language):
        subject = render_to_string("network/email/join_subject.txt", context)
        text = render_to_string("network/email/join.txt", context)
    return EmailMessage(
        " ".join(subject.split()),
        text,
        sender(),
        [invitation.email],
        reply_to=answers_to([by]),
        headers=headers(series.language),
    )
