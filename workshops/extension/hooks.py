"""What another app does at a moment of the course, inside the transaction of what happens then."""

from __future__ import annotations

from collections.abc import Callable

from workshops.models import Participant, Workshop

_on_enter: dict[str, list[Callable[[Workshop], None]]] = {}
_on_join: list[Callable[[Participant], None]] = []
_on_copy: list[Callable[[Workshop, Workshop], None]] = []
_on_leave: list[Callable[[Participant], None]] = []
_on_purge: list[Callable[[Workshop], None]] = []


def on_enter(phase: str, act: Callable[[Workshop], None]) -> None:
    _on_enter.setdefault(phase, []).append(act)


def on_join(act: Callable[[Participant], None]) -> None:
    _on_join.append(act)


def on_leave(act: Callable[[Participant], None]) -> None:
    _on_leave.append(act)


def on_copy(act: Callable[[Workshop, Workshop], None]) -> None:
    """``act(source, copy)`` takes over what the app keeps of a workshop's preparation."""
    _on_copy.append(act)


def on_purge(act: Callable[[Workshop], None]) -> None:
    """The time for which the workshop's notes are kept is over."""
    _on_purge.append(act)


def entered(workshop: Workshop) -> None:
    for act in _on_enter.get(workshop.phase, ()):
        act(workshop)


def joined(participant: Participant) -> None:
    for act in _on_join:
        act(participant)


def copied(source: Workshop, copy: Workshop) -> None:
    for act in _on_copy:
        act(source, copy)


def leaving(participant: Participant) -> None:
    for act in _on_leave:
        act(participant)


def purging(workshop: Workshop) -> None:
    for act in _on_purge:
        act(workshop)
