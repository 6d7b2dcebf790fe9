"""The report as a spreadsheet, a line for each thing that was written: Excel in Finnish settings opens it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any, Protocol

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")
BYTE_ORDER_MARK = "\ufeff"  # by which Excel knows UTF-8


class Line(Protocol):
    def cells(self) -> list[Any]: ...


def made(head: Iterable[str], rows: Iterable[Line]) -> bytes:
    out = io.StringIO(newline="")
    sheet = csv.writer(out, delimiter=";", lineterminator="\r\n")
    sheet.writerow([*head])
    sheet.writerows([escape_formula(cell) for cell in row.cells()] for row in rows)
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def escape_formula(cell: Any) -> Any:
    """What a spreadsheet would reckon begins with an apostrophe, which it shows to nobody."""
    text = str(cell)
    return (
        f"'{text}"
        if text.lstrip(" \u00a0").startswith(BEGINS_A_FORMULA) or text[:1] in BEGINS_A_FORMULA
        else cell
    )
