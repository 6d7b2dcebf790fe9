"""Reads about material folders: whose they are, how far they are, and what a link opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from network.models import Folder, FolderPart
from network.queries.selection import Selection
from workshops.access.permissions import can_coordinate

SALT, APART = "network.folder", "."
MOST = 500  # workshops in one
State = FolderPart.State


@dataclass(frozen=True)
class Standing:
    """``percent`` of its parts are made; ``left_out`` could not be."""

    folder: Folder
    done: int
    total: int
    left_out: int

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.total) if self.total else 0

    @property
    def goes_on(self) -> bool:
        return self.folder.state == Folder.State.MAKING


def of(user: Any) -> QuerySet[Folder]:
    return Folder.objects.filter(user=user, kept_until__gte=timezone.localdate())


def standings(user: Any) -> list[Standing]:
    counted = of(user).annotate(
        total=Count("parts"),
        done=Count("parts", filter=~Q(parts__state=State.WAITING)),
        left_out=Count("parts", filter=Q(parts__state=State.LEFT_OUT)),
    )
    rows: Any = counted
    return [Standing(row, row.done, row.total, row.left_out) for row in rows]


def key_of(folder: Folder) -> str:
    return signing.Signer(salt=SALT, sep=APART).sign(folder.seed) if folder.seed else ""


def behind(key: str) -> Folder | None:
    """None for one that was taken back, is over, never was one, or whose maker coordinates no more."""
    try:
        seed = signing.Signer(salt=SALT, sep=APART).unsign(key)
    except signing.BadSignature:
        return None
    today = timezone.localdate()
    ready = Folder.objects.filter(seed=seed, kept_until__gte=today, state=Folder.State.READY)
    found = ready.exclude(seed="").select_related("user").first()
    return found if found and can_coordinate(found.user) else None


def short(selection: Selection) -> dict[str, Any]:
    return {"folders": of(selection.user).count()}
