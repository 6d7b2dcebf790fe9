"""Writes about the workshops of a series. The workshop's row is locked first, then the series' row."""

from __future__ import annotations

from django.utils.translation import gettext as _

from network.models import Series, SeriesWorkshop, Turn
from network.queries import series as series_queries
from network.services.series import GOES_ON, go_out, holding_series, record
from workshops import live
from workshops.models import User, Workshop
from workshops.refusals import Gone, Refused


def put(*, series: Series, workshop: Workshop, by: User, turn_id: int | None = None) -> None:
    """Into the series; what is in it already stays. ``turn_id``: it is what the host makes of that turn.

    Whether anybody has joined is asked with the workshop locked, so nobody comes in between.
    """
    with live.writing(workshop, after_closing=GOES_ON) as write, holding_series(series) as row:
        if refusal := series_queries.why_not(row, workshop):
            raise Refused(refusal)
        _entry, is_new = SeriesWorkshop.objects.get_or_create(series=row, workshop=workshop)
        if turn_id is not None:
            _host(row, turn_id, workshop)
        if is_new:
            record(write, by)


def _host(series: Series, turn_id: int, workshop: Workshop) -> None:
    turn = Turn.objects.filter(series=series, pk=turn_id).first()
    if turn is None:
        raise Gone(_("This turn is no longer in the plan. Look at it again."))
    if turn.workshop_id not in (None, workshop.pk):
        raise Refused(_("A colleague has already made the workshop of this turn. Look at the plan again."))
    turn.workshop = workshop
    turn.save(update_fields=["workshop"])


def take_out(*, series: Series, workshop: Workshop, by: User) -> None:
    """Nothing of the workshop itself changes."""
    with live.writing(workshop, after_closing=GOES_ON) as write, holding_series(series) as row:
        go_out(write, row, by)


def go_out_of_foreign(write: live.Write, by: User | None) -> None:
    """It is another organisation's now: out of every series in which this one does not take part.

    No series is deleted meanwhile, since that would hold the workshop's row first.
    """
    for series in Series.objects.filter(entries__workshop=write.workshop).order_by("pk"):
        with holding_series(series) as row:
            if not series_queries.organisations_of(row).filter(pk=write.workshop.organisation_id).exists():
                go_out(write, row, by)


def mark_seminar(*, series: Series, workshop: Workshop, on: bool) -> None:
    with holding_series(series) as row:
        entries = SeriesWorkshop.objects.filter(series=row, workshop=workshop)
        if not entries.update(is_seminar=on):
            raise Gone(_("This workshop is no longer in the series. Look at it again."))
