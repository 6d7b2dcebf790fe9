"""Leaving can be taken back for some minutes, by what the browser alone keeps: none of it is on the server.

The key goes from the device's cookie into one of its own, signed with the moment, which is read by nothing
but the page that offers to come back. Whoever joins in that browser, or says so, ends it at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.utils import timezone

from workshops.access.devices import Device
from workshops.models import Participant

TTL = timedelta(minutes=5)
SALT = "workshops.leaving"


@dataclass(frozen=True)
class Left:
    """Who has left which workshop, as they were: ``phase`` is where it stood.

    ``group_id`` is that of their Open Space group, 0 for who was in none.
    """

    workshop_id: int
    phase: str
    device: Device
    name: str
    home_unit: str
    shared: bool
    group_id: int
    until: datetime


def left(participant: Participant, device: Device) -> Left:
    workshop = participant.workshop
    return Left(
        workshop_id=workshop.pk,
        phase=workshop.phase,
        device=device,
        name=participant.name,
        home_unit=participant.home_unit,
        shared=participant.shared,
        group_id=participant.group_id or 0,
        until=timezone.now() + TTL,
    )


def remember(response: HttpResponse, gone: Left) -> HttpResponse:
    device = [gone.device.key.hex(), gone.device.language]
    person = [gone.name, gone.home_unit, gone.shared, gone.group_id]
    response.set_cookie(
        settings.LEFT_COOKIE,
        signing.dumps([gone.workshop_id, gone.phase, device, person, gone.until.timestamp()], salt=SALT),
        max_age=int(TTL.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )
    return response


def left_in(cookies: Mapping[str, str]) -> Left | None:
    """What may still be taken back in this browser."""
    try:
        workshop_id, phase, (key, language), (name, home_unit, shared, group_id), until = signing.loads(
            cookies[settings.LEFT_COOKIE], salt=SALT, max_age=TTL
        )
        device, moment = Device(bytes.fromhex(key), language), datetime.fromtimestamp(until, UTC)
        return Left(workshop_id, phase, device, name, home_unit, shared, group_id, moment)
    except (KeyError, ValueError, TypeError, signing.BadSignature):
        return None


def forget(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(settings.LEFT_COOKIE, samesite="Lax")
    return response
