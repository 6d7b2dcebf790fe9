"""Hiding, once for all that participants write: a facilitator takes it off everyone's screens, or back.

The writer alone is told, and why when the facilitator says so. All pages fetch themselves for it, so that
none is told from the others by asking; the act can be undone like any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Model

from workshops import live, undo
from workshops.models import Workshop
from workshops.refusals import Gone
from workshops.services import pearls

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Hideable:
    """A model that can be hidden.

    ``key`` names it in what can be undone, ``workshop_path`` is the lookup to its workshop, ``withdrawn``
    what is said when its writer has taken it back meanwhile.
    """

    key: str
    model: type[Model]
    workshop_path: str
    hidden: StrPromise
    shown: StrPromise
    withdrawn: StrPromise


_by_model: dict[type[Model], Hideable] = {}


def register(kind: Hideable) -> None:
    _by_model[kind.model] = kind

    def show_or_hide_again(write: live.Write, *, pk: str, why: str = "") -> None:
        rows = kind.model._default_manager.filter(**{kind.workshop_path: write.workshop})
        thing: Any = rows.filter(pk=pk).first()
        if thing is None:
            raise Gone(kind.withdrawn)
        _set(write, thing, not thing.hidden, why)

    undo.undoable(f"{kind.key}_hidden", kind.hidden)(show_or_hide_again)
    undo.undoable(f"{kind.key}_shown", kind.shown)(show_or_hide_again)


def hide(*, thing: Any, hidden: bool, why: str | None = None) -> None:
    """Takes it off everyone's screens, or shows it again. Can be undone.

    ``why`` is one of `WhyHidden` or nothing, for its writer alone; None leaves it as it is. Said later, it is
    no further act to undo.
    """
    kind = _by_model[type(thing)]
    workshop: Workshop = reduce(getattr, kind.workshop_path.split("__"), thing)
    with live.writing(workshop) as write:
        write.reread(thing, gone=kind.withdrawn)
        if thing.hidden != hidden:
            key = f"{kind.key}_{'hidden' if hidden else 'shown'}"
            undo.offer(write, key, pk=str(thing.pk), why=thing.why_hidden)
        _set(write, thing, hidden, thing.why_hidden if why is None else why)


def _set(write: live.Write, thing: Any, hidden: bool, why: str) -> None:
    why = why if hidden else ""
    if (thing.hidden, thing.why_hidden) == (hidden, why):
        return
    with pearls.following(write.workshop):
        thing.hidden, thing.why_hidden = hidden, why
        thing.save(update_fields=["hidden", "why_hidden"])
    if hidden and not write.workshop.has_hidden:
        write.workshop.has_hidden = True
        write.workshop.save(update_fields=["has_hidden"])
    write.refetch()


def is_one(workshop: Workshop, pk: UUID) -> bool:
    """Whether something of that id has been written in the workshop."""
    return any(
        kind.model._default_manager.filter(**{kind.workshop_path: workshop}, pk=pk).exists()
        for kind in _by_model.values()
    )
