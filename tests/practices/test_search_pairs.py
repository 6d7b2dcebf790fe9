"""The search, judged on what people type: of each language at least 95 % are found among the first ten."""

from __future__ import annotations

import unicodedata

import pytest
from django.contrib.auth.models import AnonymousUser

from practices.models import Practice
from practices.queries import search
from practices.queries.search import Wish
from practices.services import library
from tests.practices.search_pairs import PAIRS

pytestmark = pytest.mark.django_db(transaction=True)  # the list of words follows commits
FIRST, WANTED = 10, 0.95


@pytest.fixture
def shelf() -> None:
    """All practices of all languages beside each other, so that each query could find a wrong one."""
    texts = {practice: language for language, pairs in PAIRS.items() for _query, practice in pairs}
    rows = [
        Practice(text=text, language=language, year=2026, sharing="everyone")
        for text, language in texts.items()
    ]
    library.index(Practice.objects.bulk_create(rows))


def is_found(query: str, practice: str) -> bool:
    rows = search.find(AnonymousUser(), Wish(query)).best(0, FIRST)
    return practice in {row.text for row in rows}


def missed(language: str) -> list[tuple[str, str]]:
    return [pair for pair in PAIRS[language] if not is_found(*pair)]


@pytest.mark.parametrize("language", PAIRS)
def test_what_people_type_finds_the_practice(shelf, language):
    pairs, lost = PAIRS[language], missed(language)
    assert len(pairs) >= 60
    assert len(lost) <= (1 - WANTED) * len(pairs), lost


def test_words_are_found_however_their_letters_are_spelled(shelf):
    for query in ("päivärytmi", unicodedata.normalize("NFD", "päivärytmi"), "PÄIVÄRYTMI", "paivarytmi"):
        assert is_found(query, unicodedata.normalize("NFD", "Päivärytmiä kuvilla")), query
