"""Writes about what the report says and leaves out, until it is shared."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from workshops import live
from workshops.models import Workshop
from workshops.pushes import report as report_pushes
from workshops.queries import report_words
from workshops.refusals import Refused


class PartOvertaken(Exception):
    """Somebody else saved this part after the form was read; ``words`` are theirs, None for those made."""

    def __init__(self, words: str | None) -> None:
        self.words = words


@contextmanager
def _editing(workshop: Workshop) -> Iterator[live.Write]:
    """The workshop's report while it may still be changed."""
    with live.writing(workshop, after_closing=live.AfterClosing.REPORT_EDITING) as write:
        if workshop.report_shared:
            raise Refused(
                _("The participants are reading the report. Stop sharing it first, then change it.")
            )
        yield write


def write_report(*, workshop: Workshop, part: str, read: str, words: str | None) -> None:
    """The foreword, or a box of the one page, which None makes by itself again.

    ``read`` is the version that the writer saw; another one raises ``Overtaken``.
    """
    with _editing(workshop) as write:
        standing = report_words.words_of(workshop, part)
        if words == standing:
            return
        if read != report_words.version_of(workshop, part):
            raise PartOvertaken(standing)
        if part == report_words.FOREWORD:
            workshop.foreword = words or ""
        else:
            others = {key: text for key, text in workshop.one_page.items() if key != part}
            workshop.one_page = others if words is None else {**others, part: words}
        workshop.save(update_fields=["foreword", "one_page"])
        write.push(report_pushes.edited(workshop))


def leave_out(*, workshop: Workshop, out: Collection[str], back: Collection[str]) -> None:
    """Of two who leave out different sections at once each has theirs left out."""
    with _editing(workshop) as write:
        left_out = sorted({*workshop.left_out, *out} - {*back})
        if left_out != workshop.left_out:
            workshop.left_out = left_out
            workshop.save(update_fields=["left_out"])
            write.push(report_pushes.edited(workshop))
