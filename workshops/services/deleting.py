"""Deleting one's own workshop: at once while nobody has joined, and not by hand afterwards."""

from __future__ import annotations

from contextlib import suppress

from django.contrib.admin.models import DELETION

from workshops import live
from workshops.models import User, Workshop
from workshops.queries import deletion
from workshops.refusals import Gone, Refused
from workshops.services import audit_log, erasing, rehearsals


def delete(*, workshop: Workshop, by: User) -> None:
    """With all that was prepared for it, and its rehearsal. Raises `Refused`, and deletes nothing then.

    Whether anybody has joined is asked with the workshop locked, so nobody comes in between.
    """
    with live.writing(workshop, after_closing=live.AfterClosing.ENDING) as write:
        if refusal := deletion.why_not(workshop, by):
            raise Refused(refusal)
        for rehearsal in Workshop.objects.filter(rehearsal_of=workshop):
            with suppress(Gone):  # a colleague has just ended it
                rehearsals.end(rehearsal=rehearsal)
        audit_log.record(workshop, DELETION, "", by=by)
        erasing.erase(write)
