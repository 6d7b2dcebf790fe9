"""What a search of a large library costs: 100,000 practices, 200 different queries, ms at median and p95.

    uv run python -m tests.benchmark.practices
    DATABASE_URL=postgres://… uv run python -m tests.benchmark.practices

The median is to be at most 50 ms on PostgreSQL and 150 ms on SQLite, p95 three times that, the first page
60 kB.
``search`` is all that the view asks of the database for one page: what is found, in order, with all figures.
``page`` is the whole answer, with its HTML. Half of the queries are an anonymous reader's, half a member's.
"""

from __future__ import annotations

import gzip
import itertools
import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

PRACTICES, QUERIES, BATCH, SLIPS_IN = 100_000, 200, 5_000, 10
LIMITS = {"postgresql": 50, "sqlite": 150}
PAGE_LIMIT = 60_000
SERVING: list[Path] = []


def set_up() -> None:
    """An installation of its own, or that of ``DIALOGIT_VAR`` and ``DATABASE_URL``; filled if it is empty."""
    os.environ.setdefault("DIALOGIT_VAR", tempfile.mkdtemp(prefix="practices-"))
    os.environ["ALLOWED_HOSTS"] = "testserver"
    os.environ["DJANGO_SETTINGS_MODULE"] = "dialogit.settings"
    os.environ.pop("REDIS_URL", None)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def vocabulary(chance: random.Random) -> list[str]:
    """Words as they stand in sentences, the common first, and compounds made of them."""
    from dialogit.demo import texts
    from tests.practices.search_pairs import PAIRS
    from workshops.text.words import words_of

    lines = [practice for _query, practice in PAIRS["fi"]]
    lines += [text for notes in texts.NOTES.values() for _kind, text in notes]
    lines += [text for _kind, text in texts.CONTRIBUTIONS]
    lines += [" ".join(part[:4]) for part in texts.PRACTICES]
    words = list(dict.fromkeys(word for line in lines for word in words_of(line)))
    chance.shuffle(words)
    heads = [word for word in words if len(word) > 4]
    return words + [chance.choice(heads) + chance.choice(heads) for _ in range(12_000)]


