"""The words by which a slip is forgiven, when several bring them or take them away in the same instant."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection, transaction

from practices.models import Curation, Practice, Word
from practices.services import curating, library, word_list
from tests.factories import PracticeFactory, UserFactory, WorkshopFactory
from workshops import live
from workshops.models import User, Workshop

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def operator() -> User:
    return UserFactory(email="operator@example.org", is_staff=True, is_superuser=True)


def test_a_name_that_two_take_out_of_two_practices_at_once_is_kept_nowhere(operator, at_once):
    for turn in range(8):
        name = f"virtanen{chr(97 + turn)}"
        both = [PracticeFactory(text=f"{name} begins {how}") for how in ("calmly", "slowly")]
        assert Word.objects.filter(text=name).exists()

        def reword(practice, turn=turn):
            curating.reword(
                practice=practice, read=None, is_private=True, by=operator, text=f"Somebody {turn}"
            )

        assert at_once(*(lambda row=row, reword=reword: reword(row) for row in both)) == ["done", "done"]
        assert not Word.objects.filter(text=name).exists()


def test_a_word_that_comes_as_it_goes_stays(operator, at_once):
    for turn in range(8):
        word = f"coffee{chr(97 + turn)}"
        old, workshop = PracticeFactory(text=f"{word} in the morning"), WorkshopFactory(sharing="everyone")
        said = at_once(
            lambda old=old: curating.set_withdrawn(practice=old, withdrawn=True, by=operator),
            lambda workshop=workshop, word=word: library.share(
                workshop=workshop, text=f"{word} in the evening", sharing="everyone"
            ),
        )
        assert said == ["done", "done"]
        assert Word.objects.filter(text=word).exists()


def test_two_workshops_that_share_the_same_new_words_do_not_wait_for_each_other(at_once):
    """PostgreSQL ended one of them where each brought the words in its own order."""
    for turn in range(8):
        words = [f"{letter}word{turn}{letter}" for letter in "abcdef"]

        def share(workshop: Workshop, words: list[str]) -> None:
            with live.writing(workshop) as write:
                for word in words:
                    library.share_within(write, text=f"{word} every day", sharing="everyone")

        one, other = (WorkshopFactory(sharing="everyone") for _each in range(2))
        said = at_once(
            lambda one=one, words=words, share=share: share(one, words),
            lambda other=other, words=words, share=share: share(other, words[::-1]),
        )
        assert said == ["done", "done"]
        assert Word.objects.filter(text__in=words).count() == len(words)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time.")
def test_a_level_that_is_lowered_while_its_double_is_merged_on_keeps_the_merger(
    operator, monkeypatch, at_once
):
    """The row was saved whole, with what stood before somebody else's merger."""
    gone, kept, last = (PracticeFactory(text=text) for text in ("Gone", "Kept", "Last"))
    curating.merge(double=gone, into=kept, by=operator)
    read = curating._curation

    def merged_on_meanwhile(row):
        found = read(row)
        if row == gone:
            assert at_once(lambda: curating.merge(double=kept, into=last, by=operator)) == ["done"]
        return found

    monkeypatch.setattr(curating, "_curation", merged_on_meanwhile)
    curating.lower(practice=gone, level="region", by=operator)
    assert Curation.objects.get(practice=gone).merged_into == last


def test_a_list_that_fails_holds_up_nothing_else(monkeypatch):
    """What was written is written, and the room is told of it."""
    workshop = WorkshopFactory(sharing="everyone")

    def away(came, left):
        raise OperationalError("away")

    monkeypatch.setattr(word_list, "_follow", away)
    told: list[str] = []
    with live.writing(workshop) as write:
        library.share_within(write, text="Every morning", sharing="everyone")
        transaction.on_commit(lambda: told.append("the room"))
    assert told == ["the room"]
    assert Practice.objects.count() == 1
