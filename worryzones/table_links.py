"""The link on a table's card: it names a café and a zone, and nobody can make one up.

Cafés come to be when the first round begins and cards are printed before that, so a link names no row.
"""

from __future__ import annotations

import re

from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "worryzones.table_links"
SIGNED_CHARACTERS = 12
LINK = re.compile(rf"([0-9]{{1,3}})-([1-4])-([0-9a-f]{{{SIGNED_CHARACTERS}}})", re.ASCII)


def link_to(workshop_id: int, cafe_number: int, zone_number: int) -> str:
    signature = salted_hmac(
        SALT, f"{workshop_id}:{cafe_number}:{zone_number}", algorithm="sha256"
    ).hexdigest()
    return f"{cafe_number}-{zone_number}-{signature[:SIGNED_CHARACTERS]}"


def read(workshop_id: int, link: str) -> tuple[int, int] | None:
    """``(café number, zone number)``; None for a link that this workshop's cards do not carry."""
    found = LINK.fullmatch(link)
    if found is None:
        return None
    cafe_number, zone_number = int(found[1]), int(found[2])
    genuine = constant_time_compare(link, link_to(workshop_id, cafe_number, zone_number))
    return (cafe_number, zone_number) if genuine else None
