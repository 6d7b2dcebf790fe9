"""What must never be stored: a Finnish personal identity code with a right check character.

Format since 2023 (Digital and Population Data Services Agency): ddmmyy, a sign for the century,
three digits from 002 on and a check character, the remainder of the nine digits divided by 31.
"""

from __future__ import annotations

import re
from datetime import date

CENTURIES = {"+": 1800, **dict.fromkeys("-YXWVU", 1900), **dict.fromkeys("ABCDEF", 2000)}
CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
SHAPE = re.compile(r"(?<![0-9A-Z])(\d{2})(\d{2})(\d{2})\s?([-+YXWVUABCDEF])\s?(\d{3})([0-9A-Y])(?![0-9A-Z])")


def has_identity_code(text: str) -> bool:
    return any(_is_valid(match) for match in SHAPE.finditer(text.upper()))


def _is_valid(match: re.Match[str]) -> bool:
    day, month, year, century, serial, check = match.groups()
    try:
        date(CENTURIES[century] + int(year), int(month), int(day))
    except ValueError:
        return False
    number = int(day + month + year + serial)
    return int(serial) >= 2 and CHECK_CHARACTERS[number % 31] == check
