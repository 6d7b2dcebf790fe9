"""Workshops that shared practices are purged: what they agreed to tell stays, whoever wrote it does not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings

from tests.faults.seed_shared import NOTHING, WITH_NOTES, WITHOUT_NOTES
from tests.faults.traces import (
    files_of_postgres_with,
    files_with,
    left_by_housekeeping,
    use_no_segment_again,
)

pytestmark = pytest.mark.fault
ALL = (WITH_NOTES, WITHOUT_NOTES, NOTHING)


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest) -> Any:
    """A site and how its database's own files are read: tables, indexes, write-ahead log."""
    if request.param == "sqlite":
        site = request.getfixturevalue("on_sqlite")(25)
        return site, lambda *texts: files_with(site.folder, *texts)
    postgres = request.getfixturevalue("postgres")
    use_no_segment_again(postgres)
    site = request.getfixturevalue("on_postgres")(25)
    return site, lambda *texts: files_of_postgres_with(site, Path(postgres.server.pgdata), *texts)


def seeded(site: Any) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.seed_shared"],
        cwd=settings.BASE_DIR,
        env=site.environment,
        check=True,
        stdout=subprocess.PIPE,
    )
    return list(json.loads(done.stdout))


def test_purged_workshops_leave_what_they_agreed_to_tell_and_nothing_of_who_wrote(place: Any) -> None:
    """While a server runs, which then shows the practices with the chain that is left."""
    site, found_in_files = place
    server = site.serve()
    proofs = seeded(site)
    for word in ALL:
        assert found_in_files(f"{word}NOTE"), "before the purge they are there"
    site.tell("UPDATE workshops_workshop SET purge_notes_on = '2020-01-01' WHERE phase = 'closed'")
    assert left_by_housekeeping(site) == 0

    assert site.ask("SELECT count(*) FROM worryzones_note WHERE text LIKE 'SEED%'") == [(0,)]
    for word in ALL:
        assert found_in_files(f"{word}NAME", f"{word}UNIT") == []
    assert found_in_files(*proofs) == []
    assert found_in_files(f"{WITHOUT_NOTES}NOTE", f"{NOTHING}NOTE") == []

    shown = pages(site, server)
    assert shown.keys() == {WITH_NOTES, WITHOUT_NOTES}
    assert chain(shown[WITH_NOTES]) == {"PRACTICE", "THEME", "NOTE"}
    assert chain(shown[WITHOUT_NOTES]) == {"PRACTICE", "THEME"}


def pages(site: Any, server: Any) -> dict[str, str]:
    """The practices' pages by the word of their workshop, as anyone is shown them."""
    numbers = [number for (number,) in site.ask("SELECT id FROM practices_practice ORDER BY id")]
    shown = [httpx.get(f"{server.address}/practices/{number}/", trust_env=False) for number in numbers]
    assert {page.status_code for page in shown} == {200}
    named = [(re.search("(SEED[A-Z]+)PRACTICE", page.text), page.text) for page in shown]
    return {match[1]: text for match, text in named if match}


def chain(page: str) -> set[str]:
    """What of practice, theme and note it tells; a theme group is called as the theme that grew from it."""
    return set(re.findall("SEED(?:ONE|TWO|THREE)(PRACTICE|THEME|NOTE|NAME|UNIT)", page))
