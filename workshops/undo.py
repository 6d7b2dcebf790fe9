"""One *undo* for the last act on the console: for about a minute, or until the next act or step.

A service that can be undone registers the way back with `undoable`, and calls `offer` with the ids that the
way back needs. No history is kept, and no text: one row for each workshop, gone when it is used.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from workshops import live
from workshops.access.permissions import Role
from workshops.live import frames
from workshops.models import LastAct, Workshop
from workshops.refusals import Refused

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

OFFERED_SECONDS = 60
GRACE_SECONDS = 5  # the button was there when it was pressed


@dataclass(frozen=True)
class Undoable:
    """``words`` say what was done; ``take_back(write, **details)`` undoes it."""

    words: StrPromise
    take_back: Callable[..., None]


_by_key: dict[str, Undoable] = {}


def undoable(key: str, words: StrPromise) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Decorates the function that takes an act back. One function may serve several acts."""

    def register(take_back: Callable[..., None]) -> Callable[..., None]:
        _by_key[key] = Undoable(words, take_back)
        return take_back

    return register


def offer(write: live.Write, key: str, **details: Any) -> None:
    """Keeps how the act is undone, in its transaction. ``details`` are ids and flags as they stood."""
    assert key in _by_key, key
    now = timezone.now()
    LastAct.objects.update_or_create(
        workshop=write.workshop, defaults={"key": key, "details": details, "done_at": now}
    )
    write.push(_button(write.workshop))


def forget(workshop: Workshop) -> None:
    """After an act that cannot be undone this way, or a step: what was before it stays as it is."""
    LastAct.objects.filter(workshop=workshop).delete()


def forget_old() -> None:
    """What nobody can undo any more is not kept: it says where people sat before."""
    LastAct.objects.filter(done_at__lt=_since(OFFERED_SECONDS + GRACE_SECONDS)).delete()


def undo(*, workshop: Workshop) -> None:
    """Takes the last act back, once. Refused when it is too late or somebody was faster."""
    with live.writing(workshop) as write:
        last = _last_act(workshop, OFFERED_SECONDS + GRACE_SECONDS)
        if last is None:
            raise Refused(_("There is nothing left to undo."))
        last.delete()
        _by_key[last.key].take_back(write, **last.details)
        write.push(_button(workshop))


def offered(workshop: Workshop) -> dict[str, Any]:
    return undo_button(workshop, _last_act(workshop, OFFERED_SECONDS))


def undo_button(workshop: Workshop, last: LastAct | None) -> dict[str, Any]:
    """For the console: what can be undone now, in words, and for how many seconds more."""
    if last is None or last.done_at <= _since(OFFERED_SECONDS):
        return {"workshop": workshop, "undo": None}
    gone = int((timezone.now() - last.done_at).total_seconds())
    button = {"words": _by_key[last.key].words, "seconds": max(1, OFFERED_SECONDS - gone)}
    return {"workshop": workshop, "undo": button}


def _button(workshop: Workshop) -> frames.Fragment:
    return frames.Fragment("workshops/undo.html#undo", lambda: offered(workshop), roles=(Role.FACILITATOR,))


def _last_act(workshop: Workshop, seconds: int) -> LastAct | None:
    return LastAct.objects.filter(workshop=workshop, done_at__gt=_since(seconds)).first()


def _since(seconds: int) -> datetime:
    return timezone.now() - timedelta(seconds=seconds)
