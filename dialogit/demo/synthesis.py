"""What the demo's coordinator has made of the network: themes that are put together, and a synthesis."""

from __future__ import annotations

from dialogit.demo import texts
from dialogit.demo.seed import organisation
from dialogit.demo.texts import synthesis as told
from dialogit.demo.texts.network import CENTRE
from network.models import Finding, Proposal, Series, Synthesis
from network.queries import quotables
from network.queries import synthesis as synthesis_queries
from network.queries.selection import Selection
from network.services import synthesis, themes
from workshops.models import Organisation, Theme, User


def write(round_: Series, coordinator: User) -> None:
    """For the organisation whose name comes first, as the page has it, and for the one of the series."""
    for keeper in (organisation(texts.REGIONAL), organisation(CENTRE)):
        put_together(keeper)
    of_round = Selection(coordinator, series=round_)
    begun = synthesis.begin(
        reached=synthesis_queries.reached_in(of_round),
        organisation=round_.organisation,
        series=round_,
        language=round_.language,
        title=told.TITLE,
        foreword=told.FOREWORD,
    )
    find(begun, of_round)


def put_together(keeper: Organisation) -> None:
    for name, titles in told.TOGETHER.items():
        same = Theme.objects.filter(title__in=titles, merged_into=None, workshop__phase="closed")
        rows = list(same.order_by("pk").values_list("pk", flat=True))
        themes.put_together(organisation=keeper, name=name, themes=rows, into=[])


def find(begun: Synthesis, of: Selection) -> None:
    for title, text, quotes in told.FINDINGS:
        synthesis.add(synthesis=begun, part=Finding, title=title, text=text)
        finding = Finding.objects.get(synthesis=begun, title=title)
        for kind, words in quotes:
            quote(begun, finding, kind, words, of)
    for text in told.PROPOSALS:
        synthesis.add(synthesis=begun, part=Proposal, text=text)


def quote(begun: Synthesis, finding: Finding, kind: str, words: str, of: Selection) -> None:
    lines = quotables.lines(kind, of)
    (line, *_others) = lines.with_letters(words)[:1]
    synthesis.take_quote(synthesis=begun, finding_id=finding.pk, kind=kind, lines=lines, key=line.key)
