"""The report and its one page as PDF/UA-1."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from workshops.documents import pdf
from workshops.documents.pdf.typesetting import Data, Room
from workshops.documents.report.blocks import Paper
from workshops.documents.report.one_page import OnePage
from workshops.documents.report.pictures import Opened

AIRS = (1, 0.94, 0.88, 1.06)  # tried one after the other, so that no last page is left with two lines
MORE_THAN_TWO_LINES = Room(least_mm=36)  # on the last page
ONE_PAGE = Room(most_pages=1)
PICTURE = 560  # pixels of its longer side: 170 to an inch, as large as it is shown here
MIN_SCALE = 0.86
LARGER, SMALLER = (1.25, 1.16, 1.08), (1, 0.95, 0.9, MIN_SCALE)
MORE, FEWER = (-9, -6, -3), (3, 6, 9, 12)  # lines
MAX_ENTRIES = 28  # of the contents that still leave the first page to what is said on it


def made(paper: Paper, opened: Opened, marks: Mapping[str, str], *, contents_depth: int = 3) -> bytes:
    with pdf.folder() as root:
        (whole,) = pdf.that_fit(root, [_whole(root, paper, opened, marks, contents_depth)])
    return whole


def both(
    page: Callable[[int], OnePage], paper: Paper, opened: Opened, marks: Mapping[str, str]
) -> tuple[bytes, bytes]:
    """The one page and the whole, by one process."""
    with pdf.folder() as root:
        short, whole = pdf.that_fit(root, [_page(page, marks), _whole(root, paper, opened, marks)])
    return short, whole


def _whole(
    root: Path, paper: Paper, opened: Opened, marks: Mapping[str, str], contents_depth: int = 3
) -> pdf.Asked:
    data = paper_data(paper, marks, contents_depth)
    for picture in pictures_in(data["sections"]):
        content = opened(picture["file"], PICTURE)
        picture["lost"] = content is None
        if content is not None:
            _put(root / picture["file"], content)
    return pdf.Asked("report.typ", [{**data, "air": air} for air in AIRS], MORE_THAN_TWO_LINES)


def paper_data(paper: Paper, marks: Mapping[str, str], contents_depth: int = 3) -> Data:
    data: Data = msgspec.to_builtins(paper)
    entries = sum(part["level"] == 3 for part in parts_of(data["sections"]))
    is_short = entries + len(paper.sections) <= MAX_ENTRIES
    return data | {"marks": dict(marks), "contents_depth": contents_depth if is_short else 2}


def _put(file: Path, content: bytes) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)


# --- the one page ---


def one_page(made: Callable[[int], OnePage], marks: Mapping[str, str]) -> bytes:
    """``made(less)`` is the page with so many lines fewer. It counts its own pages, and is one."""
    with pdf.folder() as root:
        (short,) = pdf.that_fit(root, [_page(made, marks)])
    return short


def _page(made: Callable[[int], OnePage], marks: Mapping[str, str]) -> pdf.Asked:
    return pdf.Asked("one-page.typ", _tries(made, marks), ONE_PAGE)


def _tries(made: Callable[[int], OnePage], marks: Mapping[str, str]) -> list[Data]:
    """What finds room is told in larger letters, of what does not more is, as far as the page goes.

    Then in smaller letters, and then, as nobody reads still smaller ones, with less.
    """
    all_told = not any(box.more for box in made(0).boxes)
    tries: list[tuple[float, int]] = [(scale, 0) for scale in LARGER] if all_told else [(1, m) for m in MORE]
    tries += [(scale, 0) for scale in SMALLER] + [(MIN_SCALE, less) for less in FEWER]
    return [_page_data(made(less), marks, scale) for scale, less in tries]


def _page_data(page: OnePage, marks: Mapping[str, str], scale: float) -> Data:
    found: Data = msgspec.to_builtins(page)
    return found | {"rows": msgspec.to_builtins(page.rows()), "marks": dict(marks), "scale": scale}


def parts_of(data: Any) -> list[dict[str, Any]]:
    return [each for each in _dicts(data) if each.get("block") == "part"]


def pictures_in(data: Any) -> list[dict[str, Any]]:
    return [each for each in _dicts(data) if "file" in each]


def _dicts(data: Any) -> list[dict[str, Any]]:
    inner = list(data.values()) if isinstance(data, dict) else data if isinstance(data, list) else []
    found = [each for value in inner for each in _dicts(value)]
    return [data, *found] if isinstance(data, dict) else found
