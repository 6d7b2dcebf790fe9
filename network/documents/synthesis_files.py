"""A synthesis as files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.text import slugify
from django.utils.translation import get_language

from network.documents import synthesis as laid_out
from network.documents import synthesis_page
from network.models import Finding, Proposal, Synthesis
from network.queries import synthesis as synthesis_queries
from network.queries.synthesis import Facts
from workshops.documents.report import as_pdf, as_word, one_page_word, pictures
from workshops.documents.report.blocks import Paper
from workshops.documents.report.one_page import OnePage
from workshops.extension import reports

PDF = "application/pdf"


@dataclass(frozen=True)
class Read:
    """A synthesis with all that its papers tell, in the active language."""

    synthesis: Synthesis
    facts: Facts
    findings: list[Finding]
    proposals: list[Proposal]
    language: str = field(default_factory=lambda: get_language() or "fi")

    @property
    def paper(self) -> Paper:
        return laid_out.paper(self.synthesis, self.facts, self.findings, self.proposals, self.language)

    def one_page(self, less: int = 0) -> OnePage:
        told = (self.synthesis, self.facts, self.findings, self.proposals, self.language)
        return synthesis_page.page(*told)(less)


def read(synthesis: Synthesis) -> Read:
    return Read(
        synthesis,
        synthesis_queries.facts(synthesis_queries.selection_of(synthesis)),
        synthesis_queries.findings(synthesis),
        list(synthesis.proposals.order_by("order", "pk")),
    )


def _pdf(found: Read) -> bytes:
    return as_pdf.made(found.paper, pictures.none, reports.marks())


def _word(found: Read) -> bytes:
    return as_word.made(found.paper, pictures.none)


def _page_pdf(found: Read) -> bytes:
    return as_pdf.one_page(found.one_page, reports.marks())


def _page_word(found: Read) -> bytes:
    return one_page_word.made(found.one_page())


@dataclass(frozen=True)
class Form:
    ending: str
    content_type: str
    made: Callable[[Read], bytes]


FORMS = {
    "pdf": Form(".pdf", PDF, _pdf),
    "docx": Form(".docx", reports.WORD, _word),
    "page-pdf": Form("-one-page.pdf", PDF, _page_pdf),
    "page-docx": Form("-one-page.docx", reports.WORD, _page_word),
}


def name_of(synthesis: Synthesis, form: Form) -> str:
    return f"{slugify(synthesis.title)[:60].strip('-') or 'synthesis'}{form.ending}"
