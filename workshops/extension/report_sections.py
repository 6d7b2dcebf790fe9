"""The sections of a report. Apps register here from ``AppConfig.ready()``; the order is by ``place``.

A section is data and words, never a template: ``read`` makes its data of a workshop, ``tell`` lays data out
as blocks, ``rows`` as lines of the spreadsheet. All forms are made from these: an app's section is in each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from workshops.documents.report import naming, reading, schema
from workshops.documents.report.blocks import Block, Number, Paper, Row
from workshops.documents.report.blocks import Section as Laid
from workshops.extension import report_head
from workshops.models import Theme, Workshop

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class GrownFrom:
    """What a theme came of: the texts, the most shared first, and where the paper tells them all."""

    texts: list[str]
    anchor: str


@dataclass(frozen=True)
class ReportContext:
    """A report while it is told in the active language."""

    report: schema.Report

    @cached_property
    def themes(self) -> dict[str, schema.Theme]:
        return {theme.ref: theme for theme in self.report.themes}

    def wording(self, ref: str) -> str:
        """As it is called out in the room; the joker's usual title with what it means to the reader."""
        theme = self.themes[ref]
        return Theme(title=theme.title, question=theme.question, is_joker=theme.joker).wording

    def mark(self, ref: str) -> str:
        return self.themes[ref].mark

    def data(self, key: str) -> Any:
        """A section's data, None where it has none or is left out."""
        return self.report.sections.get(key)

    @cached_property
    def grown_from(self) -> dict[str, GrownFrom]:
        """By theme, those merged into it too."""
        found: dict[str, GrownFrom] = {}
        for section in _sections:
            data = self.data(section.key)
            if section.grown_from and data is not None:
                found |= section.grown_from(data)
        return found


def nothing(_data: Any) -> Any:
    return []


@dataclass(frozen=True)
class Section:
    """``read`` returns None when there is nothing to tell. Hidden texts are never in its data, nor who looks.

    ``numbers`` go to the head of the report; ``grown_from`` says by theme what it came of.
    """

    place: int
    key: str
    title: StrPromise
    schema: type
    read: Callable[[naming.ReadContext], Any]
    tell: Callable[[ReportContext, Any], list[Block]]
    rows: Callable[[ReportContext, Any], list[Row]]
    numbers: Callable[[Any], list[Number]] = nothing
    grown_from: Callable[[Any], Mapping[str, GrownFrom]] | None = None


_sections: list[Section] = []


def add(section: Section) -> None:
    _sections.append(section)
    _sections.sort(key=lambda each: each.place)


def registered() -> list[Section]:
    return list(_sections)


def schemas() -> dict[str, type]:
    """The type of each section's data, by its key."""
    return {section.key: section.schema for section in _sections}


@dataclass(frozen=True)
class Found:
    """A workshop's report with the rows of its pictures, by the names they have in it."""

    report: schema.Report
    pictures: dict[str, Any] = field(default_factory=dict)


def read(workshop: Workshop) -> Found:
    """The workshop's report as data, as it stands now, without what its facilitators leave out."""
    now = naming.ReadContext(workshop)
    found = _read(now)
    if workshop.left_out:  # once more, with the themes and pictures alone that are told of
        now = naming.ReadContext(workshop, only=now)
        found = _read(now)
    report = schema.Report(
        schema="dialogit-report",
        version=schema.VERSION,
        id=str(workshop.pk),
        head=reading.head(workshop),
        foreword=workshop.foreword,
        left_out=workshop.left_out,
        one_page=workshop.one_page,
        themes=reading.themes(now),
        sections=found,
    )
    return Found(report, now.rows)


def _read(now: naming.ReadContext) -> dict[str, Any]:
    kept = [section for section in _sections if section.key not in now.workshop.left_out]
    found = {section.key: section.read(now) for section in kept}
    return {key: data for key, data in found.items() if data is not None}


def paper(report: schema.Report, language: str) -> Paper:
    """The report in the active language, which is ``language``."""
    context = ReportContext(report)
    told = [
        Laid(
            key=section.key,
            title=str(section.title),
            blocks=section.tell(context, report.sections[section.key]),
        )
        for section in _sections
        if section.key in report.sections
    ]
    numbers = [
        number
        for section in _sections
        if section.key in report.sections
        for number in section.numbers(report.sections[section.key])
    ]
    return report_head.paper(report, language, told, numbers)


def rows(report: schema.Report) -> list[Row]:
    context = ReportContext(report)
    return [
        row
        for section in _sections
        if section.key in report.sections
        for row in section.rows(context, report.sections[section.key])
    ]
