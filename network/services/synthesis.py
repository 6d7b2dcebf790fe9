"""Writes about syntheses. Each holds its synthesis' row, so that two coordinators keep one order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from network.models import Finding, Proposal, Quote, Synthesis
from workshops import live
from workshops.extension.across import Line, Lines
from workshops.live import Write
from workshops.refusals import Gone, Refused
from workshops.services import rewording

Part = type[Finding] | type[Proposal]
MAX_ROWS, MAX_QUOTES = 30, 12  # of each part, and of a finding: its papers are made while their reader waits


def begin(*, reached: Iterable[int] = (), **fields: Any) -> Synthesis:
    made = Synthesis.objects.create(**fields)
    made.reached.set(reached)
    return made


def reword(*, synthesis: Synthesis, read: str | None, **fields: Any) -> None:
    """Raises `rewording.Overtaken` for what a colleague has changed since ``read``."""
    with _holding(synthesis) as row:
        rewording.reword(row, read=read, **fields)


def delete(*, synthesis: Synthesis) -> None:
    with _holding(synthesis) as row:
        row.delete()


# --- findings and proposals ---


def add(*, synthesis: Synthesis, part: Part, **fields: str) -> None:
    """At the end. The very same once more, as by a second press, is there already."""
    with _holding(synthesis) as row:
        standing: Any = part._default_manager.filter(synthesis=row)
        if standing.filter(**fields).exists():
            return
        if standing.count() >= MAX_ROWS:
            raise Refused(_("There is room for %(most)s. Put some of them together.") % {"most": MAX_ROWS})
        part._default_manager.create(synthesis=row, order=_next(standing), **fields)


def reword_part(*, synthesis: Synthesis, part: Part, row_id: int, read: str | None, **fields: str) -> None:
    """Raises as `reword`."""
    with _holding(synthesis) as row:
        rewording.reword(_one(row, part, row_id), read=read, **fields)


def move(*, synthesis: Synthesis, part: Part, row_id: int, place: int, up: bool) -> None:
    """From the place where the page showed it, so that two who press the same move it once."""
    with _holding(synthesis) as row:
        rewording.move(_rows(row, part), _one(row, part, row_id), place=place, up=up)


def drop(*, synthesis: Synthesis, part: Part, row_id: int) -> None:
    with _holding(synthesis) as row:
        part._default_manager.filter(synthesis=row, pk=row_id).delete()
        rewording.number(_rows(row, part))


def _rows(synthesis: Synthesis, part: Part) -> list[Any]:
    return list(part._default_manager.filter(synthesis=synthesis).order_by("order", "pk"))


def _one(synthesis: Synthesis, part: Part, row_id: int) -> Any:
    found = part._default_manager.filter(synthesis=synthesis, pk=row_id).first()
    if found is None:
        raise Gone(_("A colleague has deleted this meanwhile. Look at the synthesis again."))
    return found


def _next(standing: Any) -> int:
    return int(standing.aggregate(last=Max("order"))["last"] or 0) + 1


# --- quotes ---


def take_quote(*, synthesis: Synthesis, finding_id: int, kind: str, lines: Lines, key: str) -> None:
    """At the end of the finding's. What it quotes already is not quoted twice.

    The line is copied while its workshop is held, so that notes which are purged in the same instant are not.
    """
    with _line_held(lines, key) as line, _holding(synthesis) as row:
        finding = _one(row, Finding, finding_id)
        standing = Quote.objects.filter(finding=finding)
        if standing.filter(kind=kind, source=line.key).exists():
            return
        if standing.count() >= MAX_QUOTES:
            raise Refused(
                _("A finding quotes at most %(most)s. Take one of them out first.") % {"most": MAX_QUOTES}
            )
        copied = {"workshop": line.workshop, "kind": kind, "source": line.key, "text": line.text}
        Quote.objects.create(finding=finding, order=_next(standing), **copied)


@contextmanager
def _line_held(lines: Lines, key: str) -> Iterator[Line]:
    found = lines.find(key)
    if found is None or found.workshop is None:
        raise Gone(_line_gone())
    with live.writing(found.workshop, after_closing=live.AfterClosing.QUOTING):
        line = lines.find(key)
        if line is None:
            raise Gone(_line_gone())
        yield line


def _line_gone() -> str:
    return _("This is no longer there. Look at the page again.")


def move_quote(*, synthesis: Synthesis, quote_id: int, place: int, up: bool) -> None:
    with _holding(synthesis) as row:
        moved = Quote.objects.filter(finding__synthesis=row, pk=quote_id).first()
        if moved:
            among = Quote.objects.filter(finding=moved.finding_id).order_by("order", "pk")
            rewording.move(among, moved, place=place, up=up)


def drop_quote(*, synthesis: Synthesis, quote_id: int) -> None:
    with _holding(synthesis) as row:
        Quote.objects.filter(finding__synthesis=row, pk=quote_id).delete()


def forget_notes(write: Write) -> None:
    """The time is over for which the workshop's notes are kept: a copy of one goes with them."""
    Quote.objects.filter(workshop=write.workshop, kind=Quote.Kind.NOTE).delete()


@contextmanager
def _holding(synthesis: Synthesis) -> Iterator[Synthesis]:
    with live.holding(Synthesis.objects.filter(pk=synthesis.pk)) as held:
        if synthesis.pk not in held:
            raise Gone(_("A colleague has deleted this synthesis."))
        yield held[synthesis.pk]
