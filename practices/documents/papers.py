"""Practices on the paper of the reports, which becomes PDF and Word alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from practices.documents import telling
from practices.models import Collection, Practice
from workshops.documents.report.blocks import Block, Line, Lines, Paper, Paragraph, Part, Section
from workshops.text import dates


def paper(*, sections: Sequence[Section], lead: str, foreword: str = "", **head: Any) -> Paper:
    return Paper(
        **head,
        lead=lead,
        facts=[],
        method=_("Work communities found these in Good Practice Dialogues and chose to share them."),
        numbers=[],
        note=_("The texts are as people wrote them, without names."),
        foreword=foreword,
        foreword_title=_("Foreword"),
        contents_title=_("Contents"),
        made=_("Made on %(day)s") % {"day": dates.day(timezone.localdate())},
        page=_("page %(page)s"),
        page_of=_("Page %(page)s of %(pages)s"),
        missing="",
        empty=_("There is nothing in this collection for its readers yet."),
        pearl="",
        sections=list(sections),
    )


def of_collection(collection: Collection, practices: Sequence[Practice], language: str) -> Paper:
    return paper(
        title=collection.name,
        organisation=str(collection.organisation),
        language=language,
        own_language=collection.language,
        kind=_("Collection of practices"),
        lead=_("Practices that have helped work communities"),
        foreword=collection.foreword,
        sections=[
            Section(key=f"practice-{row.pk}", title=str(row), blocks=_blocks(row), own_language=row.language)
            for row in practices
        ],
    )


def _blocks(practice: Practice) -> list[Block]:
    told = [
        (_("When it helps"), [practice.theme]),
        (_("What is needed to try it"), [practice.needed]),
        (_("What came of it"), [practice.outcome]),
    ]
    blocks: list[Block] = [Paragraph(text=telling.about(practice), look="quiet")]
    if practice.explained:
        blocks.append(Paragraph(text=practice.explained, own=True))
    blocks += [_part(title, texts) for title, texts in told if any(texts)]
    if practice.keyword_list:
        words = [Line(text=word) for word in practice.keyword_list]
        blocks.append(Part(title=_("Keywords"), level=3, blocks=[Lines(lines=words, look="keywords")]))
    return blocks


def _part(title: str, texts: list[str]) -> Part:
    return Part(title=title, level=3, blocks=[Paragraph(text=text, own=True) for text in texts])
