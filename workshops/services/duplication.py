"""Beginning from an earlier workshop: its settings and questions, never its people or what they wrote."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from workshops import live
from workshops.extension import hooks
from workshops.models import User, Workshop
from workshops.services import course

SETTINGS = (
    "title",
    "organisation",
    "focus_area",
    "own_focus",
    "language",
    "place",
    "minutes",
    "votes_each",
    "pearls_each",
    "sharing",
    "expected",
    "max_people",
    "asks_home_unit",
)


def draft_of(source: Workshop) -> Workshop:
    """An unsaved workshop with the settings of another one; its dates and recipients are thought of anew."""
    return Workshop(**{name: getattr(source, name) for name in SETTINGS})


@transaction.atomic
def create_from(*, source: Workshop, user: User, **fields: Any) -> Workshop:
    """A new workshop that ``user`` leads, with these fields and the questions of the source."""
    workshop = course.create_workshop(user=user, **fields)
    hooks.run_on_copy(source, workshop)
    return workshop


def keep_as_template(*, workshop: Workshop, on: bool) -> None:
    """Everyone in the organisation may begin from it, or no longer. No page of the room shows it."""
    with live.writing(workshop, after_closing=live.AfterClosing.SETTINGS):
        workshop.is_template = on and not workshop.is_rehearsal
        workshop.save(update_fields=["is_template"])
