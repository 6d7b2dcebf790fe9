"""What could tell of a person: an identity code is never stored, the rest is asked about.

The identity code's format since 2023 (Digital and Population Data Services Agency): ddmmyy, a sign for the
century, three digits from 002 on and a check character, the remainder of the nine digits divided by 31.
``static/js/personal.js`` knows the same on the phone, before anything is sent; the cases of
``tests/personal_texts.py`` hold the two together. Both look for a code at each first figure in the plain
spelling of the text, so that no pattern needs to look back, which older browsers cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from workshops.text import text_normalisation

CENTURIES = {"+": 1800, **dict.fromkeys("-YXWVU", 1900), **dict.fromkeys("ABCDEF", 2000)}
CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
FIGURES = re.compile(r"\d+")
CHECK = r"(\d(?!\d)|[A-Y])"
CODE = re.compile(rf"(\d\d)(\d\d)((?:18|19|20)?\d\d)(\s{{0,3}}[-+YXWVUABCDEF]\s{{0,3}})(\d{{3}}){CHECK}")
DATE = (
    r"(\d\s?\d|\d(?=[./]))[\s.,/-]{0,2}(\d\s?\d|\d(?=[./]))[\s.,/-]{0,2}"
    r"((?:1\s?[89]\s?|2\s?0\s?)?\d\s?\d)"
)
SPACED = re.compile(rf"{DATE}(\s{{0,3}}[-+]\s{{0,3}}|[YXWVUABCDEF])(\d\s?\d\s?\d)\s{{0,2}}{CHECK}")
UNSIGNED = re.compile(rf"{DATE}([-+\s./_:*·'=~|]{{0,3}})(\d{{3}})\s?{CHECK}")


def has_identity_code(text: str) -> bool:
    return any(_identity_codes(text))


def _identity_codes(text: str) -> Iterator[bool]:
    """For each right date and check character: whether it is a code, or only looks as if it might be one."""
    text = text_normalisation.latin_capitals(text_normalisation.plain(text))
    for figures in FIGURES.finditer(text):
        for shape in (CODE, SPACED, UNSIGNED):
            found = shape.match(text, figures.start())
            if found and _is_valid(*(re.sub(r"\s", "", part) for part in found.groups())):
                yield shape is CODE or (shape is SPACED and _ends_a_word(found))


def _is_valid(day: str, month: str, year: str, sign: str, serial: str, check: str) -> bool:
    century = CENTURIES.get(sign, 2000) if len(year) == 2 else 0
    try:
        date(century + int(year), int(month), int(day))
    except ValueError:
        return False
    number = int(day.zfill(2) + month.zfill(2) + year[-2:] + serial)
    return int(serial) >= 2 and CHECK_CHARACTERS[number % 31] == check


def _ends_a_word(found: re.Match[str]) -> bool:
    """Unlike *12.10.2024 - 250 euroa*, where the check character begins one."""
    return found[6].isalpha() and not found.string[found.end() : found.end() + 1].isalpha()


BEFORE = r"(?:^|[^\W\d_]\.|[^\w.,/-])"  # a telephone number: neither a figure's rest nor a word's
E_MAIL = re.compile(r"[^\s@,;:()<>](?:@|\s?[(\[{](?:at|ät)[)\]}]\s?)[^\s@,;:()<>]+\.[^\W\d_]{2,}")
TELEPHONE = re.compile(rf"{BEFORE}(?:\+|00|0)\d(?:[\s\-()]{{0,2}}\d){{5,13}}(?![\w/-])")
PLATE = re.compile(r"(?<![\w-])[A-ZÅÄÖ]{3}-\d{3}(?![\w-])")
IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z]{4})?(?: ?\d){10,26}")
FINNISH_IBAN_LENGTH = 18
NO_STREET = "asiakas|hoito|kanta|koulutus|moottori|oppimis|opinto|palvelu|ura|valta"
STREET = re.compile(
    rf"(?<!\w)(?!(?:{NO_STREET})(?:tie|polu|polku))[^\W\d_]{{2,}}"
    r"(?:(?:katu|tie|kuja|polku|kaari|raitti)|(?:kadu|tie|kuja|polu|kaare|raiti)(?:lla|llä|lta|ltä|lle)"
    r"|gatan|vägen|gränden|stigen) \d{1,3}(?![\w:§%])(?! ?[%§])"
)


def looks_personal(text: str, *, is_place: bool = False) -> bool:
    """Whether the text seems to tell where somebody is reached: e-mail, telephone, account, car or home.

    ``is_place``: it says where a workshop is, so an address is what it is for.
    """
    text = text_normalisation.plain(text)
    found = (E_MAIL.search(text), TELEPHONE.search(text), PLATE.search(text))
    home = not is_place and STREET.search(text.lower())
    accounts = (_is_account(match[0]) for match in IBAN.finditer(text.upper()))
    return any(found) or bool(home) or any(accounts) or not all(_identity_codes(text))


def _is_account(text: str) -> bool:
    """Right by the check of account numbers, whatever figure may stand behind it."""
    number = text.replace(" ", "")
    return any(_remainder(number[:length]) == 1 for length in (FINNISH_IBAN_LENGTH, len(number)))


def _remainder(number: str) -> int:
    return int("".join(str(int(character, 36)) for character in number[4:] + number[:4])) % 97


MIN_TO_HIDE_AMONG = 3  # of fewer each can tell who wrote
MIN_COUNT = 5  # design/method.md, "What the method forbids", 4


def others_can_guess(people: int) -> bool:
    """Whether a group of so many can tell who of them wrote."""
    return 0 < people < MIN_TO_HIDE_AMONG


def share_told(done: int, everybody: int) -> str:
    """How many of so many have done something, without a figure under five of these or of the others.

    Nothing while fewer than five are there; ``"few"`` and ``"most"`` are for words, else it is ``"7/13"``.
    """
    done = min(done, everybody)
    if not may_show_count(everybody):
        return ""
    if not may_show_count(done):
        return "few"
    return f"{done}/{everybody}" if may_show_count(everybody - done) else "most"


def may_show_count(people: int) -> bool:
    """Whether a figure over this many people may be shown."""
    return people >= MIN_COUNT
