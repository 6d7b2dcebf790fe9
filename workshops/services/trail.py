"""Who changed what of a workshop, and when: names of fields and the workshop's id, never what stands there.

In the admin's own log, which coordinators read on the workshop's page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import translation

from workshops.models import User, Workshop
from workshops.queries import settings


def changed(workshop: Workshop, fields: Iterable[str], *, by: User) -> None:
    with translation.override(None):  # as the admin stores them: it translates when it shows them
        names = [_label(name) for name in fields]
    LogEntry.objects.create(
        user=by,
        content_type=ContentType.objects.get_for_model(Workshop),
        object_id=str(workshop.pk),
        object_repr=f"workshop {workshop.pk}",
        action_flag=CHANGE,
        change_message=json.dumps([{"changed": {"fields": list(dict.fromkeys(names))}}]),
    )


def _label(name: str) -> str:
    field = "minutes" if name in settings.MINUTES else name
    return str(Workshop._meta.get_field(field).verbose_name)  # type: ignore[union-attr]
