"""The mail by which the report goes to one recipient, sent by the worker.

Whoever is claimed first is sent to once: the claim is a write, and the link's token is in nobody's hands but
the mail's. A mail server that is away is asked once more some minutes later.
"""

from __future__ import annotations

import logging
import secrets
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task

from workshops import live
from workshops.access.readers import hash_of
from workshops.models import Recipient, ReportLink, User, Workshop
from workshops.queries import recipients as recipients_queries
from workshops.queries.recipients import State
from workshops.refusals import Gone
from workshops.services.accounts import answers_to, headers, sender

logger = logging.getLogger(__name__)
TOKEN_BYTES = 24
SPARED = timedelta(seconds=60)  # after one try no other one has to wait for a server that is away
TOO_BUSY = range(400, 500)  # what a server says that takes the same mail later


@task()
def send_report(recipient_id: int, by_id: int, site: str, last: bool = False) -> None:
    """``last``: when it fails now it has failed. Nothing happens for somebody who is sent to already."""
    recipient = Recipient.objects.select_related("workshop__organisation").filter(pk=recipient_id).first()
    if recipient is None:
        return
    try:
        token = _claimed(workshop=recipient.workshop, recipient=recipient)
    except Gone:
        return
    if token is None:
        return
    problem = _problem_with(recipient, User.objects.filter(pk=by_id).first(), site, token)
    again = problem == Recipient.Problem.AWAY and not last
    try:
        _record(workshop=recipient.workshop, recipient=recipient, problem=problem, token=token, again=again)
    except Gone:
        return
    if again:
        send_report.using(run_after=timezone.now() + recipients_queries.AGAIN_AFTER).enqueue(
            recipient_id, by_id, site, last=True
        )


def _claimed(*, workshop: Workshop, recipient: Recipient) -> str | None:
    """The token of a new link, None when somebody else has sent to them meanwhile."""
    with live.writing(workshop, after_closing=live.AfterClosing.SENDING) as write:
        write.reread(recipient, "workshop__organisation")
        if recipient.state != State.WAITING:
            return None
        _stands(recipient, State.SENDING)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        until = recipients_queries.link_until(workshop)
        ReportLink.objects.create(recipient=recipient, token_hash=hash_of(token), expires_on=until)
        return token


def _problem_with(recipient: Recipient, by: User | None, site: str, token: str) -> Recipient.Problem:
    recently = timezone.now() - SPARED
    away = {"state__in": (State.WAITING, State.FAILED), "problem": Recipient.Problem.AWAY}
    if Recipient.objects.filter(changed_at__gt=recently, **away).exclude(pk=recipient.pk).exists():
        return Recipient.Problem.AWAY
    return problem_of_sending(letter(recipient, by, site + reverse("workshops:link", args=[token])))


def problem_of_sending(mail: EmailMessage) -> Recipient.Problem:
    """Sends it. A mail server that is away, or has too much to do, is no fault of the address."""
    try:
        mail.send()
    except SMTPRecipientsRefused as refused:
        codes = {code for code, _words in refused.recipients.values()}
        return Recipient.Problem.AWAY if codes <= set(TOO_BUSY) else Recipient.Problem.REFUSED
    except OSError as problem:  # what smtplib raises is one, too
        logger.warning("The mail server does not take mails: %s", type(problem).__name__)
        return Recipient.Problem.AWAY
    return Recipient.Problem.NONE


def _record(*, workshop: Workshop, recipient: Recipient, problem: str, token: str, again: bool) -> None:
    """A link that did not leave the house is of no use to anybody."""
    with live.writing(workshop, after_closing=live.AfterClosing.SENDING):
        standing = Recipient.objects.filter(pk=recipient.pk, state=State.SENDING).first()
        if problem:
            ReportLink.objects.filter(token_hash=hash_of(token)).delete()
        if standing is None:
            return
        if not problem:
            standing.sent_on = timezone.localdate()
            standing.save(update_fields=["sent_on"])
        after = State.WAITING if again else State.FAILED if problem else State.SENT
        _stands(standing, after, problem)


def _stands(recipient: Recipient, state: State, problem: str = "") -> None:
    recipient.state, recipient.problem, recipient.changed_at = state, problem, timezone.now()
    recipient.save(update_fields=["state", "problem", "changed_at"])


def letter(recipient: Recipient, by: User | None, link: str) -> EmailMultiAlternatives:
    """In the workshop's language, plain and as HTML; an answer goes to the facilitator who sent it."""
    workshop = recipient.workshop
    context = {
        "workshop": workshop,
        "by": by,
        "link": link,
        "until": recipients_queries.link_until(workshop),
    }
    with translation.override(workshop.language):
        subject = render_to_string("workshops/email/report_subject.txt", context)
        text = render_to_string("workshops/email/report.txt", context)
        page = render_to_string("workshops/email/report.html", context)
    made = EmailMultiAlternatives(
        " ".join(subject.split()),
        text,
        sender(),
        [recipient.address],
        reply_to=answers_to([by]),
        headers=headers(workshop.language),
    )
    made.attach_alternative(page, "text/html")
    return made
