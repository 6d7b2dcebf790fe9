"""A table of areas as it is copied from a spreadsheet or a page: lines of cells, with or without a head.

What cannot be read of it is told by the number of its line; the rest goes on.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from workshops.forms.texts import TextField
from workshops.models import Area
from workshops.queries.pasted_areas import Line
from workshops.text.text_normalisation import name_key

USUAL = ("name", "kind", "region", "sub_region")  # the columns of a list without a head
SEPARATORS = "\t;,"  # the first of them that is anywhere
MAX_LINE_LENGTH = 2000  # letters of a line that are looked at, more than its cells may have
SHOWN = 80  # letters of a line that cannot be read
# How the columns are called in lists that people have, and the kinds in their cells.
HEADS = {
    "name": "name|area|municipality|nimi|alue|kunta|kunnan nimi|kaupunki|namn|område|kommun|kommunens namn",
    "kind": "kind|kind of area|type|tyyppi|laji|alueen tyyppi|aluetyyppi|typ|slag|typ av område|områdestyp",
    "region": "region|maakunta|maakunnan nimi|landskap|landskapets namn",
    "sub_region": "sub-region|subregion|sub region|seutukunta|seutukunnan nimi|seutu|ekonomisk region",
}
KINDS = {
    "municipality": "municipality|town|city|kunta|kaupunki|kommun|stad",
    "county": "county|wellbeing services county|hyvinvointialue|hva|välfärdsområde|välfärdsområdet",
    "other": "other|other community|muu|muu yhteisö|annan|annan gemenskap|övrig|annat",
}
COLUMNS = {name_key(word): column for column, words in HEADS.items() for word in words.split("|")}
KIND_OF = {name_key(word): kind for kind, words in KINDS.items() for word in words.split("|")}
_NAME = TextField(max_length=Area._meta.get_field("name").max_length)
_PLACE = TextField(max_length=Area._meta.get_field("region").max_length, required=False)
FIELDS = {"name": _NAME, "region": _PLACE, "sub_region": _PLACE}


@dataclass(frozen=True)
class Unread:
    number: int
    text: str
    why: str


@dataclass
class Pasted:
    """``left_out`` are columns whose head is not known; ``repeated`` lines say what an earlier one said."""

    lines: list[Line] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    repeated: int = 0
    without_regions: bool = False


def read(text: str, kind: str) -> Pasted:
    """``kind`` is that of the lines that say none."""
    separator = next((sign for sign in SEPARATORS if sign in text), "\t")
    rows = list(_rows(text, separator))
    found, columns = Pasted(), list(USUAL)
    if head := _head(rows):
        columns = head
        found.left_out = [cell for cell, column in zip(rows[0][1], head, strict=True) if cell and not column]
        rows = rows[1:]
    seen: dict[tuple[str, str], Line] = {}
    for number, cells in rows:
        try:
            line = _line(number, cells, columns, kind)
            _note(found, line, seen)
        except ValidationError as fault:
            whole = separator.join(cells)
            shown = whole if len(whole) <= SHOWN else f"{whole[:SHOWN]}…"
            found.unread.append(Unread(number, shown.replace("\t", " · "), " ".join(fault.messages)))
    return found


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The lines with anything in them, without the empty cells at their ends."""
    for number, line in enumerate(text.splitlines(), 1):
        read = next(csv.reader([line[:MAX_LINE_LENGTH]], delimiter=separator), [])
        cells = [" ".join(cell.split()) for cell in read]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells


def _head(rows: Sequence[tuple[int, list[str]]]) -> list[str] | None:
    """What the columns hold, nothing for one that is not known; None where the first line is not a head.

    *Rusko;kunta* is no head, though its second cell is how a column may be called: other lines have a kind
    there too, or it is the only one.
    """
    cells = rows[0][1] if rows else []
    known = [COLUMNS.get(name_key(cell), "") for cell in cells]
    columns = [column if column not in known[:place] else "" for place, column in enumerate(known)]
    if "name" not in columns:
        return None
    others = [cells for _number, cells in rows[1:]]
    is_line = not columns[0] and _is_kind(cells) and (not others or any(map(_is_kind, others)))
    return None if is_line else columns


def _is_kind(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and name_key(cells[1]) in KIND_OF


def _line(number: int, cells: Sequence[str], columns: Sequence[str], kind: str) -> Line:
    if len(cells) > len(columns):
        raise ValidationError(
            _("This line has more cells than there are columns. Put a line with their names first.")
        )
    said = dict(zip(columns, cells, strict=False))
    words = {name: _tidied(field, said.get(name, "")) for name, field in FIELDS.items()}
    return Line(number=number, kind=_kind(said.get("kind", "")) or kind, **words)


def _tidied(field: TextField, cell: str) -> str:
    text: str = field.clean(cell)
    if field.asks(text):
        raise ValidationError(field.asked)
    return text


def _kind(cell: str) -> str:
    if cell and name_key(cell) not in KIND_OF:
        words = _("“%(cell)s” is not a kind of area: write municipality, wellbeing services county or other.")
        raise ValidationError(words, params={"cell": cell[:SHOWN]})
    return KIND_OF.get(name_key(cell), "")


def _note(found: Pasted, line: Line, seen: dict[tuple[str, str], Line]) -> None:
    earlier = seen.setdefault(line.key, line)
    if earlier is line:
        found.lines.append(line)
    elif (name_key(line.sub_region), name_key(line.region)) != (
        name_key(earlier.sub_region),
        name_key(earlier.region),
    ):
        words = _("“%(name)s” is said otherwise in line %(number)s already.")
        raise ValidationError(words, params={"name": line.name, "number": earlier.number})
    else:
        found.repeated += 1
