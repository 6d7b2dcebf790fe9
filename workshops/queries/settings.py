"""The settings of a workshop by field: what a form has changed, and what somebody else did meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from workshops import dates
from workshops.course import phases
from workshops.models import Workshop

MINUTES = {f"minutes_{phase.key}": phase.key for phase in phases.TIMED}


def standing(workshop: Workshop, names: Iterable[str]) -> dict[str, str]:
    """Each setting now, in one form for all kinds of values: for comparison, not for reading."""
    return {name: plain(_value(workshop, name)) for name in names}


def plain(value: Any) -> str:
    """The same for what a model holds and for what a form has cleaned; nothing, zero and *no* are empty."""
    if isinstance(value, datetime):
        return value.astimezone(timezone.get_default_timezone()).isoformat(timespec="minutes")
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return " ".join(sorted(str(row.pk) for row in value))
    return str(value or "").replace("\r\n", "\n")


def overtaken(workshop: Workshop, read: Mapping[str, str], changes: Mapping[str, Any]) -> dict[str, str]:
    """What of ``changes`` somebody else has meanwhile changed from ``read`` to another value, and words."""
    now, mine = standing(workshop, changes), {name: plain(value) for name, value in changes.items()}
    differing = [name for name in changes if now[name] not in (read.get(name, now[name]), mine[name])]
    words = _("Your colleague has meanwhile saved “%(value)s” here. Save again to replace it with yours.")
    return {name: words % {"value": _shown(workshop, name)} for name in differing}


def _value(workshop: Workshop, name: str) -> Any:
    if name in MINUTES:
        return workshop.minutes_of(MINUTES[name])
    value = getattr(workshop, name)
    return value.all() if name == "areas" else value


def _shown(workshop: Workshop, name: str) -> str:
    """As people read it."""
    value = _value(workshop, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return dates.moment(value)
    if name == "areas":
        return ", ".join(str(row) for row in value)
    label = getattr(workshop, f"get_{name}_display", None)
    return str(label() if label else value or "–")
