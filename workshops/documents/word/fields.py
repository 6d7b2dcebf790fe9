"""What Word reckons by itself: page numbers, contents, links inside the document. And in which language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from workshops.documents.word import xml
from workshops.documents.word.styles import REGIONS

PLACES = re.compile(r"(%\(pages?\)s)")


def foot(document: Document, words: str, page_of: str) -> None:
    """``page_of`` has places for the page and the number of pages."""
    section = document.sections[0]
    paragraph = section.footer.paragraphs[0]
    paragraph.style = document.styles["Quiet"]
    paragraph.add_run(f"{words} · " if page_of else words)
    for piece in PLACES.split(page_of):
        if piece == "%(page)s":
            _field(paragraph, "PAGE", "1")
        elif piece == "%(pages)s":
            _field(paragraph, "NUMPAGES", "1")
        elif piece:
            paragraph.add_run(piece)


def in_language(run: Any, language: str) -> None:
    """Which language a run is in, where that is not the document's."""
    said = OxmlElement("w:lang")
    said.set(qn("w:val"), REGIONS[language])
    xml.of_run(run).get_or_add_rPr().append(said)


def contents(document: Document, entries: Sequence[tuple[str, str, str]]) -> None:
    """A table of contents that Word brings up to date, with pages; anywhere else it is a list of links.

    Each with its title, where it leads, and its language where that is not the document's.
    """
    for place, (title, anchor, language) in enumerate(entries):
        paragraph = document.add_paragraph(style="List Number")
        if place == 0:
            _mark(paragraph, "begin", dirty=True)
            _code(paragraph, 'TOC \\o "1-2" \\h \\z \\u')
            _mark(paragraph, "separate")
        link(paragraph, title, anchor, language)
        if place == len(entries) - 1:
            _mark(paragraph, "end")


def link(paragraph: Any, words: str, anchor: str, language: str = "") -> None:
    made = OxmlElement("w:hyperlink")
    made.set(qn("w:anchor"), bookmark(anchor))
    run = paragraph.add_run(words)
    if language:
        in_language(run, language)
    made.append(xml.of_run(run))
    xml.of_paragraph(paragraph).append(made)


def bookmark(anchor: str) -> str:
    """A name as Word allows it."""
    return re.sub(r"\W", "_", anchor)[:40]


def bookmarked(paragraph: Any, anchor: str, number: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), bookmark(anchor))
    first = xml.of_paragraph(paragraph).find(qn("w:r"))
    first.addprevious(start)
    xml.of_paragraph(paragraph).append(end)


def _field(paragraph: Any, code: str, shown: str) -> None:
    _mark(paragraph, "begin", dirty=True)
    _code(paragraph, code)
    _mark(paragraph, "separate")
    paragraph.add_run(shown)
    _mark(paragraph, "end")


def _mark(paragraph: Any, kind: str, *, dirty: bool = False) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if dirty:
        mark.set(qn("w:dirty"), "true")
    xml.of_run(paragraph.add_run()).append(mark)


def _code(paragraph: Any, code: str) -> None:
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {code} "
    xml.of_run(paragraph.add_run()).append(text)
