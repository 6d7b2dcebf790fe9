"""Writes about the plan of a series: whose turn it is when. Each holds the series' row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Series, Turn
from network.queries import series as series_queries
from network.queries import turns as turns_queries
from network.services import turn_letters
from network.services.series import holding_series
from workshops.models import Organisation, Recipient, Workshop
from workshops.refusals import Gone, MailServerAway, Refused
from workshops.services import rewording
from workshops.services.mailing import problem_of_sending
from workshops.text.text_normalisation import name_key

Problem = Recipient.Problem


def make_of_regions(*, series: Series) -> int:
    """A turn for each sub-region that has none, at the end of the plan; how many were made.

    Its host is the organisation of the series there, if there is one alone.
    """
    with holding_series(series) as row:
        planned = {name_key(turn.region) for turn in turns_queries.of(row)}
        missing = [region for region in turns_queries.regions_of(row) if name_key(region) not in planned]
        _leave_room(row, len(missing))
        hosts = list(series_queries.organisations_of(row).select_related("area"))
        for region in missing:
            _append(row, region, turns_queries.host_of(hosts, region))
    return len(missing)


def add(*, series: Series, region: str, host: Organisation | None = None) -> None:
    with holding_series(series) as row:
        _leave_room(row, 1)
        _append(row, region, host)


def _leave_room(series: Series, more: int) -> None:
    if series.turns.count() + more > turns_queries.MAX_TURNS:
        words = _("A plan holds at most %(most)s turns. Remove some first.")
        raise Refused(words % {"most": turns_queries.MAX_TURNS})


def _append(series: Series, region: str, host: Organisation | None) -> None:
    last = series.turns.order_by("order").last()
    Turn.objects.create(series=series, region=region, host=host, order=last.order + 1 if last else 1)


def reword(*, series: Series, turn_id: int, read: str | None, **fields: Any) -> None:
    """Raises `rewording.Overtaken`. Of another host or another day nobody has been reminded."""
    with _turn(series, turn_id) as turn:
        before = (turn.host_id, turn.begins_on)
        if rewording.reword(turn, read=read, **fields) and before != (turn.host_id, turn.begins_on):
            turn.reminded_on = None
            turn.save(update_fields=["reminded_on"])


def move(*, series: Series, turn_id: int, place: int, up: bool) -> None:
    """From the place where the page showed it: of two who press the same one moves it, the other is told."""
    with _turn(series, turn_id) as turn:
        if not rewording.move(turns_queries.of(turn.series), turn, place=place, up=up):
            raise Refused(_("A colleague has just changed the order. Look at the plan again."))


def take_off(*, series: Series, turn_id: int) -> None:
    """The workshop that was made of it stays in the series."""
    with _turn(series, turn_id) as turn:
        rows = turn.series
        turn.delete()
        rewording.number(turns_queries.of(rows))


def choose_workshop(*, series: Series, turn_id: int, read: str, workshop: Workshop | None) -> None:
    """``read`` is the id of the one on the page, or empty. Raises `rewording.Overtaken`."""
    with _turn(series, turn_id) as turn:
        if turn.workshop_id == (workshop and workshop.pk):
            return
        if read != str(turn.workshop_id or ""):
            raise rewording.Overtaken(turn)
        if workshop and not turn.series.entries.filter(workshop=workshop).exists():
            raise Gone(_("This workshop is no longer in the series. Look at it again."))
        turn.workshop = workshop
        turn.save(update_fields=["workshop"])


@contextmanager
def _turn(series: Series, turn_id: int) -> Iterator[Turn]:
    """As it is now, with the series as it is held."""
    with holding_series(series) as row:
        turn = Turn.objects.filter(series=row, pk=turn_id).select_related("host", "workshop").first()
        if turn is None:
            raise Gone(_("This turn is no longer in the plan. Look at it again."))
        turn.series = row
        yield turn


# --- reminding ---


def remind(*, series: Series, turn_id: int, address: Callable[[str], str]) -> None:
    """Mails the coordinators of the host, once a day at most.

    It is noted before the mails go, so that of two who press one sends, and no longer if none has gone.
    """
    with _turn(series, turn_id) as turn:
        if turn.host is None:
            raise Refused(_("Nobody hosts this turn yet. Choose the host first."))
        if turn.reminded_on == timezone.localdate():
            raise Refused(_("The host has been reminded today already."))
        reached = turns_queries.coordinators_of(turn.host)
        if not reached:
            words = _("Nobody coordinates %(organisation)s here, so there is nobody to remind.")
            raise Refused(words % {"organisation": turn.host})
        before = _note(turn)
    if problem := _send(turn, address):
        Turn.objects.filter(pk=turn.pk, reminded_on=turn.reminded_on).update(reminded_on=before)
        raise Refused(_not_sent(problem))


def _note(turn: Turn) -> Any:
    """Notes that its host is reminded today, and returns the day on which they were before."""
    before, turn.reminded_on = turn.reminded_on, timezone.localdate()
    turn.save(update_fields=["reminded_on"])
    return before


def _send(turn: Turn, address: Callable[[str], str]) -> Problem:
    """Nothing is wrong when one of them has got it."""
    problems = [problem_of_sending(letter) for letter in turn_letters.letters_of(turn, address)]
    sent = any(problem == Problem.NONE for problem in problems)
    return Problem.NONE if sent or not problems else problems[0]


def _not_sent(problem: Problem) -> str:
    if problem == Problem.AWAY:
        return _("The mail server does not answer just now, so nobody has been reminded. Try again later.")
    return _("The mail server does not take the coordinators' addresses. Check them among the accounts.")


def send_due(site: str) -> int:
    """By housekeeping: how many hosts were reminded that their day is near. Raises `MailServerAway`."""
    count = 0
    for turn in turns_queries.to_remind().select_related("series"):
        claimed = _claimed(turn)
        if claimed is None:
            continue
        if problem := _send(claimed, lambda path: site + path):
            Turn.objects.filter(pk=turn.pk).update(reminded_on=None)
            if problem == Problem.AWAY:
                raise MailServerAway
            continue
        count += 1
    return count


def _claimed(turn: Turn) -> Turn | None:
    """None when somebody has reminded the host meanwhile, or there is nobody to remind."""
    try:
        with _turn(turn.series, turn.pk) as row:
            if row.reminded_on or row.host is None or not turns_queries.coordinators_of(row.host):
                return None
            _note(row)
            return row
    except Gone:
        return None
