"""docs/report-schema.md says of each type of the report's data which fields it has, and no others."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from django.conf import settings

from workshops.documents.report import schema
from workshops.extension import report_sections


def structs_in(kind: Any) -> set[type]:
    """The type itself, if it is one of ours, and all that its fields hold."""
    found: set[type] = set()

    def look(info: Any) -> None:
        if isinstance(info, msgspec.inspect.StructType) and info.cls not in found:
            found.add(info.cls)
            for field in info.fields:
                look(field.type)
        for name in ("item_type", "value_type"):
            if hasattr(info, name):
                look(getattr(info, name))
        for each in getattr(info, "types", ()):
            look(each)

    look(msgspec.inspect.type_info(kind))
    return found


def documented() -> dict[str, set[str]]:
    """Heading → the fields of the table under it."""
    text = (settings.BASE_DIR / "docs" / "report-schema.md").read_text()
    parts = re.split(r"^#+ (?:`[\w-]+`: )?(\w+)$", text, flags=re.MULTILINE)
    rows = {
        name: {
            field
            for row in re.findall(r"^\| (`.+?) \|", body, flags=re.MULTILINE)
            for field in re.findall(r"`(\w+)`", row)
        }
        for name, body in zip(parts[1::2], parts[2::2], strict=True)
    }
    return {name: fields for name, fields in rows.items() if fields}


def test_document_has_every_field_of_the_schema_and_no_other():
    kinds = set().union(*map(structs_in, [schema.Report, *report_sections.schemas().values()]))
    assert documented() == {kind.__name__: set(kind.__struct_fields__) for kind in kinds}


def test_document_names_every_section_in_the_order_of_reading():
    text = (settings.BASE_DIR / "docs" / "report-schema.md").read_text()
    told = re.findall(r"^## `([\w-]+)`: (\w+)$", text, flags=re.MULTILINE)
    assert told == [(section.key, section.schema.__name__) for section in report_sections.registered()]
    assert f"Version {schema.VERSION}." in text
