"""What a coordinator takes out of a practice for somebody's sake is in no table, index or file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.sites import Site
from tests.faults.traces import (
    files_of_postgres_with,
    files_with,
    left_by_housekeeping,
    manage,
    use_no_segment_again,
)

pytestmark = pytest.mark.fault
# As it is written, and what an index has of it: without what its neighbour begins with, and backwards
WORDS = ("Qwykorhonen", "wykorhon", "nohrokyw")
SHARED = """
from practices.models import Practice
from practices.services import library
for text in ("Mornings begin calmly", "Qwykorhonen begins calmly", "Tea begins the day"):
    library.index([Practice.objects.create(text=text, language="en", year=2026, sharing="everyone")])
"""
PUT_RIGHT = """
from practices.models import Practice
from practices.services import curating
from workshops.models import User
operator = User.objects.create(email="operator@example.org", is_staff=True, is_superuser=True)
practice = Practice.objects.get(text__startswith="Qwy")
curating.reword(practice=practice, read=None, is_private=True, by=operator, text="Somebody begins calmly")
"""
WITHDRAWN = """
from practices.models import Practice
from practices.services import library
library.set_withdrawn(practice=Practice.objects.get(text__startswith="Qwy"), withdrawn=True)
"""
FOUND = "SELECT rowid FROM practices_found WHERE practices_found MATCH 'qwykorhonen'"
HELD = "SELECT * FROM practices_word WHERE text = 'qwykorhonen'"


@pytest.mark.smoke
def test_a_word_taken_out_of_a_practice_is_in_no_file_of_sqlite(on_sqlite):
    """FTS5 alone keeps a word that was deleted, until its pieces are put together."""
    site = on_sqlite(2)
    manage(site, "shell", "-c", SHARED)
    assert files_with(site.folder, *WORDS)
    manage(site, "shell", "-c", PUT_RIGHT)
    assert left_by_housekeeping(site) == 0
    assert files_with(site.folder, *WORDS) == []


def test_a_practice_withdrawn_leaves_the_index_and_the_words_of_sqlite(on_sqlite):
    site = on_sqlite(2)
    manage(site, "shell", "-c", SHARED)
    assert site.ask(FOUND)
    assert site.ask(HELD)
    manage(site, "shell", "-c", WITHDRAWN)
    assert (site.ask(FOUND), site.ask(HELD)) == ([], [])


def test_a_word_taken_out_of_a_practice_is_in_no_file_of_postgresql(on_postgres, postgres):
    """Nor in samples that the planner keeps of a column."""
    use_no_segment_again(postgres)
    site: Site = on_postgres(2)
    folder = Path(postgres.server.pgdata)
    manage(site, "shell", "-c", SHARED)
    site.tell("ANALYZE")
    assert files_of_postgres_with(site, folder, *WORDS)
    manage(site, "shell", "-c", PUT_RIGHT)
    assert left_by_housekeeping(site) == 0
    assert files_of_postgres_with(site, folder, *WORDS) == []
