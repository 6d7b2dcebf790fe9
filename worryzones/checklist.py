"""What the tables add to the checklist of preparation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from workshops.models import Workshop
from workshops.queries import checklist
from worryzones.queries import seats, table_places


def register() -> None:
    checklist.add(
        30,
        checklist.Item(
            "questions",
            _("Questions at the tables"),
            _("The default ones are ready. Word them so that they fit your work."),
            15,
            "worryzones:prompts",
        ),
    )
    checklist.add(
        35,
        checklist.Item(
            "calls",
            _("A call for each table"),
            _("People are from afar, so each table needs a call of its own, and each Open Space group too."),
            10,
            "worryzones:places",
            is_settled=_each_table_has_a_call,
            is_wanted=checklist.is_by_call,
        ),
    )


def _each_table_has_a_call(workshop: Workshop) -> bool:
    cafes = seats.cafe_numbers(workshop, workshop.expected or 0)
    return table_places.have_calls(workshop, cafes)
