"""The report's sections of what was found: the debrief of the tables, Open Space, pearls."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops.documents.report import schema
from workshops.documents.report.blocks import (
    Block,
    Line,
    Lines,
    Number,
    Part,
    Pictures,
    Row,
)
from workshops.extension.origin_marks import mark_of
from workshops.extension.report_sections import ReportContext
from workshops.models import Contribution

KINDS = Contribution.Kind
KEYWORD = KINDS.KEYWORD.value


def number(count: int, label: str) -> list[Number]:
    """One number for the head of the report, none when there is nothing to count."""
    return [Number(figure=str(count), label=label)] if count else []


def plain(texts: Iterable[str], look: str = "plain") -> Lines:
    return Lines(lines=[Line(text=text) for text in texts], look=look)


# --- the joint debrief of the tables ---


def sharing(_context: ReportContext, data: schema.Sharing) -> list[Block]:
    return [plain(data.points)]


def sharing_rows(_context: ReportContext, data: schema.Sharing) -> list[Row]:
    section, kind = _("What was shared from the tables"), _("Main point")
    return [Row(section=section, kind=kind, text=text) for text in data.points]


# --- Open Space ---


def open_space(context: ReportContext, data: schema.OpenSpace) -> list[Block]:
    """Theme by theme its groups, each with what it wrote by kind."""
    return [
        Part(
            title=context.wording(worked.theme),
            own=True,
            level=3,
            mark=context.mark(worked.theme),
            small=[str(mark_of(context.mark(worked.theme)).origin)],
            anchor=f"space-{worked.theme}",
            look="space",
            blocks=[_group(group) for group in worked.groups],
        )
        for worked in data.themes
    ]


def group_name(letter: str, place: str = "") -> str:
    name = _("Group %(letter)s") % {"letter": letter}
    return f"{name} · {place}" if place else name


def _group(group: schema.Group) -> Part:
    return Part(
        title=group_name(group.letter, group.place),
        level=4,
        look="group",
        blocks=[*_kinds(group), *_keywords(group), *_pictures(group)],
    )


def _kinds(group: schema.Group) -> list[Block]:
    by_kind = [
        (kind, [text for text in group.texts if text.kind == kind]) for kind in KINDS if kind != KEYWORD
    ]
    return [
        Part(
            title=str(kind.label), level=5, look="kind", blocks=[Lines(lines=[_text(text) for text in texts])]
        )
        for kind, texts in by_kind
        if texts
    ]


def _text(text: schema.GroupText) -> Line:
    return Line(text=text.text, pearl=text.pearl)


def _keywords(group: schema.Group) -> list[Block]:
    words = [text.text for text in group.texts if text.kind == KEYWORD]
    return (
        [Part(title=_("Keywords"), level=5, look="kind", blocks=[plain(words, "keywords")])] if words else []
    )


def _pictures(group: schema.Group) -> list[Block]:
    return [Pictures(pictures=group.pictures)] if group.pictures else []


def open_space_rows(context: ReportContext, data: schema.OpenSpace) -> list[Row]:
    return [
        Row(
            section=_("Open Space"),
            part=context.wording(worked.theme),
            group=group_name(group.letter, group.place),
            kind=_with_pearl(kind, pearl=pearl),
            text=text,
        )
        for worked in data.themes
        for group in worked.groups
        for kind, text, pearl in _texts(group)
    ]


def _texts(group: schema.Group) -> list[tuple[str, str, bool]]:
    texts = [(str(KINDS(text.kind).label), text.text, text.pearl) for text in group.texts]
    return texts + [(_("Picture"), picture.description, picture.pearl) for picture in group.pictures]


def _with_pearl(kind: str, *, pearl: bool) -> str:
    return f"{kind}, {_('Pearl')}" if pearl else kind


def open_space_numbers(data: schema.OpenSpace) -> list[Number]:
    texts = [text for worked in data.themes for group in worked.groups for text in group.texts]
    count = sum(text.kind == KINDS.PRACTICE for text in texts)
    return number(count, ngettext("good practice", "good practices", count))


# --- pearls ---


def pearls(context: ReportContext, data: schema.Pearls) -> list[Block]:
    lines = [
        Line(
            text=pearl.text,
            pearl=True,
            mark=context.mark(pearl.theme),
            small=[context.wording(pearl.theme), group_name(pearl.letter)],
            picture=pearl.picture,
        )
        for pearl in data.pearls
    ]
    told: list[Block] = [Lines(lines=lines, look="pearls")] if lines else []
    points = Part(title=_("Main points"), level=3, blocks=[plain(data.points)])
    return [*told, points] if data.points else told


def pearls_rows(context: ReportContext, data: schema.Pearls) -> list[Row]:
    """The pearls themselves stand with their groups, and here where Open Space is left out."""
    section = _("Pearls")
    points = [Row(section=section, kind=_("Main point"), text=text) for text in data.points]
    if context.data("open-space"):
        return points
    return points + [
        Row(
            section=section,
            part=context.wording(pearl.theme),
            group=group_name(pearl.letter),
            kind=_("Pearl"),
            text=pearl.text,
        )
        for pearl in data.pearls
    ]


def pearls_numbers(data: schema.Pearls) -> list[Number]:
    count = len(data.pearls)
    return number(count, ngettext("pearl", "pearls", count))
