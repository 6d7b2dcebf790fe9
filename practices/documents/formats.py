"""Papers of practices as files."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.text import slugify

from workshops.documents.report import as_pdf, as_word, pictures
from workshops.documents.report.blocks import Paper
from workshops.extension import reports

WORD = reports.WORD
CONTENT_TYPES = {"pdf": "application/pdf", "docx": WORD}


def _pdf(paper: Paper) -> bytes:
    return as_pdf.made(paper, pictures.none, reports.marks(), contents_depth=2)


def _word(paper: Paper) -> bytes:
    return as_word.made(paper, pictures.none)


FORMS: dict[str, Callable[[Paper], bytes]] = {"pdf": _pdf, "docx": _word}


def name_of(title: str, form: str) -> str:
    return f"{slugify(title)[:60].strip('-') or 'dialogit'}.{form}"
