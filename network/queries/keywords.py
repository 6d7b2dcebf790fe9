"""Keywords of many workshops: those of their Open Space groups, and of the practices that they shared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from network.queries.selection import Selection
from workshops.extension import across
from workshops.models import Contribution
from workshops.text.collation import sort_key

MAX_KEYWORDS = 120
LANGUAGE, WORKSHOP = "group__theme__workshop__language", "group__theme__workshop"


@dataclass
class Keyword:
    """In the spelling that was met first."""

    text: str
    language: str
    workshops: set[int] = field(default_factory=set)


def of(selection: Selection) -> list[Keyword]:
    """Most workshops first, then by the alphabet."""
    found: dict[str, Keyword] = {}
    held: Any = selection.held.order_by().values("pk")
    words = Contribution.objects.filter(kind=Contribution.Kind.KEYWORD, hidden=False)
    rows = words.filter(group__theme__workshop__in=held).order_by("created", "pk")
    for text, language, workshop in rows.values_list("text", LANGUAGE, WORKSHOP):
        _word(found, text, language).workshops.add(workshop)
    for one in across.counts(across.KEYWORDS, selection.held, selection.user):
        _word(found, str(one.label), one.language).workshops.update(one.workshops)
    return sorted(found.values(), key=lambda one: (-len(one.workshops), sort_key(one.text)))[:MAX_KEYWORDS]


def _word(found: dict[str, Keyword], text: str, language: str) -> Keyword:
    return found.setdefault(sort_key(text.strip()), Keyword(text.strip(), language))
