"""The settings of a workshop by field: what a form has changed, and what somebody else did meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops.course import phases
from workshops.models import Sharing, Workshop
from workshops.text import dates

BETWEEN = re.compile(r"[\n,;]|\s(?:ja|sekä|och|samt|and)\s", re.IGNORECASE)
FIXED = {
    "organisation": gettext_lazy("People have joined this organisation's workshop, so it stays with it."),
    "recipients": gettext_lazy(
        "People were told this before they joined. You can strike somebody off the list, not add anybody: "
        "who else gets the results is agreed with the room."
    ),
    "addresses": gettext_lazy(
        "People have joined, so you can strike an address off, not add one. A mistyped one is corrected on "
        "the page from which the report is sent."
    ),
    "sharing": gettext_lazy(
        "People have joined, so practices can be shared less far than this, not farther."
    ),
}
MINUTES = {f"minutes_{phase.key}": phase.key for phase in phases.TIMED}


def standing(workshop: Workshop, names: Iterable[str]) -> dict[str, str]:
    """Each setting now, in one form for all kinds of values: for comparison, not for reading."""
    return {name: comparable(_value(workshop, name)) for name in names}


def comparable(value: Any) -> str:
    """The same for what a model holds and for what a form has cleaned; nothing, zero and *no* are empty."""
    if isinstance(value, datetime):
        return value.astimezone(timezone.get_default_timezone()).isoformat(timespec="minutes")
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return " ".join(sorted(str(row.pk) for row in value))
    return str(value or "").replace("\r\n", "\n")


def differing(workshop: Workshop, changes: Mapping[str, Any]) -> list[str]:
    now = standing(workshop, changes)
    return [name for name, value in changes.items() if comparable(value) != now[name]]


def overtaken(workshop: Workshop, read: Mapping[str, str], changes: Mapping[str, Any]) -> dict[str, str]:
    """What of ``changes`` somebody else has meanwhile changed from ``read`` to another value, and words."""
    now, mine = standing(workshop, changes), {name: comparable(value) for name, value in changes.items()}
    differing = [name for name in changes if now[name] not in (read.get(name, now[name]), mine[name])]
    words = _("Your colleague has meanwhile saved “%(value)s” here. Save again to replace it with yours.")
    return {name: words % {"value": _shown(workshop, name)} for name in differing}


def addresses_of(workshop: Workshop) -> set[str]:
    return set(workshop.named.values_list("address", flat=True)) if workshop.pk else set()


def is_told(workshop: Workshop) -> bool:
    """Whether anybody has joined by what the door says of recipients, sharing and organisation.

    A phone that tried the code during preparation and has left again, or was taken off, was nobody.
    """
    if workshop.moved_at is None:
        return workshop.pk is not None and workshop.participants.present().exists()
    return workshop.has_joined


def told_otherwise(workshop: Workshop, changes: Mapping[str, Any]) -> dict[str, str]:
    """What of ``changes`` would make untrue what people were told before they joined, and words.

    Fewer recipients and less sharing are no worse for anybody, so these may still be changed.
    """
    if not is_told(workshop):
        return {}
    refused = {name for name, told in _TOLD.items() if name in changes and not told(workshop, changes[name])}
    return {name: str(words) for name, words in FIXED.items() if name in refused}


def too_little_room(workshop: Workshop, changes: Mapping[str, Any]) -> dict[str, str]:
    """Of two colleagues each may have changed one of two numbers that do not fit together."""
    most = changes.get("max_people", workshop.max_people)
    expected = changes.get("expected", workshop.expected)
    return {"max_people": _("These are fewer than you expect.")} if 0 < (most or 0) < (expected or 0) else {}


def _is_narrower(workshop: Workshop, sharing: str) -> bool:
    return Sharing.values.index(sharing) <= Sharing.values.index(workshop.sharing)


def _are_fewer(workshop: Workshop, recipients: str) -> bool:
    """Each of them stood there before; where nobody did, nothing was promised."""
    return not workshop.recipients or _entries(recipients) <= _entries(workshop.recipients)


def _entries(recipients: str) -> set[str]:
    """A list as people write it: by lines, commas, semicolons or *and*; case and spaces do not matter."""
    entries = (" ".join(entry.casefold().split()) for entry in BETWEEN.split(recipients))
    return {entry.rstrip(".") for entry in entries if entry}


_TOLD: dict[str, Callable[[Workshop, Any], bool]] = {
    "organisation": lambda workshop, organisation: organisation == workshop.organisation,
    "recipients": _are_fewer,
    "addresses": lambda workshop, addresses: set(addresses.split()) <= addresses_of(workshop),
    "sharing": _is_narrower,
}


def _value(workshop: Workshop, name: str) -> Any:
    if name in MINUTES:
        return workshop.minutes_of(MINUTES[name])
    if name == "addresses":
        return "\n".join(sorted(addresses_of(workshop)))
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
    if name == "addresses":
        return ", ".join(value.split())
    label = getattr(workshop, f"get_{name}_display", None)
    return str(label() if label else value or "–")
