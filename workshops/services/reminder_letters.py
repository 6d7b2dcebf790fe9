"""The mails that remind: of tasks that are due, and of a meeting. In the organisation's language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from workshops.access import follow_up as access
from workshops.models import Subscriber, Task, User
from workshops.queries import reminders as reminders_queries
from workshops.services.accounts import answers_to, headers, sender


@dataclass(frozen=True)
class Letter:
    """``about`` is what it reminds of, by the keys of `queries.Due`."""

    subscriber: Subscriber
    mail: EmailMessage
    about: tuple[str, ...]


def letters_of(subscriber: Subscriber, due: reminders_queries.Due, site: str) -> list[Letter]:
    """One for all tasks together, and one for a meeting."""
    with translation.override(subscriber.workshop.organisation.language):
        return list(_letters(subscriber, due, site))


def asked(subscriber: Subscriber, task: Task, about: str, by: User, site: str) -> Letter:
    """``by``, who looks after the workshop, wants to know how it goes with a task, whenever it is due."""
    with translation.override(subscriber.workshop.organisation.language):
        return Letter(subscriber, _mail(subscriber, "asked", site, {"tasks": [task], "by": by}, by), (about,))


def _letters(subscriber: Subscriber, due: reminders_queries.Due, site: str) -> Iterator[Letter]:
    if due.tasks:
        told = {"tasks": list(due.tasks.values())}
        yield Letter(subscriber, _mail(subscriber, "due", site, told), tuple(due.tasks))
    for about, agreement in due.meetings.items():
        yield Letter(subscriber, _mail(subscriber, "meeting", site, {"agreement": agreement}), (about,))


def asking(subscriber: Subscriber, site: str) -> EmailMessage:
    """Whether this address wants reminders: the one mail that goes to it unasked."""
    token = access.unsubscribe_token(subscriber)
    told = {"yes": site + reverse("workshops:confirm_reminders", args=[token])}
    with translation.override(subscriber.workshop.organisation.language):
        return _mail(subscriber, "asking", site, told)


def _mail(
    subscriber: Subscriber, kind: str, site: str, told: dict[str, Any], by: User | None = None
) -> EmailMessage:
    """An answer goes to ``by``. Mail programs unsubscribe at one press by RFC 2369 and RFC 8058."""
    workshop, address = subscriber.workshop, subscriber.user.email if subscriber.user else subscriber.address
    page = "follow_up_signed_in" if subscriber.user else "follow_up"
    end = site + reverse("workshops:unsubscribe", args=[access.unsubscribe_token(subscriber)])
    context = {
        "workshop": workshop,
        "is_facilitator": subscriber.user is not None,
        "link": site + reverse(f"workshops:{page}", args=[workshop.code]),
        "end": end,
        "until": reminders_queries.kept_until(workshop),
        **told,
    }
    subject = render_to_string(f"workshops/email/{kind}_subject.txt", context)
    text = render_to_string(f"workshops/email/{kind}.txt", context)
    head = {
        **headers(workshop.organisation.language),
        "List-Unsubscribe": f"<{end}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return EmailMessage(
        " ".join(subject.split()), text, sender(), [address], reply_to=answers_to([by]), headers=head
    )
