"""An empty document in our styles, whose language, title and paper are set."""

from __future__ import annotations

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

INK, SOFT, SPRUCE = (RGBColor.from_string(colour) for colour in ("1D2A30", "4F5D63", "0B5A55"))
SERIF, SANS = "Georgia", "Calibri"
REGIONS = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
HEADINGS = {"Title": (26, INK), "Heading 1": (18, SPRUCE), "Heading 2": (14, INK), "Heading 3": (12, INK)}
OWN = {  # name: (like, size, colour, bold, italic)
    "Quiet": ("Normal", 9, SOFT, False, False),
    "Signs": ("Normal", 10.5, SOFT, False, True),
    "Numbers": ("Normal", 11, SPRUCE, True, False),
    "Decision": ("Normal", 13, SPRUCE, True, False),
    "Contents": ("Normal", 14, INK, True, False),
}


def new(language: str, *, title: str, organisation: str, kind: str) -> Document:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.1)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2.2)
    said = document.core_properties
    said.title, said.author, said.subject, said.language = title, organisation, kind, REGIONS[language]
    said.comments = ""
    _headings(document)
    _own(document)
    _speak(document, language)
    return document


def _headings(document: Document) -> None:
    for name, (size, colour) in HEADINGS.items():
        style = document.styles[name]
        style.font.size, style.font.color.rgb, style.font.bold = Pt(size), colour, True
        _font(style, SERIF)
        style.paragraph_format.keep_with_next = True
        style.paragraph_format.space_before = Pt(0 if name == "Title" else size)
        style.paragraph_format.space_after = Pt(size / 3)
    lowest = document.styles["Heading 4"]
    lowest.font.size, lowest.font.color.rgb, lowest.font.italic = Pt(10), SOFT, False
    _font(lowest, SANS)
    border = document.styles["Title"].element.find(f".//{qn('w:pBdr')}")
    if border is not None:
        border.getparent().remove(border)


def _own(document: Document) -> None:
    normal = document.styles["Normal"]
    normal.font.size, normal.paragraph_format.space_after = Pt(10.5), Pt(6)
    _font(normal, SANS)
    for name, (like, size, colour, bold, italic) in OWN.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles[like]
        style.font.size, style.font.color.rgb = Pt(size), colour
        style.font.bold, style.font.italic = bold, italic
        style.paragraph_format.keep_with_next = name != "Numbers"  # each says something of what follows
    for name in ("List Bullet", "List Number", "Quote", "Caption", "Subtitle"):
        style = document.styles[name]
        style.font.color.rgb = SOFT if name in ("Caption", "Subtitle") else INK
        style.font.italic = name == "Subtitle"
        style.font.bold = False
        _font(style, SANS)
        style.paragraph_format.space_after = Pt(3)
    document.styles["Quote"].paragraph_format.left_indent = Cm(0.8)


def _font(style: object, name: str) -> None:
    """For every script, in place of the theme's font."""
    properties = style.element.get_or_add_rPr()  # type: ignore[attr-defined]
    fonts = properties.get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), name)


def _speak(document: Document, language: str) -> None:
    """The language of everything that does not say another one."""
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    said = defaults.find(qn("w:lang"))
    for script in ("val", "eastAsia"):
        said.set(qn(f"w:{script}"), REGIONS[language])
    document.settings.element.find(qn("w:defaultTabStop")).addnext(OxmlElement("w:autoHyphenation"))
