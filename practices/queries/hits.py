"""What words have found, read in one statement: how many, by every choice of the filters, and the first ones.

The words are looked up once and no row leaves the database that is counted alone. Who may read is in the
rows that are given: what somebody may not read is neither counted nor put in order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from practices.models.reading import Kept, PracticeQuerySet
from practices.queries import search_index
from workshops.models import Area
from workshops.text.words import Asked

MAX_HITS = 1000  # ids: who has leafed through as many is helped by another word
COLUMNS = ("pk", "created", "zones", "focus_area", "year", "sharing", "theme")
FEW_WORDS = ("zones", "focus_area", "year", "sharing")
STATEMENT = """
    WITH hits ({columns}) AS MATERIALIZED ({hits})
    SELECT 'few', zones, focus_area, year, sharing, count(*) FROM hits GROUP BY 2, 3, 4, 5
    UNION ALL SELECT 'theme', theme, '', 0, '', count(*) FROM hits GROUP BY 2
    UNION ALL SELECT 'area', '', '', area, '', practices FROM ({areas}) AS counted
    UNION ALL SELECT 'first', '', '', 0, '', id
        FROM (SELECT id FROM hits ORDER BY {named} created DESC, id DESC LIMIT {most}) AS first
"""
# PostgreSQL has the areas in each row (`search_index`) and counts together the rows that have the same ones.
AREAS = {
    "sqlite": """
        SELECT {area} AS area, {practices} AS practices
        FROM hits JOIN practices_practice_areas took_part ON took_part.practice_id = hits.id GROUP BY 1
    """,
    "postgresql": """
        SELECT area, sum(practices)::bigint AS practices
        FROM (SELECT took_part, count(*) AS practices FROM hits GROUP BY 1) AS alike,
            LATERAL (SELECT DISTINCT {area} FROM unnest(alike.took_part) took_part (area_id)) AS each (area)
        GROUP BY 1
    """,
}


@dataclass(frozen=True)
class Hits:
    """``few`` counts by all of ``FEW_WORDS`` together. ``ids`` are the first: by name, then by age."""

    few: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    themes: Counter[str] = field(default_factory=Counter)
    areas: Counter[int] = field(default_factory=Counter)
    ids: list[int] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.few.total()


def read(rows: PracticeQuerySet, words: Iterable[Asked]) -> Hits:
    kept = ["took_part"] if connection.vendor == "postgresql" else []
    try:
        found = rows.order_by().values_list(*COLUMNS, *map(Kept, kept))
        hits, params = found.query.sql_with_params()
    except EmptyResultSet:  # nothing can be among them
        return Hits()
    named, names = search_index.named_first(words, connection.vendor)
    columns = ", ".join(("id", *COLUMNS[1:], *kept))
    areas = AREAS[connection.vendor].format(**_areas_of_now())
    statement = STATEMENT.format(columns=columns, hits=hits, areas=areas, named=named, most=MAX_HITS)
    with connection.cursor() as cursor:
        cursor.execute(statement, (*params, *names))
        return _sorted_out(cursor.fetchall())


def _areas_of_now() -> dict[str, str]:
    """Each area by what it is part of now, in words of SQL: to join the areas would cost a third of it all.

    A practice counts once where several of its areas have become one.
    """
    merged: Any = Area.objects.exclude(merged_into=None).values_list("pk", "merged_into")
    cases = " ".join(f"WHEN {int(before)} THEN {int(now)}" for before, now in merged)
    if not cases:
        return {"area": "took_part.area_id", "practices": "count(*)"}
    area = f"CASE took_part.area_id {cases} ELSE took_part.area_id END"
    return {"area": area, "practices": "count(DISTINCT hits.id)"}


def _sorted_out(rows: Iterable[tuple[Any, ...]]) -> Hits:
    found = Hits()
    for kind, text, focus, number, level, count in rows:
        match kind:
            case "few":
                found.few[text, focus, number, level] += count
            case "theme":
                found.themes[text] += count
            case "area":
                found.areas[number] += count
            case _:
                found.ids.append(count)
    return found
