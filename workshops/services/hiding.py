"""Hiding, once for all that participants write: a facilitator takes it off everyone's screens, or back.

Each kind of thing registers here how its pages are told; the act can be undone like any other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from workshops import live, undo
from workshops.models import Workshop
from workshops.refusals import Gone
from workshops.services import pearls

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Hideable:
    """A model with a flag ``hidden``.

    ``key`` names it in what can be undone, ``workshop_path`` is the lookup to its workshop, ``along`` what
    ``push`` needs read with it, ``withdrawn`` what is said when its writer has taken it back meanwhile.
    """

    key: str
    model: type[Model]
    workshop_path: str
    hidden: StrPromise
    shown: StrPromise
    withdrawn: StrPromise
    push: Callable[[live.Write, Any], None]
    along: tuple[str, ...] = ()


_by_model: dict[type[Model], Hideable] = {}


def register(kind: Hideable) -> None:
    _by_model[kind.model] = kind

    def show_or_hide_again(write: live.Write, *, pk: str) -> None:
        rows = kind.model._default_manager.filter(**{kind.workshop_path: write.workshop})
        thing: Any = rows.filter(pk=pk).select_related(*kind.along or [None]).first()
        if thing is None:
            raise Gone(kind.withdrawn)
        _set(write, thing, not thing.hidden)

    undo.undoable(f"{kind.key}_hidden", kind.hidden)(show_or_hide_again)
    undo.undoable(f"{kind.key}_shown", kind.shown)(show_or_hide_again)


def hide(*, thing: Any, hidden: bool) -> None:
    """Takes it off everyone's screens, or shows it again. Can be undone."""
    kind = _by_model[type(thing)]
    workshop: Workshop = reduce(getattr, kind.workshop_path.split("__"), thing)
    with live.writing(workshop) as write:
        write.reread(thing, *kind.along, gone=kind.withdrawn)
        undo.offer(write, f"{kind.key}_{'hidden' if hidden else 'shown'}", pk=str(thing.pk))
        _set(write, thing, hidden)


def _set(write: live.Write, thing: Any, hidden: bool) -> None:
    with pearls.following(write.workshop):
        thing.hidden = hidden
        thing.save(update_fields=["hidden"])
    _by_model[type(thing)].push(write, thing)
