"""The report laid out in words of one language: what page, PDF and Word show alike, from the data alone.

``own`` says that people wrote it, in the workshop's language; the rest is in the paper's. ``anchor`` and
``link`` lead from one place of the paper to another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from msgspec import Struct

from workshops.documents.report.schema import Picture


class Block(Struct, tag_field="block", kw_only=True, omit_defaults=False):
    """Tagged by its kind, for the layouts that read it as JSON."""

    @property
    def kind(self) -> str:
        return str(self.__struct_config__.tag)


class Paragraph(Block, tag="paragraph"):
    """``look``: ``quiet``, ``signs`` of a zone, ``words`` that somebody said, ``decision …``, or plain."""

    text: str
    look: str = ""
    own: bool = False

    @property
    def decision(self) -> str:
        """Which of the two it is, nothing for any other paragraph."""
        return self.look.partition("decision ")[2]


class Line(Struct, kw_only=True):
    """``strong`` and then ``small`` stand behind or under the text.

    ``language``: of what was written in another one than ``own_language``.
    """

    text: str
    own: bool = True
    strong: str = ""
    small: list[str] = []
    pearl: bool = False
    mark: str = ""
    link: str = ""
    picture: Picture | None = None
    language: str = ""


class Lines(Block, tag="lines"):
    """``look``: ``plain``, ``notes``, ``pearls``, ``quotes``, ``keywords``."""

    lines: list[Line]
    look: str = "plain"


class Cell(Struct, kw_only=True):
    text: str
    own: bool = False
    small: list[str] = []
    mark: str = ""
    strong: str = ""
    link: str = ""


class Table(Block, tag="table"):
    """The first cell of a row is its heading. ``widths`` are shares of the paper's width."""

    caption: str
    head: list[str]
    rows: list[list[Cell]]
    widths: list[int]
    look: str = ""


class Bar(Struct, kw_only=True):
    """A statement with its mean on a scale; ``told`` says it in words, instead of a mean too."""

    statement: str
    mean: float | None
    figure: str
    count: int | None
    told: str

    @property
    def x(self) -> float:
        """Where the mean stands on the picture, whose 1 is at 10 and whose 5 is at 210."""
        return round(10 + 50 * ((self.mean or 1) - 1), 1)


class Chart(Block, tag="chart"):
    caption: str
    head: list[str]
    least: str
    most: str
    bars: list[Bar]


class Pictures(Block, tag="pictures"):
    pictures: list[Picture]


class Part(Block, tag="part"):
    """A heading with what belongs under it.

    ``look``: ``zone``, ``group``, ``loose``, ``theme``, ``chain``, ``space``, ``kind``, ``agreed``, or plain.
    """

    title: str
    level: int
    blocks: list[Block]
    own: bool = False
    mark: str = ""
    shape: str = ""
    small: list[str] = []
    anchor: str = ""
    look: str = ""


class Section(Struct, kw_only=True):
    """``own_language`` where its title and own words are not in the paper's own; no part's title is then."""

    key: str
    title: str
    blocks: list[Block]
    own_language: str = ""

    @property
    def anchor(self) -> str:
        return f"report-{self.key}"


class Number(Struct, kw_only=True):
    figure: str
    label: str


class Paper(Struct, kw_only=True):
    """The whole report in ``language``; what people wrote is in ``own_language``."""

    title: str
    organisation: str
    language: str
    own_language: str
    kind: str  # "Report"
    lead: str
    facts: list[tuple[str, str]]
    method: str
    numbers: list[Number]
    note: str
    foreword: str
    foreword_title: str
    contents_title: str
    made: str
    page: str
    page_of: str
    missing: str
    empty: str
    pearl: str
    sections: list[Section]


@dataclass(frozen=True)
class Row:
    """A line of the spreadsheet."""

    section: str
    part: str = ""
    group: str = ""
    kind: str = ""
    text: str = ""
    figure: int | str = ""
    responsible: str = ""
    due: str = ""
    status: str = ""
    how: str = ""
    told_on: str = ""

    def cells(self) -> list[Any]:
        return [getattr(self, name) for name in self.__dataclass_fields__]
