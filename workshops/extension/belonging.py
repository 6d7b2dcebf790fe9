"""What a workshop is part of beside its organisation, such as a series that others look after.

Another app registers it from ``AppConfig.ready()``. Whoever joins is told, since others read what comes of
the workshop; and a workshop that is made there is part of it from the beginning.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workshops.models import User, Workshop


@dataclass(frozen=True)
class Whole:
    """``organisation``: its coordinators read what comes of all that is part of it."""

    name: str
    language: str
    organisation: str


@dataclass(frozen=True)
class Beginning:
    """For a workshop that is not made yet. ``source`` has the questions and the script that it begins with.

    Only workshops of these ``organisations`` may be there. ``put`` is called in the transaction that makes
    the workshop; what it raises lets nothing be made.
    """

    whole: Whole
    source: Workshop | None
    organisations: frozenset[int]
    put: Callable[[Workshop, User], None]


_wholes: list[Callable[[Workshop], list[Whole]]] = []
_beginnings: list[Callable[[User, str], Beginning | None]] = []


def register(
    wholes: Callable[[Workshop], list[Whole]], beginning: Callable[[User, str], Beginning | None]
) -> None:
    """``beginning(user, key)`` is the one of this key in an address, None when it is not this user's."""
    _wholes.append(wholes)
    _beginnings.append(beginning)


def wholes_of(workshop: Workshop) -> list[Whole]:
    return [whole for find in _wholes for whole in find(workshop)]


def beginning_of(user: User, key: str) -> Beginning | None:
    return next((begun for find in _beginnings if (begun := find(user, key))), None)
