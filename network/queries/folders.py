"""Reads about material folders: whose they are, how far they are, and what a link opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from network.models import Finding, Folder, FolderPart, Proposal, Synthesis
from network.queries import scope
from network.queries import synthesis as synthesis_queries
from network.queries.selection import Selection
from workshops.access.permissions import can_coordinate

SALT, APART = "network.folder", "."
MAX_WORKSHOPS = 500  # workshops in one
MAX_FOLDERS = 5  # folders of one coordinator at a time: each may be gigabytes
State = FolderPart.State


@dataclass(frozen=True)
class Standing:
    """``done`` of ``total`` workshops are made, ``left_out`` could not be; of syntheses as many."""

    folder: Folder
    done: int
    total: int
    left_out: int
    syntheses_done: int
    syntheses: int
    syntheses_left_out: int

    @property
    def percent(self) -> int:
        parts = self.total + self.syntheses
        return round(100 * (self.done + self.syntheses_done) / parts) if parts else 0

    @property
    def goes_on(self) -> bool:
        return self.folder.state == Folder.State.MAKING


def of(user: Any) -> QuerySet[Folder]:
    """Those of which they may still read every workshop: who loses one loses the folder that it is in."""
    standing = Folder.objects.filter(user=user, kept_until__gte=timezone.localdate())
    return standing.exclude(pk__in=_beyond(user).values("folder"))


def _beyond(user: Any) -> QuerySet[FolderPart]:
    parts = FolderPart.objects.filter(folder__user=user, workshop__isnull=False)
    return parts.exclude(workshop__in=scope.workshops(user).order_by().values("pk"))


def ended() -> list[Folder]:
    """Those that have had their time, and those whose maker may not read all of them any more."""
    today = timezone.localdate()
    return [
        folder
        for folder in Folder.objects.select_related("user")
        if folder.kept_until < today
        or not can_coordinate(folder.user)
        or _beyond(folder.user).filter(folder=folder).exists()
    ]


def standings(user: Any) -> list[Standing]:
    done, left_out = ~Q(parts__state=State.WAITING), Q(parts__state=State.LEFT_OUT)
    its, other = Q(parts__is_synthesis=True), Q(parts__is_synthesis=False)
    counts = {
        "done": other & done,
        "total": other,
        "left_out": other & left_out,
        "syntheses_done": its & done,
        "syntheses": its,
        "syntheses_left_out": its & left_out,
    }
    counted = of(user).annotate(**{name: Count("parts", filter=of_it) for name, of_it in counts.items()})
    return [Standing(row, **{name: getattr(row, name) for name in counts}) for row in counted]


def syntheses_in(selection: Selection) -> QuerySet[Synthesis]:
    """What the reader may read and something is written in, of all that is selected or of a part of it."""
    within = {
        name: chosen
        for name, chosen in (
            ("series", selection.series),
            ("whose", selection.organisation),
            ("area", selection.area),
            ("year", selection.year),
        )
        if chosen
    }
    written = Q(pk__in=Finding.objects.values("synthesis")) | Q(pk__in=Proposal.objects.values("synthesis"))
    return synthesis_queries.readable(selection.user).filter(written, **within)


def key_of(folder: Folder) -> str:
    return signing.Signer(salt=SALT, sep=APART).sign(folder.seed) if folder.seed else ""


def behind(key: str) -> Folder | None:
    """None for one that was taken back, is over, never was one, or whose maker may not read all of it."""
    try:
        seed = signing.Signer(salt=SALT, sep=APART).unsign(key)
    except signing.BadSignature:
        return None
    today = timezone.localdate()
    ready = Folder.objects.filter(seed=seed, kept_until__gte=today, state=Folder.State.READY)
    found = ready.exclude(seed="").select_related("user").first()
    if found is None or not can_coordinate(found.user):
        return None
    return of(found.user).filter(pk=found.pk).first()
