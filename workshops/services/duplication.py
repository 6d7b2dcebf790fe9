"""Beginning from an earlier workshop: its settings and questions, never its people or what they wrote."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from workshops import live
from workshops.extension import hooks
from workshops.extension.belonging import Beginning
from workshops.models import OwnScript, User, Workshop
from workshops.services import course

WORDS = (
    "title",
    "focus_area",
    "own_focus",
    "language",
    "minutes",
    "votes_each",
    "pearls_each",
    "sharing",
    "asks_home_unit",
)
INNER = ("organisation", "place", "expected", "max_people", "last_time", "former")
SETTINGS = (*WORDS, *INNER)


def draft_of(source: Workshop, *, is_inner: bool = True) -> Workshop:
    """An unsaved workshop with the settings of another one; its dates and recipients are thought of anew.

    ``is_inner``: of the same organisation, whose rooms and former workshops mean nothing to others.
    """
    names = SETTINGS if is_inner else WORDS
    return Workshop(**{name: getattr(source, name) for name in names})


@transaction.atomic
def create_from(
    *, source: Workshop | None, user: User, part_of: Beginning | None = None, **fields: Any
) -> Workshop:
    """A new workshop that ``user`` leads, with these fields and the questions and script of ``source``.

    With ``part_of`` it is part of something from the beginning, or is not made.
    """
    workshop = course.create_workshop(user=user, **fields)
    if source:
        _copy_script(source, workshop)
        hooks.run_on_copy(source, workshop)
    if part_of:
        part_of.put(workshop, user)
    return workshop


def _copy_script(source: Workshop, workshop: Workshop) -> None:
    OwnScript.objects.bulk_create(
        OwnScript(workshop=workshop, step=own.step, text=own.text)
        for own in OwnScript.objects.filter(workshop=source)
    )


def keep_as_template(*, workshop: Workshop, on: bool) -> None:
    """Everyone in the organisation may begin from it, or no longer. No page of the room shows it."""
    with live.writing(workshop, after_closing=live.AfterClosing.SETTINGS):
        workshop.is_template = on and not workshop.is_rehearsal
        workshop.save(update_fields=["is_template"])
