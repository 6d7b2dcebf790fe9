"""What stands beside a practice: others like it, and where else the same was talked about."""

from __future__ import annotations

from typing import Any

from django.db import connection

from practices.models import Practice
from practices.models.reading import PracticeQuerySet
from practices.queries import search_index
from practices.queries.search import Found
from workshops.text import words

MAX_SIMILAR, MAX_ELSEWHERE, MAX_KEYWORDS, MIN_KEYWORD_LENGTH = 4, 6, 6, 5


def alike(practice: Practice, user: Any) -> list[Practice]:
    """The closest in words, of those that the reader may read."""
    asked = words.asked(" ".join(_telling(practice)))
    if not asked:
        return []
    found = search_index.matching(_others(practice, user), asked, connection.vendor, every=False)
    return Found(found, asked, every=False).best(0, MAX_SIMILAR)


def _telling(practice: Practice) -> list[str]:
    """The keywords and the longest words of its name: a long one says more than a short one."""
    name = [word for word in words.words_of(str(practice)) if len(word) >= MIN_KEYWORD_LENGTH]
    own = [word for keyword in practice.keyword_list for word in words.words_of(keyword)]
    longest = sorted(dict.fromkeys(name), key=len, reverse=True)
    return list(dict.fromkeys((*own, *longest)))[:MAX_KEYWORDS]


def elsewhere(practice: Practice, user: Any) -> list[Practice]:
    """From other workshops on the same theme, the newest first."""
    if not practice.theme:
        return []
    rows = _others(practice, user).filter(theme=practice.theme)
    return list(rows.exclude(workshop=practice.workshop).order_by("-created", "-id")[:MAX_ELSEWHERE])


def _others(practice: Practice, user: Any) -> PracticeQuerySet:
    return Practice.objects.readable_by(user).exclude(pk=practice.pk).select_related("organisation")
