"""The one page of a synthesis. What finds no room on it is told by its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.documents import facts as told_facts
from network.documents.synthesis import lead, made, note, quoted
from network.models import Finding, Proposal, Quote, Synthesis
from network.queries.synthesis import Facts
from workshops.documents.report import one_page
from workshops.documents.report.blocks import Line
from workshops.documents.report.one_page import HALF, WHOLE, Box, Layout, OnePage

LAYOUT: Layout = (
    ({"about": 5}, WHOLE),
    ({"findings": 20, "quotes": 20}, HALF),
    ({"proposals": 14}, WHOLE),
)
MORE_WORDS = 160  # letters of a finding's text that are told here too


def page(
    synthesis: Synthesis,
    facts: Facts,
    findings: Sequence[Finding],
    proposals: Sequence[Proposal],
    language: str,
) -> Callable[[int], OnePage]:
    """``page(…)(less)``: with so many lines fewer, as `as_pdf.one_page` asks."""
    boxes = [
        Box(key="about", title=_("What it is made of"), of_all=_about(synthesis, facts)),
        Box(key="findings", title=_("What we found"), of_all=_found_lines(findings), numbered=True),
        Box(key="quotes", title=_("In people’s own words"), of_all=_quote_lines(findings)),
        Box(key="proposals", title=_("What we propose"), of_all=_proposal_lines(proposals), numbered=True),
    ]
    whole = OnePage(
        title=synthesis.title,
        organisation=str(synthesis.organisation),
        language=language,
        own_language=synthesis.language,
        kind=_("The synthesis on one page"),
        lead=lead(),
        made=made(),
        note=note(),
        empty=_("Nothing has been written yet. Findings and proposals come here as they are written."),
        boxes=boxes,
        layout=LAYOUT,
    )
    totals = {box.key: len(box.of_all) for box in boxes}
    return lambda less: one_page.fitted(whole, partial(_rest, totals), less=less)


def _about(synthesis: Synthesis, facts: Facts) -> list[Line]:
    held = " · ".join(
        filter(None, [told_facts.workshops(facts), told_facts.people(facts), told_facts.when(facts)])
    )
    told = [str(synthesis.series or ""), held, told_facts.areas(facts)]
    return [Line(text=words, own=False) for words in told if words]


def _found_lines(findings: Sequence[Finding]) -> list[Line]:
    return [
        Line(
            text=finding.title,
            small=[finding.text] if finding.text and len(finding.text) <= MORE_WORDS else [],
        )
        for finding in findings
    ]


def _quote_lines(findings: Sequence[Finding]) -> list[Line]:
    """The first of each finding, then the second of each, and so on: what finds room speaks for all."""
    by_finding = [list(finding.quotes.all()) for finding in findings]
    most = max(map(len, by_finding), default=0)
    taken = [quotes[turn] for turn in range(most) for quotes in by_finding if turn < len(quotes)]
    return [
        Line(text=quoted(one), pearl=one.kind == Quote.Kind.PEARL, language=one.workshop.language)
        for one in taken
    ]


def _proposal_lines(proposals: Sequence[Proposal]) -> list[Line]:
    return [Line(text=one.text) for one in proposals]


def _rest(totals: dict[str, int], key: str, left: int) -> str:
    """Of what is numbered which ones found no room; of quotes how many."""
    first, last = totals[key] - left + 1, totals[key]
    if key == "findings":
        words = ngettext(
            "Finding %(numbers)s does not fit here: see the synthesis",
            "Findings %(numbers)s do not fit here: see the synthesis",
            left,
        )
    elif key == "proposals":
        words = ngettext(
            "Proposal %(numbers)s does not fit here: see the synthesis",
            "Proposals %(numbers)s do not fit here: see the synthesis",
            left,
        )
    else:
        words = ngettext(
            "%(count)s more does not fit here: see the synthesis",
            "%(count)s more do not fit here: see the synthesis",
            left,
        )
    return words % {"numbers": str(last) if left == 1 else f"{first}–{last}", "count": left}
