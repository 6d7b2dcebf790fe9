"""What the network tells, as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from workshops.documents.report import as_csv
from workshops.text.dates import day


@dataclass(frozen=True)
class Row:
    values: tuple[Any, ...]

    def cells(self) -> list[Any]:
        return list(self.values)


def feedback(rows: Iterable[dict[str, Any]]) -> bytes:
    """A line for each sentence as a whole, for each half-year and for each series."""
    head = (_("Statement"), _("Of what"), _("Average"), _("Likely from"), _("Likely to"), _("Answers"))
    return as_csv.made(head, _feedback_lines(rows))


def _feedback_lines(rows: Iterable[dict[str, Any]]) -> Iterable[Row]:
    for row in rows:
        statement, figure = str(row["statement"]), row["figure"]
        yield Row((statement, _("all"), *_figure(figure)))
        for period in row["line"].periods:
            yield Row((statement, period.name, number_format(period.mean, 2), "", "", period.count))
        for series, its in row["by_series"]:
            if its:
                yield Row((statement, str(series), *_figure(its)))


def _figure(figure: Any) -> tuple[Any, ...]:
    means = (number_format(value, 2) for value in (figure.mean, figure.low, figure.high))
    return (*means, figure.count)


def words(answers: QuerySet[Any]) -> bytes:
    return as_csv.made(
        (_("In own words"), _("Workshop"), _("Organisation")),
        map(Row, answers.values_list("text", "workshop__title", "workshop__organisation__name")),
    )


def areas(told: dict[str, Any]) -> bytes:
    """A line for each area, by sub-region and name, with what each year had."""
    years = (column.name for column in told["columns"])
    ends = (_("Its own last"), _("Took part last"), _("Planned"), _("With the history of"))
    return as_csv.made((_("Sub-region"), _("Area"), *years, *ends), _area_lines(told["groups"]))


def _area_lines(groups: Iterable[tuple[str, Any]]) -> Iterable[Row]:
    for name, rows in groups:
        for history, cells in rows:
            planned = history.planned
            yield Row(
                (
                    name,
                    history.area.name,
                    *(
                        ", ".join(f"{state.label} {count}" for state, count in cell)
                        for _column, cell in cells
                    ),
                    day(history.last_had),
                    day(history.last_joined),
                    (day(planned.on) or _("no day yet")) if planned else "",
                    ", ".join(area.name for area in history.merged),
                )
            )
