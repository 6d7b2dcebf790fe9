"""The zones' section of the report: notes by zone and theme group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from msgspec import Meta

from workshops.documents.report import schema
from workshops.documents.report.blocks import Block, Line, Lines, Number, Paragraph, Part, Row
from workshops.documents.report.naming import ReadContext
from workshops.documents.report.reading import count
from workshops.extension import report_sections
from workshops.extension.report_sections import GrownFrom, ReportContext
from workshops.text import dates
from worryzones import zones
from worryzones.models import Note, ThemeGroup

KEY = "zones"
SHARED = 1  # in the order: somebody has it too, told by no figure


class NoteTold(schema.Data):
    """``ours``: how many said *ours too*; 0 is nobody."""

    kind: Literal["situation", "helps"]
    text: schema.Words
    ours: schema.Count


class GroupTold(schema.Data):
    theme: schema.Ref
    notes: list[NoteTold]


class ZoneTold(schema.Data):
    zone: Annotated[int, Meta(ge=1, le=4)]
    groups: list[GroupTold]
    loose: list[NoteTold]


class Zones(schema.Data):
    zones: list[ZoneTold]


def read(reading: ReadContext) -> Zones | None:
    """Zone by zone its notes by theme group, the tables of side-by-side cafés together; most shared first.

    Of notes that have been purged, the names of the groups alone are left to tell.
    """
    workshop = reading.workshop
    rows = list(
        Note.objects.filter(table__cafe__workshop=workshop, hidden=False)
        .select_related("table")
        .annotate(ours_count=Count("ours"))
        .order_by("created", "pk")
    )
    groups = list(ThemeGroup.objects.filter(table__cafe__workshop=workshop).select_related("table"))
    rows.sort(key=_place)
    found = [_zone(zone.number, reading, rows, groups) for zone in zones.ZONES]
    found = [zone for zone in found if zone.groups or zone.loose]
    return Zones(zones=found) if found else None


def _place(note: Any) -> int:
    """What is under five counts alike, so that the order tells no more than the figures."""
    told = count(note.ours_count)
    return -(SHARED if told is None else told)


def _zone(number: int, reading: ReadContext, rows: Sequence[Note], groups: Sequence[ThemeGroup]) -> ZoneTold:
    here = [note for note in rows if note.table.zone_number == number]
    told = [
        GroupTold(
            theme=reading.refs[group.theme_id],
            notes=[_note(note) for note in here if note.theme_group_id == group.pk],
        )
        for group in groups
        if group.table.zone_number == number
    ]
    purged = reading.workshop.notes_purged_on is not None
    return ZoneTold(
        zone=number,
        groups=[group for group in told if group.notes or purged],
        loose=[_note(note) for note in here if note.theme_group_id is None],
    )


def _note(note: Any) -> NoteTold:
    return NoteTold(kind=note.kind, text=note.text, ours=count(note.ours_count))


# --- in words ---


def tell(context: ReportContext, data: Zones) -> list[Block]:
    found: list[Block] = []
    if context.report.head.notes_purged_on:
        words = _(
            "The notes of the tables were deleted on %(day)s, as was promised. The names of the theme groups "
            "remain."
        )
        found.append(
            Paragraph(text=words % {"day": dates.day(context.report.head.notes_purged_on)}, look="quiet")
        )
    found.append(Paragraph(text=str(zones.ZONES_ARE), look="quiet"))
    return [*found, *(_part(context, zone) for zone in data.zones)]


def _part(context: ReportContext, told: ZoneTold) -> Part:
    zone = zones.BY_NUMBER[told.zone]
    notes = len(_notes(told))
    small = [ngettext("%(count)s note", "%(count)s notes", notes) % {"count": notes}] if notes else []
    return Part(
        title=f"{zone.number} · {zone.label}",
        level=3,
        mark=str(zone.number),
        small=small,
        look="zone",
        blocks=[Paragraph(text=str(zone.signs), look="signs"), *_groups(context, told)],
    )


def _notes(zone: ZoneTold) -> list[NoteTold]:
    return [*(note for group in zone.groups for note in group.notes), *zone.loose]


def _groups(context: ReportContext, zone: ZoneTold) -> list[Block]:
    groups: list[Block] = [_group(context, group) for group in zone.groups]
    if not zone.loose:
        return groups
    if not groups:
        return [_lines(zone.loose)]
    title = _("Outside the theme groups")
    return [*groups, Part(title=title, level=4, look="loose", blocks=[_lines(zone.loose)])]


def _group(context: ReportContext, group: GroupTold) -> Part:
    theme = context.themes[group.theme]
    return Part(
        title=theme.title,
        own=True,
        level=4,
        look="group",
        anchor=f"group-{group.theme}",
        small=_becoming(context, theme),
        blocks=[_lines(group.notes)] if group.notes else [],
    )


def _becoming(context: ReportContext, theme: schema.Theme) -> list[str]:
    """What the name went on as, where the themes are told at all."""
    standing = theme
    while standing.merged_into:
        standing = context.themes[standing.merged_into]
    if not standing.chosen or not context.data("themes"):
        return []
    if standing.ref == theme.ref and not theme.question:
        return [_("chosen for Open Space")]
    return [_("Theme of Open Space: %(theme)s") % {"theme": context.wording(standing.ref)}]


def _lines(notes: Iterable[NoteTold]) -> Lines:
    return Lines(lines=[_line(note) for note in notes], look="notes")


def _line(note: NoteTold) -> Line:
    return Line(text=note.text, small=[str(Note.Kind(note.kind).label)], strong=_ours(note.ours))


def _ours(count: schema.Count) -> str:
    if count is None:
        return _("Ours too")
    return _("Ours too · %(count)s") % {"count": count} if count else ""


def rows(context: ReportContext, data: Zones) -> list[Row]:
    return [
        Row(
            section=_("The four zones of worry"),
            part=f"{zone.zone} · {zones.BY_NUMBER[zone.zone].label}",
            group=name,
            kind=str(Note.Kind(note.kind).label),
            text=note.text,
            figure=note.ours or "",
        )
        for zone in data.zones
        for name, notes in _named(context, zone)
        for note in notes
    ]


def _named(context: ReportContext, zone: ZoneTold) -> list[tuple[str, list[NoteTold]]]:
    return [*((context.themes[group.theme].title, group.notes) for group in zone.groups), ("", zone.loose)]


def numbers(data: Zones) -> list[Number]:
    count = sum(len(_notes(zone)) for zone in data.zones)
    return [Number(figure=str(count), label=ngettext("note", "notes", count))] if count else []


def grown_from(data: Zones) -> dict[str, GrownFrom]:
    groups = [group for zone in data.zones for group in zone.groups]
    return {
        group.theme: GrownFrom([note.text for note in group.notes], f"group-{group.theme}")
        for group in groups
    }


def register() -> None:
    section = report_sections.Section(
        place=40,
        key=KEY,
        title=gettext_lazy("The four zones of worry"),
        schema=Zones,
        read=read,
        tell=tell,
        rows=rows,
        numbers=numbers,
        grown_from=grown_from,
    )
    report_sections.add(section)
