"""Reads about what changed in an agreement after it was confirmed: what stood, what stands, in words too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

import msgspec
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from workshops.models import Agreement, Amendment, Need, Task, Workshop
from workshops.text import dates, places


@dataclass(frozen=True, kw_only=True)
class Stood:
    """A part of an agreement, a need or a task as it was at a moment: of these fields those that it has."""

    text: str = ""
    horizon: str = ""
    responsible: str = ""
    due: date | None = None
    decision: str = ""
    at: datetime | None = None
    place: str = ""


def stood(what: str, row: Model | None) -> dict[str, Any]:
    """For `Amendment.before` and ``after``; empty for what is not there."""
    if row is None:
        return {}
    found = _stood(what, row)
    return {} if found == Stood() else msgspec.to_builtins(found)


def _stood(what: str, row: Any) -> Stood:
    match what:
        case "need":
            return Stood(text=row.text, horizon=row.horizon)
        case "task":
            return Stood(text=row.what, responsible=row.responsible, due=row.due)
        case "themes" | "results":
            return Stood(text=getattr(row, f"how_{what}"))
        case "decision":
            return Stood(decision=row.decision)
    return Stood(at=row.next_at, place=row.next_place)


def read(kept: dict[str, Any]) -> Stood | None:
    return msgspec.convert(kept, Stood) if kept else None


def of(workshop: Workshop) -> list[Amendment]:
    """The earliest first."""
    return list(Amendment.objects.filter(workshop=workshop))


class Standing(NamedTuple):
    """What stood or stands, in words, and which of the two: *before* or *now*, or that there is only one."""

    words: str
    role: str
    is_past: bool


@dataclass(frozen=True)
class Told:
    """An amendment in the active language. ``own``: the words are people's, in the workshop's language."""

    at: datetime
    by: str
    what: str
    own: bool
    stood: list[Standing]


def told(amendment: Any, before: Any, after: Any) -> Told:
    """``amendment`` is a row or its data; ``before`` and ``after`` are each a `Stood`, its data or None."""
    what = Amendment.What(amendment.what)
    roles = (_("before"), _("now")) if before and after else (_("taken out"), _("added"))
    stood = [
        Standing(words_of(before), roles[0], is_past=True),
        Standing(words_of(after), roles[1], is_past=False),
    ]
    return Told(
        at=amendment.at,
        by=str(Amendment.By(amendment.by).label),
        what=str(what.label),
        own=what not in (Amendment.What.DECISION, Amendment.What.NEXT),
        stood=[one for one in stood if one.words],
    )


def told_of(workshop: Workshop) -> list[Told]:
    return [told(row, read(row.before), read(row.after)) for row in of(workshop)]


def words_of(found: Any) -> str:
    """Of a `Stood`, or of what has the same fields, in one line; nothing for nothing."""
    if found is None:
        return ""
    horizon = str(Need.Horizon(found.horizon).label) if found.horizon else ""
    decision = str(Agreement.Decision(found.decision).label) if found.decision else ""
    place = places.read(found.place).shown
    due, at = dates.day(found.due), capfirst(dates.moment(found.at))
    parts = (found.text, horizon, found.responsible, due, decision, at, place)
    return " · ".join(filter(None, parts))


def parts(workshop: Workshop) -> list[dict[str, Any]]:
    """What stands now of each part that may be amended; needs and tasks have lists of their own."""
    found = Agreement.objects.filter(workshop=workshop).first()
    kinds = [what for what in Amendment.What if what not in KINDS]
    return [
        {"part": what, "label": what.label, "words": words_of(read(stood(what, found)))} for what in kinds
    ]


KINDS: dict[str, type[Need] | type[Task]] = {"need": Need, "task": Task}
