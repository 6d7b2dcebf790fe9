"""What the room's pages cost the server with 200 notes and 100 people: ms of its own time, and queries.

    uv run python -m tests.benchmark.pages

The first line is a page that does nothing, so that the others can be read as multiples of it anywhere.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

PEOPLE, NOTES, TIMES = 100, 200, 40
STEPS = ("cafe-2", "theming", "sharing", "choosing", "open_space", "pearls", "agreement")


def set_up() -> None:
    os.environ["DIALOGIT_VAR"] = tempfile.mkdtemp(prefix="pages-")
    os.environ["ALLOWED_HOSTS"] = "testserver"
    os.environ["DJANGO_SETTINGS_MODULE"] = "dialogit.settings"
    for outside in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(outside, None)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def full_room() -> tuple[Any, Any, Any]:
    """``(workshop, facilitator, participant)`` in the first round, everyone having written."""
    from tests import factories

    user = factories.UserFactory()
    workshop = factories.WorkshopFactory(user=user)
    factories.go(workshop, "welcome")
    people = factories.many(workshop, PEOPLE)
    factories.go(workshop, "cafe-1")
    for number in range(NOTES):
        factories.note_by(people[number % PEOPLE], f"Number {number}: what we do together when it gets busy")
    return workshop, factories.signed_in(user), people[0]


def measure(get: Callable[[], Any]) -> dict[str, float]:
    """Median ms of process time, so that other programs do not count; queries of one request."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        assert get().status_code == 200
        queries = len(caught)
    spent = []
    for _time in range(TIMES):
        began = time.process_time()
        get()
        spent.append(1000 * (time.process_time() - began))
    return {"ms": round(statistics.median(spent), 1), "queries": queries}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    set_up()
    from tests import factories

    workshop, facilitator, participant = full_room()
    rows = [{"page": "nothing", **measure(lambda: participant.client.get("/healthz"))}]
    for step in STEPS:
        factories.go(workshop, step)
        for page, person in (("stage", participant), ("console", facilitator), ("projector", facilitator)):
            found = measure(lambda person=person, page=page: person.get(f"workshops:{page}", workshop.code))
            rows.append({"page": f"{page} {step}", **found})
    for row in rows:
        line = (
            json.dumps(row)
            if asked.json
            else f"{row['page']:<24} {row['ms']:>6} ms {row['queries']:>4} queries"
        )
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
