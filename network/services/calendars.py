"""Writes about a coordinator's calendar: its secret address is made, made anew, and ended."""

from __future__ import annotations

import secrets

from network.models import NetworkCalendar
from workshops.models import User

NONCE_BYTES = 16


def make(*, user: User) -> None:
    """A new address; an earlier one opens nothing any more."""
    nonce = secrets.token_hex(NONCE_BYTES)
    NetworkCalendar.objects.update_or_create(user=user, defaults={"nonce": nonce})


def end(*, user: User) -> None:
    NetworkCalendar.objects.filter(user=user).delete()
