"""Texts that may go into a library when the workshop closes: what people wrote, and how far it may travel.

Each app registers its own kinds from ``AppConfig.ready()`` or with its services; what becomes of the texts is
for whoever listens to `hooks.on_share`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet

from workshops.access.permissions import Viewer
from workshops.live import Write
from workshops.models import Participant, Sharing, Theme, Workshop
from workshops.privacy import looks_personal

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Kind:
    """A model of ``Sharable`` texts, with the lookup to its workshop.

    ``rows`` may be shared, nothing hidden among them; ``offered`` are those of them that this phone is shown
    in a list of their own; ``refuse`` raises for a participant whose text it is not to share.
    """

    name: StrPromise
    model: type[Any]
    workshop_path: str
    rows: Callable[[Workshop], QuerySet[Any]]
    offered: Callable[[Viewer], list[Any]]
    theme_of: Callable[[Any], Theme | None]
    refuse: Callable[[Write, Participant, Any], None] = lambda write, by, row: None


@dataclass(frozen=True)
class Marked:
    """A text that its writers share. ``level`` never goes further than the workshop; ``asks``: it may tell of
    a person, so somebody must say that it does not."""

    kind: Kind
    row: Any
    level: str
    theme: Theme | None
    asks: bool

    @property
    def label(self) -> str:
        return str(Sharing(self.level).label)

    @property
    def is_ready(self) -> bool:
        """Goes into the library unless somebody says no."""
        return self.row.share_confirmed or not self.asks


@dataclass(frozen=True)
class Shared:
    """A text that the facilitator has confirmed; ``keeps_notes``: with the notes that it grew from."""

    row: Any
    text: str
    level: str
    theme: Theme | None
    keeps_notes: bool


_kinds: list[Kind] = []


def add(kind: Kind) -> None:
    _kinds.append(kind)


def workshop_of(row: Any) -> Workshop:
    found: Workshop = reduce(getattr, _kind_of(row).workshop_path.split("__"), row)
    return found


def _kind_of(row: Any) -> Kind:
    return next(kind for kind in _kinds if kind.model is type(row))


def find(workshop: Workshop, pk: UUID) -> Any:
    """The text with this id that may be shared, None where there is none in the workshop."""
    found = (kind.rows(workshop).filter(pk=pk).first() for kind in _kinds)
    return next((row for row in found if row), None)


def refuse(write: Write, by: Participant, row: Any) -> None:
    _kind_of(row).refuse(write, by, row)


def offered(viewer: Viewer) -> list[dict[str, Any]]:
    """Kind by kind what this phone may share, for a list of its own."""
    found = [{"name": kind.name, "things": kind.offered(viewer)} for kind in _kinds]
    return [part for part in found if part["things"]]


def marked(workshop: Workshop) -> list[Marked]:
    """Theme by theme, and in an order that does not tell who was first."""
    if not workshop.sharing_levels:
        return []
    found = [_marked(workshop, kind, row) for kind in _kinds for row in _shared_rows(workshop, kind)]
    return sorted(found, key=_place)


def _shared_rows(workshop: Workshop, kind: Kind) -> QuerySet[Any]:
    return kind.rows(workshop).exclude(sharing=Sharing.WORKSHOP)


def _marked(workshop: Workshop, kind: Kind, row: Any) -> Marked:
    level = Sharing.nearer(row.sharing, workshop.sharing)
    return Marked(kind, row, level, kind.theme_of(row), looks_personal(row.told))


def _place(one: Marked) -> tuple[Any, ...]:
    theme = one.theme
    of_theme = (theme.is_joker, theme.order, theme.pk) if theme else (True, 0, 0)
    return (*of_theme, one.row.told, str(one.row.pk))


def listed(workshop: Workshop) -> dict[str, Any]:
    """What goes to the library, for the console and the question of closing."""
    found = marked(workshop)
    return {
        "workshop": workshop,
        "marked": found,
        "marked_version": version_of(found),
        "confirmed_count": sum(one.row.share_confirmed for one in found),
        "asked_count": sum(not one.is_ready for one in found),
    }


def version_of(found: list[Marked]) -> str:
    """Changes with the list, its words and how far they go."""
    told = "\n".join(f"{one.row.pk} {one.level} {one.row.told}" for one in found)
    return hashlib.sha256(told.encode()).hexdigest()[:12]
