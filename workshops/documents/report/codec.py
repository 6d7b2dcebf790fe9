"""The report as JSON and back. What does not fit the schema is told by the line where it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from json.decoder import JSONDecodeError
from typing import Any

import msgspec

from workshops.documents.report import schema
from workshops.documents.report.schema import Report
from workshops.privacy import has_identity_code
from workshops.text import text_normalisation

PLACE = re.compile(r" - at `\$(?:\.)?([^`]*)`$")
NEVER_STORED = re.compile("[\0\ud800-\udfff]")
MAX_LINES = 10_000  # twice what a room of five hundred writes in two dialogues
STEP = re.compile(r"\[(?:(\d+)|\.\.\.)\]|([^.\[\]]+)")


class Unreadable(Exception):
    """``line`` is the first that is at fault; ``what``: *torn*, *other*, *large*, *version*, *shape*,
    *identity*.

    Whoever makes a workshop of the report adds *running*, *organisation*, and *apart* for what does not fit
    the rest of the file.
    """

    def __init__(self, what: str, line: int, place: str = "") -> None:
        super().__init__(f"{what}, line {line}: {place}")
        self.what, self.line, self.place = what, line, place


def encode(report: Report) -> bytes:
    """UTF-8, one thing a line, so that two reports can be compared and a line can be named."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"


def decode(content: bytes, sections: Mapping[str, type]) -> Report:
    """Raises `Unreadable`. ``sections`` are the registered types by key."""
    text = _text(content)
    try:
        return _read(text, sections)
    except RecursionError:  # lists in lists in lists
        raise Unreadable("torn", 1) from None


def _read(text: str, sections: Mapping[str, type]) -> Report:
    plain = _parsed(text)
    if _lines_in(plain) > MAX_LINES:
        raise Unreadable("large", 1)
    if not isinstance(plain, dict) or plain.get("schema") != schema.NAME:
        raise Unreadable("other", _line_of(text, ["schema"]))
    if plain.get("version") != schema.VERSION:
        raise Unreadable("version", _line_of(text, ["version"]), str(plain.get("version"))[:20])
    report = _converted(text, plain, Report, [])
    unknown = next((key for key in report.sections if key not in sections), None)
    if unknown is not None:
        raise Unreadable("shape", _line_of(text, ["sections", unknown]), f"sections.{unknown}"[:80])
    if not sections.keys() >= set(report.left_out):
        raise Unreadable("shape", _line_of(text, ["left_out"]), "left_out")
    found = {
        key: _converted(text, data, sections[key], ["sections", key]) for key, data in report.sections.items()
    }
    _refuse_words(text, plain)
    return msgspec.structs.replace(report, sections=found)


def _text(content: bytes) -> str:
    try:
        return text_normalisation.tidied(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unreadable("torn", content[: error.start].count(b"\n") + 1) from None


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except JSONDecodeError as error:
        raise Unreadable("torn", error.lineno) from None
    except ValueError:  # a number of five thousand figures
        raise Unreadable("torn", 1) from None


def _lines_in(plain: Any) -> int:
    """How many entries its lists have: a row is made of each."""
    inner = plain.values() if isinstance(plain, dict) else plain if isinstance(plain, list) else ()
    own = len(plain) if isinstance(plain, list) else 0
    return own + sum(_lines_in(value) for value in inner if isinstance(value, dict | list))


def _converted(text: str, plain: Any, kind: Any, path: list[str | int]) -> Any:
    try:
        return msgspec.convert(plain, kind, str_keys=True)
    except msgspec.ValidationError as error:
        place = PLACE.search(str(error))
        inner = [int(number) if number else name for number, name in STEP.findall(place[1])] if place else []
        whole = [*path, *inner]
        raise Unreadable("shape", _line_of(text, whole), ".".join(map(str, whole))[:80]) from None


def _refuse_words(text: str, plain: Any) -> None:
    """What no form would have let in, and what no database keeps."""
    for path, words in _texts(plain, []):
        if has_identity_code(words):
            raise Unreadable("identity", _line_of(text, path))
        if NEVER_STORED.search(words) or (words and not text_normalisation.shows(words)):
            raise Unreadable("shape", _line_of(text, path), ".".join(map(str, path))[:80])


def _texts(plain: Any, path: list[str | int]) -> Iterator[tuple[list[str | int], str]]:
    if isinstance(plain, str):
        yield path, plain
        return
    pairs: Any = (
        plain.items() if isinstance(plain, dict) else enumerate(plain if isinstance(plain, list) else ())
    )
    for key, value in pairs:
        yield from _texts(value, [*path, key])


# --- where something stands ---


def error_at(what: str, content: bytes, path: list[str | int], place: str = "") -> Unreadable:
    """For whatever else is wrong with a report that has been read."""
    return Unreadable(what, _line_of(_text(content), path), place[:80])


SPACE = re.compile(r"\s*")
DECODER = json.JSONDecoder()


def _line_of(text: str, path: list[str | int]) -> int:
    """The line of the value at ``path``; of what is around it, where it is missing."""
    at = _after_space(text, 0)
    for step in path:
        inner = dict(_members(text, at))
        if step not in inner:
            break
        at = inner[step]
    return text.count("\n", 0, at) + 1


def _members(text: str, at: int) -> Iterator[tuple[str | int, int]]:
    """The key or number of each value inside the value at ``at``, and where it begins."""
    if text[at : at + 1] not in ("{", "["):
        return
    is_object, number = text[at] == "{", 0
    at = _after_space(text, at + 1)
    while text[at] not in "}]":
        key: str | int = number
        if is_object:
            key, at = DECODER.raw_decode(text, at)
            at = _after_space(text, _after_space(text, at) + 1)
        yield key, at
        _value, at = DECODER.raw_decode(text, at)
        at, number = _after_space(text, at), number + 1
        if text[at] == ",":
            at = _after_space(text, at + 1)


def _after_space(text: str, at: int) -> int:
    found = SPACE.match(text, at)
    return found.end() if found else at
