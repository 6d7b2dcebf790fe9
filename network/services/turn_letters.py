"""The mail that reminds a host of their turn, in the language of their organisation."""

from __future__ import annotations

from collections.abc import Callable
from email.utils import make_msgid

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from network.models import Turn
from network.queries import turns as queries
from workshops.services.accounts import AUTOMATIC, sender


def letters_of(turn: Turn, address: Callable[[str], str]) -> list[EmailMessage]:
    """One for each coordinator, so that no address is shown to others."""
    if turn.host is None:
        return []
    link = address(reverse("network:one_series", args=[turn.series_id])) + "#plan"
    with translation.override(turn.host.language):
        context = {"turn": turn, "series": turn.series, "link": link}
        subject = " ".join(render_to_string("network/email/turn_subject.txt", context).split())
        text = render_to_string("network/email/turn.txt", context)
    return [
        _letter(user.email, subject, text, turn.host.language) for user in queries.coordinators_of(turn.host)
    ]


def _letter(to: str, subject: str, text: str, language: str) -> EmailMessage:
    named = make_msgid(domain=sender().rpartition("@")[2].rstrip(">"))
    headers = {**AUTOMATIC, "Content-Language": language, "Message-ID": named}
    return EmailMessage(subject, text, sender(), [to], headers=headers)
