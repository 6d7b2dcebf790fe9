"""Who changed what of a workshop, and when: names of fields and the workshop's id, never what stands there.

In the admin's own log, which coordinators read on the workshop's page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import translation

from workshops.models import User, Workshop
from workshops.queries import settings

SAID_AS = {"addresses": "recipients"}


def record_change(workshop: Workshop, fields: Iterable[str], *, by: User) -> None:
    with translation.override(None):  # as the admin stores them: it translates when it shows them
        names = [_label(name) for name in fields]
    record(workshop, CHANGE, [{"changed": {"fields": list(dict.fromkeys(names))}}], by=by)


def record(thing: Model, action: int, message: Any, *, by: User) -> LogEntry:
    """``action`` and ``message`` as the admin has them; the thing is named by its id, which outlives it."""
    entry = _entry(thing, action, message, by)
    entry.save()
    return entry


def record_all(things: Iterable[Model], action: int, message: Any, *, by: User) -> None:
    """As `record`, of many at once."""
    LogEntry.objects.bulk_create([_entry(thing, action, message, by) for thing in things])


def _entry(thing: Model, action: int, message: Any, by: User) -> LogEntry:
    return LogEntry(
        user=by,
        content_type=ContentType.objects.get_for_model(thing),
        object_id=str(thing.pk),
        object_repr=f"{thing._meta.verbose_name} {thing.pk}",
        action_flag=action,
        change_message=message if isinstance(message, str) else json.dumps(message),
    )


def _label(name: str) -> str:
    field = "minutes" if name in settings.MINUTES else SAID_AS.get(name, name)
    return str(Workshop._meta.get_field(field).verbose_name)  # type: ignore[union-attr]
