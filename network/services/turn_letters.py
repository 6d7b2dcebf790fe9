"""The mail that reminds a host of their turn, in the language of their organisation."""

from __future__ import annotations

from collections.abc import Callable

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from network.models import Turn
from network.queries import turns as turns_queries
from workshops.services.accounts import answers_to, headers, sender


def letters_of(turn: Turn, address: Callable[[str], str]) -> list[EmailMessage]:
    """One for each coordinator of the host, so that none sees who the others are; an answer goes to those who
    look after the series."""
    if turn.host is None:
        return []
    link = address(reverse("network:one_series", args=[turn.series_id])) + "#plan"
    answers_go_to = answers_to(turns_queries.coordinators_of(turn.series.organisation))
    with translation.override(turn.host.language):
        context = {"turn": turn, "series": turn.series, "link": link}
        subject = " ".join(render_to_string("network/email/turn_subject.txt", context).split())
        text = render_to_string("network/email/turn.txt", context)
    return [
        EmailMessage(
            subject,
            text,
            sender(),
            [user.email],
            reply_to=answers_go_to,
            headers=headers(turn.host.language),
        )
        for user in turns_queries.coordinators_of(turn.host)
    ]
