"""The one page as data: boxes of lines, and how much of each there is room for."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from django.utils.text import Truncator
from msgspec import Struct
from msgspec.structs import replace

from workshops.documents.report.blocks import Line

HALF, WHOLE = 50, 104  # letters that surely fit on a line of a box
Layout = tuple[tuple[Mapping[str, int], int], ...]
# Lines of the boxes when all are full, in rows of the page: those of a row stand side by side.
ROWS: Layout = (
    ({"about": 7}, WHOLE),
    ({"keeps": 16, "worries": 16}, HALF),
    ({"agreed": 10, "next": 10}, HALF),
    ({"tasks": 10}, WHOLE),
)
GROWING = 1  # the row that takes the room which others leave
MIN_LINES = 2  # lines that a text which has to be cut gets at least


class Box(Struct, kw_only=True):
    """``of_all`` is what there is to tell, ``lines`` what has found room, ``more`` says where the rest is.

    ``edited``: the facilitators have put it in their own words. ``numbered``: each line has its number.
    """

    key: str
    title: str
    of_all: list[Line] = []
    lines: list[Line] = []
    more: str = ""
    edited: bool = False
    numbered: bool = False


class OnePage(Struct, kw_only=True):
    """In ``language``; what people wrote is in ``own_language``. ``layout`` is as `ROWS`, a report's."""

    title: str
    organisation: str
    language: str
    own_language: str
    kind: str
    lead: str
    made: str
    note: str
    empty: str
    boxes: list[Box]
    layout: Layout = ROWS

    def rows(self) -> list[list[Box]]:
        """Those that stand side by side, top to bottom, without those that have nothing to tell."""
        found = [[box for box in self.boxes if box.key in row and box.lines] for row, _width in self.layout]
        return [row for row in found if row]

    def height(self) -> int:
        """Lines that the boxes take, one above the other."""
        widths = widths_of(self.layout)
        return sum(max(lines_of(box.lines, widths[box.key]) for box in row) for row in self.rows())


def widths_of(layout: Layout) -> dict[str, int]:
    return {key: width for row, width in layout for key in row}


Rest = Callable[[str, int], str]  # says of a box how many lines found no room, and where they are


def fitted(page: OnePage, rest: Rest, *, less: int = 0) -> OnePage:
    """With what finds room in each box; ``less`` is how many lines fewer there are in the large ones."""
    widths = widths_of(page.layout)
    room = _room(page, widths, less)
    return replace(page, boxes=[_fitted(box, room[box.key], widths[box.key], rest) for box in page.boxes])


def _room(page: OnePage, widths: Mapping[str, int], less: int) -> dict[str, int]:
    """What one row does not need, the growing one gets."""
    needed = {box.key: lines_of(box.of_all, widths[box.key]) for box in page.boxes}
    room: dict[str, int] = {}
    spare = 0
    for place, (row, _width) in enumerate(page.layout):
        room |= row
        if place != GROWING:
            spare += max(row.values()) - min(max(row.values()), max(needed[key] for key in row))
    for key in page.layout[GROWING][0]:
        room[key] = max(MIN_LINES, room[key] + spare - less)
    return room


def _fitted(box: Box, room: int, width: int, rest: Rest) -> Box:
    taken: list[Line] = []
    for line in box.of_all:
        if lines_of([*taken, line], width) + (len(taken) + 1 < len(box.of_all)) > room:
            break
        taken.append(line)
    left = len(box.of_all) - len(taken)
    if left and not taken:
        taken = [_cut(box.of_all[0], (room - 2) * width)]
    return replace(box, lines=taken, more=rest(box.key, left) if left else "")


def _cut(line: Line, letters: int) -> Line:
    further = sum(map(len, line.small)) + 3 * len(line.small)
    return replace(line, text=Truncator(line.text).chars(max(20, letters - further)))


def lines_of(lines: list[Line], width: int) -> int:
    """How many the texts take, two short ones with some air between them."""
    return math.ceil(sum(_height(line, width) for line in lines) + 0.25 * max(0, len(lines) - 1))


def _height(line: Line, width: int) -> int:
    words = " · ".join([line.text, *line.small])
    return sum(max(1, math.ceil(len(part) / width)) for part in words.split("\n"))


def room_of(key: str) -> tuple[int, int]:
    """Lines that a box always has, and the letters of one."""
    return next((row[key], width) for row, width in ROWS if key in row)


def too_many(key: str, words: str) -> int:
    """By how many lines a text is too long for its box."""
    room, width = room_of(key)
    return max(0, lines_of(lines_in(words), width) - room)


def lines_in(words: str) -> list[Line]:
    return [Line(text=part.strip()) for part in words.splitlines() if part.strip()]


def words_in(lines: list[Line]) -> str:
    return "\n".join(" · ".join([line.text.replace("\n", " "), *line.small]) for line in lines)
