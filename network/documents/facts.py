"""What a synthesis tells of the workshops that it is of, in words."""

from __future__ import annotations

from django.utils.translation import ngettext

from network.queries.synthesis import Facts
from workshops.text import dates

MAX_NAMED_AREAS = 12  # by name, before they are counted


def when(facts: Facts) -> str:
    if not (facts.first and facts.last):
        return ""
    first, last = dates.month(facts.first), dates.month(facts.last)
    return first if first == last else f"{first} – {last}"


def areas(facts: Facts) -> str:
    names, left = facts.areas[:MAX_NAMED_AREAS], len(facts.areas) - MAX_NAMED_AREAS
    if left <= 0:
        return ", ".join(names)
    words = ngettext("%(names)s and %(count)s more", "%(names)s and %(count)s more", left)
    return words % {"names": ", ".join(names), "count": left}


def _few(facts: Facts) -> str:
    words = ngettext(
        "and %(few)s workshop with fewer than five", "and %(few)s workshops with fewer than five", facts.few
    )
    return words % {"few": facts.few}


def people(facts: Facts) -> str:
    if not facts.people:
        return _few(facts) if facts.few else ""
    told = ngettext("%(people)s person took part", "%(people)s people took part", facts.people)
    return " ".join([told % {"people": facts.people}, *([_few(facts)] if facts.few else [])])


def workshops(facts: Facts) -> str:
    words = ngettext("%(count)s workshop", "%(count)s workshops", facts.workshops)
    return words % {"count": facts.workshops}
