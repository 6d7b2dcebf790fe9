"""Paragraphs, headings, tables and pictures, each in the language of whoever wrote it."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from workshops.documents.word import fields, xml
from workshops.documents.word.styles import SOFT

WIDTH_CM = 16.8
# What XML has no place for.
NEVER_WRITTEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    return NEVER_WRITTEN.sub("□", unicodedata.normalize("NFC", text))


class Texts:
    """Writes into one document, or a cell of it; ``own_language`` is that of what people wrote."""

    def __init__(self, document: Document, own_language: str, *, into: Any = None) -> None:
        self.document, self.own_language, self.into = document, own_language, into or document
        self.bookmarks = 0
        self.style_ids = {style.name: style.style_id for style in document.styles}

    def paragraph(self, text: str, style: str = "Normal", *, own: bool = False, keep: bool = False) -> Any:
        paragraph = self.into.add_paragraph()
        self.set_style(paragraph, style)
        if keep:
            paragraph.paragraph_format.keep_with_next = True
        if text:
            self.run(paragraph, text, own=own)
        return paragraph

    def set_style(self, paragraph: Any, style: str) -> None:
        """By its id: python-docx goes through all styles each time, which is half of a document's making."""
        if style != "Normal":
            xml.of_paragraph(paragraph).style = self.style_ids[style]

    def heading(
        self, text: str, *, level: int, anchor: str = "", own: bool = False, colour: str = ""
    ) -> None:
        paragraph = self.paragraph("", f"Heading {level}")
        run = self.run(paragraph, text, own=own)
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour)
        if anchor:
            self.bookmarks += 1
            fields.bookmarked(paragraph, anchor, self.bookmarks)

    def term(self, term: str, told: str) -> None:
        paragraph = self.paragraph("")
        paragraph.paragraph_format.space_after = Pt(2)
        self.run(paragraph, f"{term}: ", bold=True)
        self.run(paragraph, told)

    def run(
        self, paragraph: Any, text: str, *, own: bool = False, bold: bool = False, language: str = ""
    ) -> Any:
        run = paragraph.add_run(clean(text))
        if bold:
            run.bold = True
        if own:
            fields.in_language(run, language or self.own_language)
        return run

    def quiet(self, paragraph: Any, text: str) -> None:
        run = self.run(paragraph, text)
        run.font.size, run.font.color.rgb = Pt(9), SOFT

    def table(self, caption: str, head: Sequence[str], shares: Sequence[int]) -> Any:
        """With its heading row, which comes again on every page; further rows are added by the caller."""
        table = self.document.add_table(rows=1, cols=len(head), style="Table Grid")
        table.autofit = False
        _describe(table, caption)
        for words, cell in zip(head, table.rows[0].cells, strict=True):
            self.run(cell.paragraphs[0], words, bold=True)
        properties = xml.of_table(table).tr_lst[0].get_or_add_trPr()
        properties.append(OxmlElement("w:tblHeader"))
        for share, column in zip(shares, table.columns, strict=True):
            column.width = Cm(WIDTH_CM * share / sum(shares))
        return table

    def after_table(self, table: Any) -> None:
        """No row is parted over two pages, and every cell is as wide as its column."""
        widths = [column.width for column in table.columns]
        for row in xml.of_table(table).tr_lst:
            row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for width, cell in zip(widths, row.tc_lst, strict=True):
                cell.width = width
        self.paragraph("").paragraph_format.space_after = Pt(4)

    def picture(self, paragraph: Any, content: bytes, description: str, width_cm: float) -> None:
        run = paragraph.add_run()
        run.add_picture(io.BytesIO(content), width=Cm(width_cm))
        for drawn in xml.of_run(run).iter(qn("wp:docPr")):
            drawn.set("descr", clean(description))
            drawn.set("title", "")


def _describe(table: Any, caption: str) -> None:
    for name in ("w:tblCaption", "w:tblDescription"):
        said = OxmlElement(name)
        said.set(qn("w:val"), caption)
        xml.of_table(table).tblPr.append(said)
