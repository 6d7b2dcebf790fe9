"""Whose calendar an address opens. It ends with its row, and while its owner coordinates nothing."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer

from network.models import NetworkCalendar
from workshops.access.permissions import can_coordinate
from workshops.models import User

CALENDARS = Signer(sep=".", salt="network.calendars")


def token_of(calendar: NetworkCalendar) -> str:
    return CALENDARS.sign(calendar.nonce)


def user_of(token: str) -> User | None:
    try:
        nonce = CALENDARS.unsign(token)
    except BadSignature:
        return None
    user = User.objects.filter(network_calendar__nonce=nonce).first()
    return user if user and can_coordinate(user) else None
