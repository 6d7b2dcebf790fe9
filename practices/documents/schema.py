"""Practices as data: JSON, and the same line by line as a spreadsheet. See docs/practices-schema.md."""

from __future__ import annotations

from typing import Any

import msgspec
from django.utils.translation import gettext as _
from msgspec import Struct

from practices.documents import telling
from practices.models import Practice
from workshops.documents.report import as_csv
from workshops.models import Sharing
from workshops.text import dates

NAME, VERSION = "dialogit-practices", 1


class Origin(Struct, kw_only=True):
    zone: str
    group: str
    notes: list[str]


class PracticeTold(Struct, kw_only=True):
    id: int
    address: str
    name: str
    text: str
    needed: str
    outcome: str
    keywords: list[str]
    theme: str
    zones: list[str]
    origins: list[Origin]
    focus_area: str
    own_focus: str
    areas: list[str]
    organisation: str
    year: int
    language: str
    level: str
    shared_on: str
    reworded_on: str | None


class Practices(Struct, kw_only=True):
    schema: str = NAME
    version: int = VERSION
    found: int
    practices: list[PracticeTold]


def told(practice: Practice, address: str) -> PracticeTold:
    curation = getattr(practice, "curation", None)
    worded_on = curation and curation.worded_on
    return PracticeTold(
        id=practice.pk,
        address=address,
        name=practice.title,
        text=practice.text,
        needed=practice.needed,
        outcome=practice.outcome,
        keywords=practice.keyword_list,
        theme=practice.theme,
        zones=practice.zone_keys,
        origins=[Origin(zone=p["mark"], group=p["group"], notes=p["notes"]) for p in practice.provenance],
        focus_area=practice.focus_area,
        own_focus=practice.own_focus,
        areas=sorted(area.name for area in practice.areas.all()),
        organisation=practice.organisation.name if practice.organisation else "",
        year=practice.year,
        language=practice.language,
        level=practice.sharing,
        shared_on=practice.created.date().isoformat(),
        reworded_on=worded_on.isoformat() if worded_on else None,
    )


def as_json(found: int, rows: list[PracticeTold]) -> bytes:
    content = msgspec.json.encode(Practices(found=found, practices=rows))
    return msgspec.json.format(content, indent=2) + b"\n"


class SheetLine:
    """A practice in the columns of `columns`, in the reader's language."""

    def __init__(self, practice: Practice, address: str) -> None:
        self.practice, self.address = practice, address

    def cells(self) -> list[Any]:
        practice = self.practice
        return [
            str(practice),
            practice.explained,
            practice.theme,
            ", ".join(telling.zones(practice)),
            practice.needed,
            practice.outcome,
            ", ".join(practice.keyword_list),
            "\n".join(telling.origins(practice)),
            telling.focus(practice),
            practice.organisation.name if practice.organisation else "",
            ", ".join(sorted(area.name for area in practice.areas.all())),
            practice.year,
            practice.get_language_display(),
            Sharing(practice.sharing).label,
            dates.day(practice.created),
            self.address,
        ]


def columns() -> list[str]:
    return [
        _("Practice"),
        _("What it is"),
        _("Theme"),
        _("Zones"),
        _("What is needed to try it"),
        _("What came of it"),
        _("Keywords"),
        _("Where it grew from"),
        _("Focus area"),
        _("Organisation"),
        _("Areas"),
        _("Year"),
        _("Language"),
        _("Shared with"),
        _("Shared on"),
        _("Address"),
    ]


def as_sheet(lines: list[SheetLine]) -> bytes:
    return as_csv.made(columns(), lines)
