"""What could tell of a person: an identity code is never stored, the rest is asked about.

The identity code's format since 2023 (Digital and Population Data Services Agency): ddmmyy, a sign for the
century, three digits from 002 on and a check character, the remainder of the nine digits divided by 31.
``static/js/personal.js`` knows the same on the phone, before anything is sent; the cases of
``tests/personal_texts.py`` hold the two together.
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


E_MAIL = re.compile(r"[^\s@,;:()<>]+@[^\s@,;:()<>]+\.[^\W\d_]{2,}")
TELEPHONE = re.compile(r"(?<![\w.,/-])(?:\+|00|0)\d(?:[\s\-()]{0,2}\d){5,13}(?![\w/-])")
PLATE = re.compile(r"(?<![\w-])[A-ZÅÄÖ]{3}-\d{3}(?![\w-])")
IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z]{4})?(?: ?\d){10,26}")
FINNISH_IBAN_LENGTH = 18
NO_STREET = "asiakas|hoito|kanta|koulutus|moottori|oppimis|opinto|palvelu|ura|valta"
STREET = re.compile(
    rf"(?<!\w)(?!(?:{NO_STREET})(?:tie|polu|polku))[^\W\d_]{{2,}}"
    r"(?:(?:katu|tie|kuja|polku|kaari|raitti)|(?:kadu|tie|kuja|polu|kaare|raiti)(?:lla|llä|lta|ltä|lle)"
    r"|gatan|vägen|gränden|stigen) \d{1,3}(?![\w:§%])(?! ?[%§])"
)


def looks_personal(text: str) -> bool:
    """Whether the text seems to tell where somebody is reached: e-mail, telephone, account, car or home."""
    found = (E_MAIL.search(text), TELEPHONE.search(text), PLATE.search(text), STREET.search(text.lower()))
    return any(found) or any(_is_account(match[0]) for match in IBAN.finditer(text.upper()))


def _is_account(text: str) -> bool:
    """Right by the check of account numbers, whatever figure may stand behind it."""
    number = text.replace(" ", "")
    return any(_remainder(number[:length]) == 1 for length in (FINNISH_IBAN_LENGTH, len(number)))


def _remainder(number: str) -> int:
    return int("".join(str(int(character, 36)) for character in number[4:] + number[:4])) % 97


SMALLEST_COUNT_SHOWN = 5  # design/method.md, "What the method forbids", 4


def may_show_count(people: int) -> bool:
    """Whether a figure over this many people may be shown."""
    return people >= SMALLEST_COUNT_SHOWN
