"""The report as a Word document to go on writing in: styles, headings, lists, tables and descriptions."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from docx.document import Document

from workshops.documents.report import blocks
from workshops.documents.report.blocks import Paper
from workshops.documents.report.pictures import Opened
from workshops.documents.word import bars, fields, styles
from workshops.documents.word.texts import Texts

PICTURE_CM, PEARL_CM, BAR_CM = 12.0, 9.0, 4.5
PICTURE = 800  # pixels of its longer side: 170 to an inch where one is shown largest
LOOKS = {"quiet": "Quiet", "signs": "Signs", "words": "Quote"}
LINE_LOOKS = {"quotes": "Quote", "notes": "List Bullet", "plain": "List Bullet"}
COLOURS = {"1": "23693F", "2": "7D5700", "3": "9C3C08", "4": "97123A", "joker": "553A97"}


def made(paper: Paper, opened: Opened) -> bytes:
    document = styles.new(paper.language, title=paper.title, organisation=paper.organisation, kind=paper.kind)
    fields.foot(document, f"{paper.title}\n{paper.organisation} · {paper.made}", paper.page_of)
    _Writing(document, paper, opened).whole()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


class _Writing:
    """One document while its blocks are written down."""

    def __init__(self, document: Document, paper: Paper, opened: Opened) -> None:
        self.document, self.paper, self.opened = document, paper, opened
        self.texts = Texts(document, paper.own_language)

    def whole(self) -> None:
        self.first_page()
        for section in self.paper.sections:
            self.texts.own_language = section.own_language or self.paper.own_language
            own = bool(section.own_language)
            self.texts.heading(section.title, level=1, anchor=section.anchor, own=own)
            self.write(section.blocks)

    def first_page(self) -> None:
        paper, texts = self.paper, self.texts
        texts.paragraph(paper.organisation, "Quiet")
        texts.paragraph(paper.title, "Title", own=True)
        texts.paragraph(paper.lead, "Subtitle")
        for term, told in paper.facts:
            texts.term(term, told)
        if paper.foreword:
            texts.heading(paper.foreword_title, level=2)
            texts.paragraph(paper.foreword, own=True)
        texts.paragraph(paper.method)
        if paper.numbers:
            texts.paragraph(
                " · ".join(f"{number.figure} {number.label}" for number in paper.numbers), "Numbers"
            )
        texts.paragraph(paper.note, "Quiet")
        if not paper.sections:
            texts.paragraph(paper.empty)
            return
        texts.paragraph(paper.contents_title, "Contents")
        fields.contents(self.document, [(one.title, one.anchor, one.own_language) for one in paper.sections])

    def write(self, found: list[Any]) -> None:
        for block in found:
            WRITTEN_BY[block.kind](self, block)

    def part(self, part: blocks.Part) -> None:
        colour = COLOURS.get(part.mark, "") if part.look == "zone" else ""
        level = min(part.level - 1, 4)
        self.texts.heading(part.title, level=level, anchor=part.anchor, own=part.own, colour=colour)
        if part.small:
            self.texts.paragraph(" · ".join(part.small), "Quiet", keep=True)
        self.write(part.blocks)

    def paragraph(self, paragraph: blocks.Paragraph) -> None:
        style = "Decision" if paragraph.decision else LOOKS.get(paragraph.look, "Normal")
        self.texts.paragraph(paragraph.text, style, own=paragraph.own)

    def lines(self, lines: blocks.Lines) -> None:
        if lines.look == "keywords":
            self.texts.paragraph(" · ".join(line.text for line in lines.lines), own=True)
            return
        style = "List Bullet" if lines.look == "pearls" else LINE_LOOKS[lines.look]
        for line in lines.lines:
            self.line(line, style)

    def line(self, line: blocks.Line, style: str) -> None:
        paragraph = self.texts.paragraph("", style)
        if line.link:
            fields.link(paragraph, line.text, line.link)
        else:
            self.texts.run(paragraph, line.text, own=line.own, bold=line.pearl, language=line.language)
        further = [*line.small, *filter(None, [line.strong]), *([self.paper.pearl] if line.pearl else [])]
        if further:
            self.texts.quiet(paragraph, "  " + " · ".join(further))
        if line.picture:
            self.picture(line.picture, PEARL_CM, described=False)

    def table(self, table: blocks.Table) -> None:
        made = self.texts.table(table.caption, table.head, table.widths)
        for row in table.rows:
            cells = made.add_row().cells
            for place, (cell, into) in enumerate(zip(row, cells, strict=True)):
                self.cell(cell, into.paragraphs[0], heads=place == 0)
        self.texts.after_table(made)

    def cell(self, cell: blocks.Cell, paragraph: Any, *, heads: bool) -> None:
        self.texts.run(paragraph, cell.text, own=cell.own, bold=heads and len(cell.small) > 0)
        for small in [*cell.small, *filter(None, [cell.strong])]:
            paragraph.add_run().add_break()
            self.texts.quiet(paragraph, small)

    def chart(self, chart: blocks.Chart) -> None:
        head = [chart.head[0], f"{chart.least} – {chart.most}", *chart.head[1:]]
        made = self.texts.table(chart.caption, head, [6, 5, 2, 2])
        for bar in chart.bars:
            statement, scale, figure, count = made.add_row().cells
            self.texts.run(statement.paragraphs[0], bar.statement)
            if bar.mean is None:
                self.texts.quiet(scale.paragraphs[0], bar.told)
                continue
            self.texts.picture(scale.paragraphs[0], bars.drawn(bar.mean), bar.told, BAR_CM)
            self.texts.run(figure.paragraphs[0], bar.figure)
            self.texts.run(count.paragraphs[0], str(bar.count))
        self.texts.after_table(made)

    def shown(self, found: blocks.Pictures) -> None:
        for picture in found.pictures:
            self.picture(picture, PICTURE_CM, described=True)

    def picture(self, picture: Any, width: float, *, described: bool) -> None:
        """The description stands under it too, for those who see."""
        content = self.opened(picture.file, PICTURE)
        if content is None:
            self.texts.paragraph(f"{self.paper.missing} {picture.description}", "Quiet")
            return
        paragraph = self.texts.paragraph("", keep=described)
        ratio = picture.width / picture.height if picture.height else 4 / 3
        self.texts.picture(paragraph, content, picture.description, min(width, 11 * ratio))
        if described:
            self.texts.paragraph(picture.description, "Caption", own=True)


WRITTEN_BY: dict[str, Callable[[_Writing, Any], None]] = {
    "part": _Writing.part,
    "paragraph": _Writing.paragraph,
    "lines": _Writing.lines,
    "table": _Writing.table,
    "chart": _Writing.chart,
    "pictures": _Writing.shown,
}
