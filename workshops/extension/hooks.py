"""What another app does when something happens in the course, inside the same write.

Registered from ``AppConfig.ready()``. A hook gets the `Write` that is going on: the workshop is locked, and
what the hook pushes goes out with the rest.
"""

from __future__ import annotations

from collections.abc import Callable

from workshops.extension.shareable import Shared
from workshops.live import Write
from workshops.models import Participant, User, Workshop

_on_enter: dict[str, list[Callable[[Write], None]]] = {}
_on_join: list[Callable[[Write, Participant], None]] = []
_on_leave: list[Callable[[Write, Participant], None]] = []
_on_copy: list[tuple[Callable[[Workshop, Workshop], None], bool]] = []
_on_purge: list[Callable[[Write], None]] = []
_on_forget: list[Callable[[Write], None]] = []
_on_move: list[Callable[[Write, User | None], None]] = []
_on_share: list[Callable[[Write, Shared], None]] = []
_on_rewrite: list[Callable[[], None]] = []
_on_erase: list[Callable[[Write], None]] = []
_on_rehearsal_end: list[Callable[[Write], None]] = []


def on_enter(phase: str, act: Callable[[Write], None]) -> None:
    """The workshop has moved to this phase, or to another round of it."""
    _on_enter.setdefault(phase, []).append(act)


def on_join(act: Callable[[Write, Participant], None]) -> None:
    _on_join.append(act)


def on_leave(act: Callable[[Write, Participant], None]) -> None:
    """Somebody is about to leave or to be taken off; their row is still there."""
    _on_leave.append(act)


def on_copy(act: Callable[[Workshop, Workshop], None], *, is_inner: bool = False) -> None:
    """``act(source, copy)`` takes over what the app keeps of a workshop's preparation.

    ``is_inner``: only where both are the same organisation's, as rooms and links to calls are.
    """
    _on_copy.append((act, is_inner))


def on_purge(act: Callable[[Write], None]) -> None:
    """The time for which the workshop's notes are kept is over."""
    _on_purge.append(act)


def on_forget(act: Callable[[Write], None]) -> None:
    """A dialogue is over: what the app keeps of who was where goes."""
    _on_forget.append(act)


def on_erase(act: Callable[[Write], None]) -> None:
    """The workshop is about to be deleted as a whole: what was made of it elsewhere goes with it."""
    _on_erase.append(act)


def on_move(act: Callable[[Write, User | None], None]) -> None:
    """The workshop is another organisation's from now on; with the user who moves it, where that is known."""
    _on_move.append(act)


def on_rehearsal_end(act: Callable[[Write], None]) -> None:
    """A rehearsal is about to be deleted: what the app keeps beyond its workshop goes with it."""
    _on_rehearsal_end.append(act)


def on_share(act: Callable[[Write, Shared], None]) -> None:
    """A text that its group shares has been confirmed, and the workshop is about to close."""
    _on_share.append(act)


def on_rewrite(act: Callable[[], None]) -> None:
    """The database's files are about to be written anew, in no write: what an index of the app's own still
    holds of what was deleted goes."""
    _on_rewrite.append(act)


def run_on_enter(write: Write) -> None:
    for act in _on_enter.get(write.workshop.phase, ()):
        act(write)


def run_on_join(write: Write, participant: Participant) -> None:
    for act in _on_join:
        act(write, participant)


def run_on_leave(write: Write, participant: Participant) -> None:
    for act in _on_leave:
        act(write, participant)


def run_on_copy(source: Workshop, copy: Workshop) -> None:
    for act, is_inner in _on_copy:
        if not is_inner or source.organisation_id == copy.organisation_id:
            act(source, copy)


def run_on_purge(write: Write) -> None:
    for act in _on_purge:
        act(write)


def run_on_forget(write: Write) -> None:
    for act in _on_forget:
        act(write)


def run_on_erase(write: Write) -> None:
    for act in _on_erase:
        act(write)


def run_on_move(write: Write, by: User | None) -> None:
    for act in _on_move:
        act(write, by)


def run_on_rehearsal_end(write: Write) -> None:
    for act in _on_rehearsal_end:
        act(write)


def run_on_share(write: Write, shared: Shared) -> None:
    for act in _on_share:
        act(write, shared)


def run_on_rewrite() -> None:
    for act in _on_rewrite:
        act()
