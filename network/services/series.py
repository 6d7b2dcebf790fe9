"""Writes about series. Each holds the series' row, so that two coordinators keep one order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.contrib.admin.models import CHANGE
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from network.models import Series, SeriesWorkshop, Turn
from workshops import live
from workshops.models import Area, Organisation, User, Workshop
from workshops.refusals import Gone
from workshops.services import audit_log, rewording

GOES_ON = live.AfterClosing.SERIES


def begin(
    *,
    organisation: Organisation,
    name: str,
    purpose: str,
    begins_on: date | None,
    ends_on: date | None,
    language: str,
) -> Series:
    return Series.objects.create(
        organisation=organisation,
        name=name,
        purpose=purpose,
        begins_on=begins_on,
        ends_on=ends_on,
        language=language,
    )


def reword(*, series: Series, read: str | None, **fields: Any) -> None:
    """Raises `rewording.Overtaken` for what a colleague has changed since ``read``."""
    with holding_series(series) as row:
        rewording.reword(row, read=read, **fields)


def set_areas(*, series: Series, read: Iterable[int], areas: Iterable[Area]) -> None:
    """What differs from ``read``, the ids on the page: of two who choose at once both are heeded."""
    before, now = set(read), {area.pk for area in areas}
    with holding_series(series) as row:
        row.areas.add(*(now - before))
        row.areas.remove(*(before - now))


def choose_template(*, series: Series, read: str, template: Workshop | None) -> None:
    """``read`` is the id of the one on the page, or empty. Raises `rewording.Overtaken`."""
    with holding_series(series) as row:
        if row.template_id == (template and template.pk):
            return
        if read != str(row.template_id or ""):
            raise rewording.Overtaken(row)
        row.template = template
        row.save(update_fields=["template"])


def delete(*, series: Series, by: User) -> None:
    """Its plan and its links end. The workshops stay as they are, and are told of it no more."""
    with live.holding(workshops_of(series)) as held, holding_series(series) as row:
        let_go(row, held.values(), by)
        row.delete()


# --- what the other services of a series share ---


@contextmanager
def holding_series(series: Series) -> Iterator[Series]:
    with live.holding(Series.objects.filter(pk=series.pk)) as held:
        if series.pk not in held:
            raise Gone(_("A colleague has deleted this series."))
        yield held[series.pk]


def workshops_of(series: Series, **of: Any) -> QuerySet[Workshop]:
    """By ids alone, so that nothing else is locked with them."""
    rows = SeriesWorkshop.objects.filter(series=series.pk)
    return Workshop.objects.filter(pk__in=rows.values("workshop"), **of)


def let_go(series: Series, workshops: Iterable[Workshop], by: User) -> None:
    """Out of the series. Their rows are held already, which comes before holding that of the series."""
    for workshop in workshops:
        with live.writing(workshop, after_closing=GOES_ON) as write:
            go_out(write, series, by)


def go_out(write: live.Write, series: Series, by: User | None) -> None:
    gone, _rows = SeriesWorkshop.objects.filter(series=series, workshop=write.workshop).delete()
    if gone:
        Turn.objects.filter(series=series, workshop=write.workshop).update(workshop=None)
        record(write, by)


def record(write: live.Write, by: User | None) -> None:
    """Writes into the workshop's audit log, and lets its pages show that it is in the series or no more."""
    if by:
        audit_log.record(write.workshop, CHANGE, [{"changed": {"fields": ["series"]}}], by=by)
    write.refetch()
