"""What a finding may quote: what was said and written in the closed workshops that a synthesis is of."""

from __future__ import annotations

from typing import Any

from network.models import Quote
from network.queries import themes
from network.queries.selection import Selection
from workshops.extension import across
from workshops.extension.across import Line, Lines
from workshops.models import Contribution, Heard, Theme

Kind = Quote.Kind


def lines(kind: str, selection: Selection) -> Lines:
    """The latest workshop first. Nothing that was hidden, and no zone beside the name of a workshop."""
    held: Any = selection.held.order_by().values("pk")
    if kind == Kind.PEARL:
        return _pearls(held)
    if kind == Kind.HEARD:
        rows = Heard.objects.filter(workshop__in=held, hidden=False).select_related("workshop__organisation")
        order = ("-workshop__closed_at", "workshop", "created", "pk")
        return Lines(rows.order_by(*order), lambda row: _line(row, row.workshop))
    if kind == Kind.NOTE:
        return across.lines(across.NOTES, selection.held, selection.user)
    found = themes.found_in(selection).select_related("workshop__organisation")
    return Lines(found.order_by("-workshop__closed_at", "workshop", "order", "pk"), _theme, "title")


def _pearls(held: Any) -> Lines:
    shown = Contribution.objects.filter(pearl=True, hidden=False, group__theme__selected=True)
    rows = shown.filter(group__theme__workshop__in=held).select_related(
        "group__theme__workshop__organisation"
    )
    order = ("-group__theme__workshop__closed_at", "group__theme__workshop", "pearl_order", "pk")
    return Lines(rows.order_by(*order), lambda row: _line(row, row.group.theme.workshop))


def _line(row: Any, workshop: Any) -> Line:
    return Line(str(row.pk), row.text, workshop.language, workshop)


def _theme(theme: Theme) -> Line:
    return Line(str(theme.pk), theme.question or theme.title, theme.workshop.language, theme.workshop)
