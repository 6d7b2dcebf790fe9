"""The sentences of the feedback form: the usual ones, and what an organisation makes of them.

A form is a list of plain entries, ``{"key": "heard", "fi": "…", "sv": "", "en": "", "asked": True}``, as an
organisation keeps it and a workshop is given it. The key says what is asked, so that answers can be compared
whatever the wording; without own words in a language a usual sentence has its ready ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from workshops.course.questions import FEEDBACK_STATEMENTS

LANGUAGES = ("fi", "sv", "en")
USUAL = dict(FEEDBACK_STATEMENTS)
Form = list[dict[str, Any]]


@dataclass(frozen=True)
class Statement:
    key: str
    words: dict[str, str]
    asked: bool = True

    @property
    def wording(self) -> str:
        """In the reader's language; where it has no words the ready ones, else those of another language."""
        own = self.words.get(get_language() or "", "")
        if own or self.key in USUAL:
            return own or str(USUAL[self.key])
        return next(filter(None, self.words.values()), self.key)

    def __str__(self) -> str:
        return self.wording


def usual() -> Form:
    return [{"key": key, **dict.fromkeys(LANGUAGES, ""), "asked": True} for key in USUAL]


def read(form: Iterable[dict[str, Any]]) -> list[Statement]:
    return [
        Statement(
            entry["key"], {code: entry.get(code, "") for code in LANGUAGES}, bool(entry.get("asked", True))
        )
        for entry in form
    ]


def asked_in(form: Form) -> Form:
    return [entry for entry in form if entry.get("asked", True)]
