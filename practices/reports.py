"""The report's section of what the workshop shares, until it is withdrawn."""

from __future__ import annotations

from typing import Literal

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from practices.models import Practice
from workshops.documents.report import schema
from workshops.documents.report.blocks import Block, Line, Lines, Row
from workshops.documents.report.naming import ReadContext
from workshops.extension import report_sections
from workshops.extension.report_sections import ReportContext
from workshops.models import Sharing

KEY = "library"
TITLE = _("Shared into the library")


class PracticeTold(schema.Data):
    text: schema.Words
    sharing: Literal["workshop", "area", "region", "everyone"]


class Library(schema.Data):
    practices: list[PracticeTold]


def read(reading: ReadContext) -> Library | None:
    rows = Practice.objects.of(reading.workshop)
    told = [PracticeTold(text=row.text, sharing=row.sharing) for row in rows]  # type: ignore[arg-type]
    return Library(practices=told) if told else None


def tell(_context: ReportContext, data: Library) -> list[Block]:
    lines = [Line(text=one.text, small=[_level(one)]) for one in data.practices]
    return [Lines(lines=lines)]


def _level(one: PracticeTold) -> str:
    return capfirst(str(Sharing(one.sharing).label))


def rows(_context: ReportContext, data: Library) -> list[Row]:
    return [Row(section=str(TITLE), kind=_level(one), text=one.text) for one in data.practices]


def register() -> None:
    section = report_sections.Section(25, KEY, TITLE, Library, read, tell, rows)
    report_sections.add(section)
