"""The report's section of themes, each with its chain: notes → theme group → theme → practices."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops.documents.report import schema
from workshops.documents.report.blocks import Block, Cell, Line, Lines, Number, Paragraph, Part, Row, Table
from workshops.extension.origin_marks import mark_of
from workshops.extension.report_found import KINDS, number
from workshops.extension.report_sections import ReportContext

FEW = 3  # of the texts that a theme grew from, or of its practices; the rest stands in their own sections


def themes(context: ReportContext, data: schema.Themes) -> list[Block]:
    """The chosen ones with their chain; the others, and all as long as none is chosen, in a table."""
    chosen = [
        row for row in data.votes if context.themes[row.theme].chosen and not context.themes[row.theme].joker
    ]
    worked = [row for row in data.votes if context.themes[row.theme].joker] if chosen else []
    parts: list[Block] = [_theme(context, row, told=data.votes_told) for row in (*chosen, *worked)]
    others = [row for row in data.votes if row not in chosen and row not in worked]
    if not others:
        return parts
    table = _table_of_themes(context, others, data)
    return [*parts, Part(title=_("Other themes"), level=3, blocks=[table])] if parts else [table]


def _theme(context: ReportContext, row: schema.Votes, *, told: bool) -> Part:
    theme = context.themes[row.theme]
    small = [str(mark_of(theme.mark).origin)]
    if theme.mark:
        small.append(_("chosen for Open Space"))
    if told and _could_be_voted_for(theme, row.votes):
        small.append(_votes(row.votes))
    return Part(
        title=context.wording(row.theme),
        own=True,
        level=3,
        mark=theme.mark,
        small=small,
        anchor=f"theme-{row.theme}",
        look="theme",
        blocks=[*_asides(context, theme), *_chain(context, row.theme)],
    )


def _could_be_voted_for(theme: schema.Theme, votes: schema.Count) -> bool:
    """Not the joker, nor what was opened in Open Space, unless the workshop went back to the votes."""
    return not theme.joker and (bool(theme.mark) or votes is not None)


def _votes(votes: schema.Count) -> str:
    if votes is None:
        return _("under five votes")
    return ngettext("%(votes)s vote", "%(votes)s votes", votes) % {"votes": votes}


def _asides(context: ReportContext, theme: schema.Theme) -> list[Block]:
    found: list[Block] = [Paragraph(text=words, look="quiet") for words in _other_names(context, theme)]
    return [*found, Paragraph(text=theme.reason, own=True)] if theme.reason else found


def _other_names(context: ReportContext, theme: schema.Theme) -> list[str]:
    names = (
        [_("Name from the table: %(title)s") % {"title": theme.title}]
        if theme.question and theme.mark
        else []
    )
    return names + [
        _("Put together with: %(title)s") % {"title": other.title}
        for other in merged_into(context, theme.ref)
    ]


def merged_into(context: ReportContext, ref: str) -> list[schema.Theme]:
    """Those that live on in this theme, through others too."""
    found = [theme for theme in context.report.themes if theme.merged_into == ref]
    return [theme for each in found for theme in (each, *merged_into(context, each.ref))]


def _chain(context: ReportContext, ref: str) -> list[Block]:
    """Notes → theme group → this theme → practices."""
    found: list[Block] = []
    for own in (ref, *(theme.ref for theme in merged_into(context, ref))):
        grown = context.grown_from.get(own)
        if grown and grown.texts:
            title = _("From these notes: %(group)s") % {"group": context.themes[own].title}
            found.append(_few(title, grown.texts, grown.anchor))
    practices = _practices(context, ref)
    if practices:
        found.append(_few(_("Good practices"), practices, f"space-{ref}"))
    return found


def _few(title: str, texts: list[str], anchor: str) -> Part:
    lines, more = [Line(text=text) for text in texts[:FEW]], len(texts) - FEW
    if more > 0:
        words = ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more}
        lines.append(Line(text=words, own=False, link=anchor))
    return Part(title=title, level=4, look="chain", blocks=[Lines(lines=lines)])


def _practices(context: ReportContext, ref: str) -> list[str]:
    """Pearls first, as they stand in each group."""
    data: schema.OpenSpace | None = context.data("open-space")
    groups = [
        group for worked in (data.themes if data else ()) if worked.theme == ref for group in worked.groups
    ]
    return [text.text for group in groups for text in group.texts if text.kind == KINDS.PRACTICE]


def _table_of_themes(context: ReportContext, rows: list[schema.Votes], data: schema.Themes) -> Table:
    head = [_("Theme"), _("Votes")] if data.votes_told else [_("Theme")]
    cells = [[_theme_cell(context, row), *_vote_cell(context, row, told=data.votes_told)] for row in rows]
    return Table(
        caption=_("Themes and votes"),
        head=head,
        rows=cells,
        widths=[5, 1] if data.votes_told else [1],
        look="themes",
    )


def _theme_cell(context: ReportContext, row: schema.Votes) -> Cell:
    theme = context.themes[row.theme]
    return Cell(
        text=context.wording(row.theme),
        own=True,
        mark=theme.mark,
        small=[str(mark_of(theme.mark).origin), *_other_names(context, theme), *filter(None, [theme.reason])],
        strong=_("chosen for Open Space") if theme.chosen else "",
    )


def _vote_cell(context: ReportContext, row: schema.Votes, *, told: bool) -> list[Cell]:
    if not told:
        return []
    if row.votes is None:
        could = _could_be_voted_for(context.themes[row.theme], row.votes)
        return [Cell(text=_("under 5") if could else "–")]
    return [Cell(text=str(row.votes))]


def themes_rows(context: ReportContext, data: schema.Themes) -> list[Row]:
    return [
        Row(
            section=_("Themes and votes"),
            part=str(mark_of(context.mark(row.theme)).label),
            kind=_kind(context.themes[row.theme]),
            text=context.wording(row.theme),
            figure=row.votes if row.votes is not None else "",
        )
        for row in data.votes
    ]


def _kind(theme: schema.Theme) -> str:
    if not theme.mark:
        return str(mark_of(theme.mark).origin)
    return _("chosen for Open Space") if theme.chosen else _("Theme")


def themes_numbers(data: schema.Themes) -> list[Number]:
    count = len(data.votes) - 1  # without the joker
    return number(count, ngettext("theme", "themes", count))
