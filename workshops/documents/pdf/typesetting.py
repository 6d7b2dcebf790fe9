"""Sets a document with Typst; a large one in a process of its own, which ``that_fit`` starts.

Typst keeps what it has laid out for the next ten documents, with its pictures decoded: a report with 40 of
them leaves 90 MB behind, which only the end of the process gives back. In: JSON on standard input, see
`main`; the folder with sources and pictures as its argument. Out: a line of JSON, which is their lengths, and
after it the PDFs.
Imports nothing of the server, so that it starts quickly.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import manimgx_fonts
import typst

HERE = Path(__file__).parent
# The standard allows no character without a glyph. Control characters never have one, and these surely do:
# Latin, Greek, Cyrillic, the usual punctuation and arrows are in Typst's own fonts.
NEVER_SHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
NOT_SURELY_SHOWN = re.compile(
    "[^\n\r\x20-\x7e\xa0-\u017f\u0386-\u03ce\u0401-\u045f\u2010-\u2027\u2030-\u203a\u20ac\u2190-\u2193\u2212]+"
)
NOT_SHOWN = re.compile(r"the text `\"(.+)\"` could not be displayed", re.DOTALL)
STANDS_FOR_IT = "□"


Data = dict[str, Any]


@dataclass(frozen=True)
class Room:
    """What a document is to take: at most so many pages, and of its last page more than its first lines."""

    most_pages: int | None = None
    least_mm: float = 0  # from the top of the last page, if it is not the only one

    def holds(self, end: End) -> bool:
        few_enough = self.most_pages is None or end.page <= self.most_pages
        return few_enough and (end.page == 1 or end.y > self.least_mm)


@dataclass(frozen=True)
class End:
    """Where a document ends: on which page, and how far down, in millimetres."""

    page: int
    y: float


def fitting(root: Path, source: str, tries: list[Data], room: Room) -> bytes:
    """The document of the first try whose end finds room, of the first one of all where none does.

    Its end is looked for once it is made: Typst remembers what it has just laid out, and most first ones fit.
    """
    first = b""
    for data in map(all_shown, tries):
        made = compiled(root, source, data)
        if room.holds(end(root, source, data)):
            return made
        first = first or made
    return first


def all_shown(data: Data) -> Data:
    shown: Data = _each_text(data, _shown)
    return shown


def end(root: Path, source: str, data: Data) -> End:
    """Where the source has its label ``<end>``."""
    found = typst.query(
        str(root / source),
        "<end>",
        field="value",
        one=True,
        root=str(root),
        sys_inputs=_inputs(data),
        font_paths=_fonts(),
    )
    return End(**json.loads(found))


def compiled(root: Path, source: str, data: Any) -> bytes:
    """Typst reads nothing outside of ``root``."""
    return typst.compile(
        str(root / source),
        format="pdf",
        pdf_standards="ua-1",
        root=str(root),
        sys_inputs=_inputs(data),
        font_paths=_fonts(),
    )


def _inputs(data: Any) -> dict[str, str]:
    return {"data": json.dumps(data, ensure_ascii=False)}


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(font_paths=[str(Path(manimgx_fonts.__file__).parent)])


def _each_text(data: Any, change: Callable[[str], str]) -> Any:
    """The same data with its texts changed."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {key: _each_text(value, change) for key, value in data.items()}
    return [_each_text(value, change) for value in data] if isinstance(data, list) else data


def _shown(text: str) -> str:
    """In composed letters, what no font can show replaced by a square, and nothing else."""
    text = NEVER_SHOWN.sub(STANDS_FOR_IT, unicodedata.normalize("NFC", text))
    return NOT_SURELY_SHOWN.sub(lambda found: _with_glyphs(found[0]), text)


@lru_cache(maxsize=2000)
def _with_glyphs(text: str) -> str:
    """Typst is asked, and says what it cannot show piece by piece."""
    for _piece in range(len(text)):
        try:
            compiled(HERE, "probe.typ", text)
            return text
        except typst.TypstError as error:
            found = NOT_SHOWN.search(error.message)
            piece = found[1] if found else ""
            if not piece or piece not in text:
                break
            text = text.replace(piece, STANDS_FOR_IT)
    return re.sub(r"[^\s]", STANDS_FOR_IT, text)


def main() -> None:
    root = Path(sys.argv[1])
    made = [
        fitting(root, each["source"], each["tries"], Room(**each["room"])) for each in json.load(sys.stdin)
    ]
    sys.stdout.buffer.write(json.dumps([len(each) for each in made]).encode() + b"\n" + b"".join(made))


if __name__ == "__main__":
    main()
