"""Reads about documents that are being made: how far one is, in a way that is true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from workshops.models import Build, Workshop

BUILD_TTL = timedelta(hours=1)  # then made anew: names of organisations and areas may have changed
STALE_TTL = timedelta(minutes=2)  # once the workshop has gone on
BUILD_TIMEOUT = timedelta(seconds=60)  # that one may be made; the worker ends itself after that
PICKUP_TIMEOUT = timedelta(seconds=15)  # by a worker that has nothing else to do
ABANDONED_AFTER = timedelta(seconds=20)  # without a look
State = Build.State


@dataclass(frozen=True)
class Standing:
    """``ahead`` others are made first; ``percent`` is None where nobody can tell; ``is_away``: the worker."""

    build: Build
    ahead: int = 0
    is_away: bool = False
    has_failed: bool = False
    percent: int | None = None

    @property
    def seen(self) -> str:
        """What the page shows of it, in one word."""
        return f"{self.build.state}-{self.ahead}-{self.percent}-{self.is_away:d}{self.has_failed:d}"

    @property
    def goes_on(self) -> bool:
        return not self.has_failed and self.build.state != State.READY


def standing(build: Build) -> Standing:
    if build.state == State.WAITING:
        return Standing(build, ahead=_ahead_of(build), is_away=_is_away(build))
    if build.state == State.MAKING:
        percent = round(100 * build.done / build.total) if build.total else None
        return Standing(build, has_failed=is_lost(build), percent=percent)
    return Standing(build, has_failed=build.state == State.FAILED)


def is_lost(build: Build) -> bool:
    """Its worker has died twice in the midst of it, or with the machine."""
    began = build.begun_at
    return build.state == State.MAKING and began is not None and began < timezone.now() - 2 * BUILD_TIMEOUT


def is_kept(build: Build) -> bool:
    return build.asked_at > timezone.now() - BUILD_TTL


def may_be_fetched(build: Build, workshop: Workshop) -> bool:
    """What somebody has hidden since it was made is in it still: then it is there for a moment more."""
    kept = BUILD_TTL if build.rev == workshop.rev else STALE_TTL
    return build.state == State.READY and build.asked_at > timezone.now() - kept


def _ahead_of(build: Build) -> int:
    now = timezone.now()
    others = Build.objects.filter(watched_at__gt=now - ABANDONED_AFTER).exclude(pk=build.pk)
    waiting = others.filter(state=State.WAITING, pk__lt=build.pk).count()
    return waiting + others.filter(state=State.MAKING).count()


def _is_away(build: Build) -> bool:
    """Nobody takes it up, and nothing else is being made either."""
    now = timezone.now()
    busy = Build.objects.filter(state=State.MAKING, begun_at__gt=now - BUILD_TIMEOUT)
    return build.asked_at < now - PICKUP_TIMEOUT and not busy.exists()
