"""One spelling of what people type and paste, whatever keyboard, word processor or mail it came through.

``static/js/personal.js`` knows the same; the cases of ``tests/spelled_texts.py`` hold the two together.
"""

from __future__ import annotations

import re
import unicodedata

# Unicode's Default_Ignorable_Code_Point, the empty braille cell, and what marks places in a text
INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff]"
)
EMPTY = "".join(
    sign for sign in map(chr, range(0x3001)) if sign.isspace() or unicodedata.category(sign) == "Cc"
)
FURTHER_DASHES = "\u02d7\u2043\u2212\u2500\u2796"  # which Unicode does not count as dashes
LOOK_ALIKE = str.maketrans("АВЕНКМОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEHKMOPCTYXIJSABEZHIKMNOPTYX")


def tidied(text: str) -> str:
    """As it is stored: letters composed, a line break is one character, nothing empty at its ends."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return composed.strip(EMPTY + "\ufeff")


def shows(text: str) -> bool:
    """Whether there is anything to see in it."""
    return any(
        unicodedata.category(character)[0] not in "ZM" and unicodedata.category(character) != "Cc"
        for character in INVISIBLE.sub("", text)
    )


def plain(text: str) -> str:
    """As patterns read it: one dash, European figures, no wide letters, loose marks or invisible signs."""
    text = unicodedata.normalize("NFKC", INVISIBLE.sub("", text))
    return text if text.isascii() else "".join(map(_plain, text))


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Pd" or character in FURTHER_DASHES:
        return "-"
    return "" if category[0] == "M" else character


def name_key(text: str) -> str:
    """What two writings of one name share: capitals, spaces and dashes make no other name of it."""
    small = unicodedata.normalize("NFC", plain(text).casefold())
    return " ".join(small.split())


def latin_capitals(text: str) -> str:
    """In capitals, Cyrillic and Greek ones as the Latin ones that look like them."""
    return text.upper().translate(LOOK_ALIKE)
