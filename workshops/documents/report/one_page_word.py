"""The one page as a Word document to go on writing in."""

from __future__ import annotations

import io
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from workshops.documents.report.one_page import Box, OnePage
from workshops.documents.word import fields, styles, xml
from workshops.documents.word.texts import WIDTH_CM, Texts

CROWDED = 34  # lines, from which on the letters are small: nobody can count the pages of Word


def made(page: OnePage) -> bytes:
    document = styles.new(page.language, title=page.title, organisation=page.organisation, kind=page.kind)
    _tighten(document, text_size=8 if page.height() > CROWDED else 9)
    fields.foot(document, f"{page.organisation} · {page.made}\n{page.note}", "")
    texts = Texts(document, page.own_language)
    texts.paragraph(page.organisation, "Quiet")
    texts.paragraph(page.title, "Title", own=True)
    texts.paragraph(page.lead, "Subtitle")
    if not page.rows():
        texts.paragraph(page.empty)
    for row in page.rows():
        _row(document, texts, row)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _tighten(document: Document, *, text_size: int) -> None:
    section = document.sections[0]
    section.top_margin, section.bottom_margin, section.footer_distance = Cm(1.3), Cm(1.6), Cm(0.7)
    sizes = {"Normal": text_size, "Quiet": 8, "Title": 18, "Subtitle": 10, "Heading 1": text_size + 2}
    sizes["List Bullet"] = text_size
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_after = Pt(1.5)
        style.paragraph_format.space_before = Pt(0)
        style.paragraph_format.line_spacing = 1.0
    apart = document.styles.add_style("Apart", WD_STYLE_TYPE.PARAGRAPH)
    apart.font.size, apart.paragraph_format.space_after = Pt(3), Pt(0)


def _row(document: Document, texts: Texts, row: list[Box]) -> None:
    """Boxes side by side stand in a table that is there for its looks alone, and is read cell by cell."""
    table = document.add_table(rows=1, cols=len(row))
    table.autofit = False
    border = OxmlElement("w:tblBorders")
    line = OxmlElement("w:top")
    for name, value in {"val": "single", "sz": "6", "color": "D8D1C2"}.items():
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    xml.of_table(table).tblPr.append(border)
    for box, cell in zip(row, table.rows[0].cells, strict=True):
        cell.width = Cm(WIDTH_CM / len(row))
        _box(texts, box, cell)
    texts.paragraph("", "Apart")  # two tables without anything between them are one


def _box(texts: Texts, box: Box, cell: Any) -> None:
    inside = Texts(texts.document, texts.own_language, into=cell)
    heading = cell.paragraphs[0]
    texts.set_style(heading, "Heading 1")
    texts.run(heading, box.title)
    for place, line in enumerate(box.lines, start=1):
        paragraph = inside.paragraph("", "Normal" if box.key == "about" or box.numbered else "List Bullet")
        if box.numbered:
            texts.run(paragraph, f"{place}. ")
        texts.run(paragraph, line.text, own=line.own, bold=line.pearl, language=line.language)
        if line.small:
            texts.quiet(paragraph, " · " + " · ".join(line.small))
    if box.more:
        inside.paragraph(box.more, "Quiet")
