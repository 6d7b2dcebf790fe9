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
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Series, SeriesInvitation
from network.queries import invitations as invitations_queries
from network.queries.invitations import INVITATION_TTL
from network.services.series import holding_series
from workshops.models import Area, User
from workshops.refusals import Gone, Refused
from workshops.services.accounts import answers_to, headers, sender
from workshops.services.invitations import claim, forget_ended, send

WITHDRAWN = gettext_lazy("This invitation has been withdrawn or accepted. Look at the list again.")


def invite(*, series: Series, by: User, email: str, area: Area | None, address: Callable[[str], str]) -> None:
    """Asks somebody by mail; who has been asked already is not sent a second mail.

    ``address`` makes an absolute address of a path.
    """
    with holding_series(series) as row:
        invitation = SeriesInvitation.objects.filter(series=row, email=email).first() or _new(row, email)
        invitation.area = area or invitation.area
        to_send = claim(invitation, by, again=False, kept=INVITATION_TTL)
    if to_send:
        send(invitation, letter(invitation, address))


def send_again(*, series: Series, by: User, invitation_id: int, address: Callable[[str], str]) -> None:
    """The same link, for as long again."""
    with holding_series(series) as row:
        invitation = SeriesInvitation.objects.filter(series=row, pk=invitation_id).first()
        if invitation is None:
            raise Gone(WITHDRAWN)
        to_send = claim(invitation, by, again=True, kept=INVITATION_TTL)
    if to_send:
        send(invitation, letter(invitation, address))


def withdraw(*, series: Series, invitation_id: int) -> None:
    """Its link opens nothing any more."""
    with holding_series(series) as row:
        gone, _rows = SeriesInvitation.objects.filter(series=row, pk=invitation_id).delete()
        if not gone:
            raise Gone(WITHDRAWN)


def forget_old() -> None:
    """An address is kept for as long again as its link has worked."""
    forget_ended(SeriesInvitation.objects.all(), INVITATION_TTL)


def _new(series: Series, email: str) -> SeriesInvitation:
    if series.invitations.count() >= invitations_queries.MAX_OPEN:
        raise Refused(
            _("%(most)s have been invited and have not answered. Withdraw one of them first.")
            % {"most": invitations_queries.MAX_OPEN}
        )
    seed = secrets.token_urlsafe(16)
    return SeriesInvitation(series=series, email=email, seed=seed, state=SeriesInvitation.State.FAILED)


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
