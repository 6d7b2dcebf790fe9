"""Reads about where a device has joined. Only the device's own key can tell: the database cannot."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone

from workshops.access.devices import MAX_AGE, Device
from workshops.models import Participant, Workshop

LOOKED_THROUGH = 1000  # the workshops that have moved last: each costs one hash
SHOWN = 3


def workshops_of(device: Device) -> list[Workshop]:
    """Those that it is in, the one that moved last first; closed ones come after those that go on."""
    since = timezone.now() - timedelta(seconds=MAX_AGE)
    lately = Workshop.objects.filter(Q(moved_at=None) | Q(moved_at__gt=since), is_template=False)
    ids = lately.order_by("-pk").values_list("pk", flat=True)[:LOOKED_THROUGH]
    hashes = [device.hash_in(pk) for pk in ids]
    here = Participant.objects.present().filter(key_hash__in=hashes)
    found = Workshop.objects.filter(participants__in=here).select_related("organisation")
    return list(
        found.order_by(F("closed_at").desc(nulls_first=True), F("moved_at").desc(nulls_last=True))[:SHOWN]
    )
