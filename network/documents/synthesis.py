"""A synthesis on the paper of the reports, which becomes page, PDF and Word alike."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from network.documents import facts as told_facts
from network.models import Finding, Proposal, Quote, Synthesis
from network.queries.synthesis import Facts
from workshops.documents.report.blocks import (
    Block,
    Line,
    Lines,
    Number,
    Paper,
    Paragraph,
    Part,
    Section,
)
from workshops.text import dates


def lead() -> str:
    return _("What many workshops found, put together")


def paper(
    synthesis: Synthesis,
    facts: Facts,
    findings: Sequence[Finding],
    proposals: Sequence[Proposal],
    language: str,
) -> Paper:
    return Paper(
        title=synthesis.title,
        organisation=str(synthesis.organisation),
        language=language,
        own_language=synthesis.language,
        kind=_("Synthesis"),
        lead=lead(),
        facts=[(term, told) for term, told in _facts(synthesis, facts) if told],
        method=_(
            "The workshops were Good Practice Dialogues, in which work communities learn from themselves."
        ),
        numbers=[Number(figure=figure, label=label) for figure, label in _numbers(facts, findings)],
        note=note(),
        foreword=synthesis.foreword,
        foreword_title=_("Foreword"),
        contents_title=_("Contents"),
        made=made(),
        page=_("page %(page)s"),
        page_of=_("Page %(page)s of %(pages)s"),
        missing="",
        empty=_("Nothing has been written yet. Findings and proposals come here as they are written."),
        pearl="",
        sections=_sections(findings, proposals),
    )


def note() -> str:
    return _(
        "Quotes are as people wrote them, without names. Figures over fewer than five people are left out."
    )


def made() -> str:
    return _("Made on %(day)s") % {"day": dates.day(timezone.localdate())}


def _facts(synthesis: Synthesis, facts: Facts) -> list[tuple[str, str]]:
    return [
        (_("Series"), str(synthesis.series or "")),
        (_("When"), capfirst(told_facts.when(facts))),
        (_("Areas"), told_facts.areas(facts)),
        (_("Who took part"), told_facts.people(facts)),
    ]


def _numbers(facts: Facts, findings: Sequence[Finding]) -> list[tuple[str, str]]:
    """Their words go by the figure: *1 workshop*."""
    areas, found = len(facts.areas), len(findings)
    told = [
        (facts.workshops, ngettext("workshop", "workshops", facts.workshops)),
        (facts.people, ngettext("person", "people", facts.people)),
        (areas, ngettext("area", "areas", areas)),
        (found, ngettext("finding", "findings", found)),
    ]
    return [(str(figure), label) for figure, label in told if figure]


def _sections(findings: Sequence[Finding], proposals: Sequence[Proposal]) -> list[Section]:
    found = [_finding(place, finding) for place, finding in enumerate(findings, start=1)]
    asked: list[Block] = [
        Paragraph(text=f"{place}. {one.text}", own=True) for place, one in enumerate(proposals, start=1)
    ]
    sections = []
    if found:
        sections.append(Section(key="findings", title=_("What we found"), blocks=found))
    if asked:
        sections.append(Section(key="proposals", title=_("What we propose"), blocks=asked))
    return sections


def _finding(place: int, finding: Finding) -> Block:
    blocks: list[Block] = []
    if finding.text:
        blocks.append(Paragraph(text=finding.text, own=True))
    if quotes := [_quote_line(quote) for quote in finding.quotes.all()]:
        blocks.append(Lines(lines=quotes, look="quotes"))
    anchor = f"finding-{finding.pk}"
    return Part(title=f"{place}. {finding.title}", level=3, own=True, anchor=anchor, blocks=blocks)


def _quote_line(quote: Quote) -> Line:
    """In the language of the workshop where it was written."""
    kind = str(Quote.Kind(quote.kind).label)
    return Line(text=quoted(quote), small=[kind], language=quote.workshop.language)


def quoted(quote: Quote) -> str:
    return pgettext("a quotation", "“%(text)s”") % {"text": quote.text}
