"""A code as people type, paste or scan it: with its name before it, in a link, in a mail filter's link."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import unquote

from workshops.models.workshop import CODE_ALPHABET, CODE_LENGTH
from workshops.text import text_normalisation

MAX_WRAPPED = 3  # one filter's address inside another's
# A slash may have become an underscore (Proofpoint). A one-time code stands second.
LINK = re.compile(r"[/_][JW][/_]+([^/?#&\s_]+)|[/_]PHONE[/_]+([^/?#&\s_]+)(?:[/_]([^/?#&\s_]+))?")
ANY = r"[^\W_]"
APART = r"[\W_]{0,3}"


def read(typed: str, length: int = CODE_LENGTH) -> str:
    """``" Koodi: k7m2-qf xa."`` → ``"K7M2QFXA"``; what holds no code comes back in capitals, closed up."""
    if len(typed) == length and set(typed) <= set(CODE_ALPHABET):
        return typed
    text = _unwrapped(typed, length)
    for sign in (f"[{CODE_ALPHABET}]", ANY):
        for shape in _shapes(sign, length):
            found = [match[1] for match in shape.finditer(text)]
            if found:
                return _closed_up(max(reversed(found), key=_likeness))
    return _closed_up(text)


def wrong_signs(code: str) -> list[str]:
    """Those that are in no code, in the order in which they stand."""
    return [sign for sign in dict.fromkeys(code) if sign not in CODE_ALPHABET]


def _unwrapped(typed: str, length: int) -> str:
    for _time in range(MAX_WRAPPED):
        typed = unquote(typed)
    text = text_normalisation.latin_capitals(text_normalisation.plain(typed))
    links = [[part for part in link if part] for link in LINK.findall(text)]
    if not links:
        return text
    return links[0][0 if length == CODE_LENGTH else -1]


@cache
def _shapes(sign: str, length: int) -> tuple[re.Pattern[str], ...]:
    """Two halves, else anyhow apart, with nothing of a word on either side; they may overlap."""
    half = f"(?:{sign}){{{length // 2}}}"
    anyhow = APART.join([sign] * length)
    return tuple(
        re.compile(rf"(?<!{ANY})(?=({shape})(?!{ANY}))") for shape in (f"{half}{APART}{half}", anyhow)
    )


def _likeness(found: str) -> tuple[bool, int]:
    """A code is in one piece or has its dash, and mostly numbers; two words beside it are and have not."""
    return found.isalnum() or "-" in found, sum(map(str.isdecimal, found))


def _closed_up(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