def fill(chance: random.Random, words: list[str]) -> Any:
    """The library; the answer is a member of one of its organisations."""
    from django.db import connection, transaction

    from practices.models import Practice
    from practices.services import library
    from tests import factories
    from workshops.models import Organisation

    areas = [factories.AreaFactory(region=f"Region {n % 8}") for n in range(60)]
    places = Organisation.objects.bulk_create(
        Organisation(name=f"Organisation of the library {n}", area=area) for n, area in enumerate(areas)
    )
    weights = list(itertools.accumulate(1 / (rank + 30) for rank in range(len(words))))
    themes = [sentence(chance, words, weights, 6) for _ in range(800)]

    made = Makes(chance, words, weights, themes, places)
    for _ in range(PRACTICES // BATCH):
        with transaction.atomic():
            rows = Practice.objects.bulk_create([made.practice() for _ in range(BATCH)])
            through = Practice.areas.through
            through.objects.bulk_create(
                through(practice=row, area=area) for row in rows for area in chance.sample(areas, 2)
            )
            library.index(rows)
        with connection.cursor() as cursor:  # as it does itself
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return factories.UserFactory(email="member@example.org", organisation=places[0])


@dataclass(frozen=True)
class Makes:
    chance: random.Random
    words: list[str]
    weights: list[float]
    themes: list[str]
    places: list[Any]

    def words_of(self, length: int) -> str:
        return sentence(self.chance, self.words, self.weights, length)

    def practice(self) -> Any:
        from practices.models import Practice

        return Practice(
            title=self.words_of(4)[:120],
            text=self.words_of(16)[:500],
            needed=self.words_of(10)[:500],
            outcome=self.words_of(10)[:500],
            keywords=", ".join(self.chance.choices(self.words, cum_weights=self.weights, k=3))[:240],
            theme=self.chance.choice(self.themes)[:160],
            zones=f",{self.chance.randint(1, 4)},",
            focus_area=self.chance.choice(("growth", "wellbeing", "leadership")),
            year=self.chance.randint(2022, 2026),
            language="fi",
            sharing=self.chance.choice(("everyone", "everyone", "region", "area", "workshop")),
            organisation=self.chance.choice(self.places),
        )


def sentence(chance: random.Random, words: list[str], weights: list[float], length: int) -> str:
    return " ".join(chance.choices(words, cum_weights=weights, k=length)).capitalize()


def queries(chance: random.Random, words: list[str]) -> list[str]:
    """One, two or three words that people could know; one in ten with a slip of the finger."""
    common = [word for word in words[:2500] if len(word) > 3]
    found: dict[str, None] = {}
    while len(found) < QUERIES:
        asked = chance.sample(common, chance.choice((1, 1, 2, 2, 3)))
        if not len(found) % SLIPS_IN:
            asked[0] = asked[0][:2] + asked[0][3:]
        found[" ".join(asked)] = None
    return list(found)


def milliseconds(act: Any) -> tuple[float, float]:
    """By the clock, and of the processor, which says more where a machine does much else."""
    start, used = time.perf_counter(), processor_seconds()
    act()
    return (time.perf_counter() - start) * 1000, (processor_seconds() - used) * 1000


def processor_seconds() -> float:
    """Of this process, and of its connections to a PostgreSQL on this machine."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return time.process_time()
    if not SERVING:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
            SERVING.extend(Path(f"/proc/{pid}/schedstat") for (pid,) in cursor.fetchall())
    nanoseconds = (int(file.read_text().split()[0]) for file in SERVING if file.exists())
    return time.process_time() + sum(nanoseconds) / 1e9


def told(what: str, times: list[tuple[float, float]]) -> dict[str, Any]:
    from django.db import connection

    by_clock, own = zip(*times, strict=True)
    limit = LIMITS[connection.vendor]
    return {
        "database": connection.vendor,
        "what": what,
        "queries": len(times),
        "median_ms": round(statistics.median(by_clock), 1),
        "p95_ms": round(statistics.quantiles(by_clock, n=20)[-1], 1),
        "processor_median_ms": round(statistics.median(own), 1),
        "processor_p95_ms": round(statistics.quantiles(own, n=20)[-1], 1),
        "limits_ms": [limit, 3 * limit],
    }


def main() -> None:
    set_up()
    from django.contrib.auth.models import AnonymousUser

    from practices.queries import facets, search
    from practices.queries.search import Wish
    from tests.factories import Person, signed_in
    from workshops.models import User

    chance = random.Random(2027)
    words = vocabulary(chance)
    start = time.monotonic()
    member = User.objects.filter(email="member@example.org").first() or fill(chance, words)
    filled_in = time.monotonic() - start
    asked = queries(chance, words)

    def look(user: Any, query: str) -> None:
        found = search.find(user, Wish(query))
        facets.counts(found, user, Wish(query))
        found.best(0, search.PAGE)

    people = [(AnonymousUser(), Person()), (member, signed_in(member))]
    acts: dict[str, Callable[[int, str], Any]] = {
        "search": lambda number, query: look(people[number % 2][0], query),
        "page": lambda number, query: people[number % 2][1].get("practices:library", q=query),
    }
    for name, act in acts.items():
        times = [milliseconds(partial(act, number, query)) for number, query in enumerate(asked)]
        print(json.dumps(told(name, times)), flush=True)
    first = Person().get("practices:library").content
    whole, _process = milliseconds(lambda: Person().get("practices:library", year=2025))
    sizes = {
        "first_page_bytes": len(first),
        "gzipped": len(gzip.compress(first)),
        "limit": PAGE_LIMIT,
        "whole_library_one_filter_ms": round(whole),
        "filled_in_s": round(filled_in),
    }
    print(json.dumps(sizes))


if __name__ == "__main__":
    main()
