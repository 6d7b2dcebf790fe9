"""Writes about the calendar that one subscribes to: its secret address is made, made anew, and ended."""

from __future__ import annotations

import secrets

from workshops import live
from workshops.models import CalendarFeed, Workshop

NONCE_BYTES = 16


def make_feed(*, workshop: Workshop) -> None:
    """A new address; an earlier one opens nothing any more."""
    with live.writing(workshop, after_closing=live.AfterClosing.FOLLOW_UP):
        nonce = secrets.token_hex(NONCE_BYTES)
        CalendarFeed.objects.update_or_create(workshop=workshop, defaults={"nonce": nonce})


def end_feed(*, workshop: Workshop) -> None:
    with live.writing(workshop, after_closing=live.AfterClosing.FOLLOW_UP):
        CalendarFeed.objects.filter(workshop=workshop).delete()
