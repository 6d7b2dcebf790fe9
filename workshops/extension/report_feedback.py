"""The report's section of how people found it."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from workshops.course.statements import Statement
from workshops.documents.report import schema
from workshops.documents.report.blocks import Bar, Block, Chart, Paragraph, Part, Row
from workshops.extension.report_found import plain
from workshops.extension.report_sections import ReportContext


def feedback(_context: ReportContext, data: schema.Feedback) -> list[Block]:
    if data.state == "few":
        words = _("Fewer than five answered, so neither figures nor words are shown.")
        return [Paragraph(text=words, look="quiet")]
    if data.state == "asked":
        words = _("Figures and words are shown when the feedback has ended, if at least five have answered.")
        return [Paragraph(text=words, look="quiet")]
    found: list[Block] = [_chart(data)]
    if data.words:
        quotes = plain(data.words, "quotes")
        found.append(Part(title=_("In their own words"), level=3, look="agreed", blocks=[quotes]))
    return found


def _chart(data: schema.Feedback) -> Chart:
    return Chart(
        caption=_("Average answers, from 1 (not at all) to 5 (fully)"),
        head=[_("Statement"), _("Average"), _("Answers")],
        least=_("1 not at all"),
        most=_("5 fully"),
        bars=[_bar(statement) for statement in data.statements],
    )


def _bar(statement: schema.Statement) -> Bar:
    if statement.mean is None:
        told, figure = _("fewer than five answered this"), ""
    else:
        figure = number_format(statement.mean, 1)
        told = _("%(mean)s on a scale from 1 to 5") % {"mean": figure}
    return Bar(
        statement=_wording(statement),
        mean=statement.mean,
        figure=figure,
        count=statement.count,
        told=told,
    )


def _wording(told: schema.Statement) -> str:
    words = {"fi": told.wording.fi, "sv": told.wording.sv, "en": told.wording.en}
    return Statement(told.key, words).wording


def feedback_rows(_context: ReportContext, data: schema.Feedback) -> list[Row]:
    section = _("Feedback")
    means = [
        Row(section=section, kind=_("Average"), text=_wording(s), figure=number_format(s.mean, 1))
        for s in data.statements
        if s.mean is not None
    ]
    return means + [Row(section=section, kind=_("In their own words"), text=text) for text in data.words]
