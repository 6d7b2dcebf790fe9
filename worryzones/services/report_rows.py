"""The rows of the zones' section, made of a report: one café, notes and *ours too* of nobody."""

from __future__ import annotations

from workshops.extension.report_import import Importing, ids_in_order
from worryzones import zones
from worryzones.models import Cafe, Note, Ours, Table, ThemeGroup
from worryzones.reports import GroupTold, NoteTold, Zones


def make_zones(importing: Importing, data: Zones) -> None:
    cafe = Cafe.objects.create(workshop=importing.workshop, number=1)
    tables = {n: Table.objects.create(cafe=cafe, zone_number=n) for n in zones.NUMBERS}
    for told in data.zones:
        table = tables[told.zone]
        for group in told.groups:
            _notes(importing, table, group.notes, _group(importing, table, group))
        _notes(importing, table, told.loose, None)


def _group(importing: Importing, table: Table, told: GroupTold) -> ThemeGroup:
    return ThemeGroup.objects.create(table=table, theme=importing.themes[told.theme])


def _notes(importing: Importing, table: Table, told: list[NoteTold], group: ThemeGroup | None) -> None:
    notes = [
        Note(
            pk=pk,
            table=table,
            theme_group=group,
            kind=note.kind,
            text=note.text,
            created=importing.moment,
        )
        for pk, note in zip(ids_in_order(len(told)), told, strict=True)
    ]
    Note.objects.bulk_create(notes)
    Ours.objects.bulk_create(
        Ours(note=note)
        for note, each in zip(notes, told, strict=True)
        for _one in range(importing.rows_for(each.ours))
    )
