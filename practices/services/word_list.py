"""The list of words by which a slip of the finger is forgiven: those of the practices in the library alone.

It follows what has been committed. Within the writes two of them could wait for each other's new words for
ever, and of two that take the last uses of a word away neither would see that nobody has it any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from django.db import connection, transaction

from practices.models import Practice, Word
from practices.queries import search_index
from practices.queries.texts import words_of
from workshops import live
from workshops.text import words

MAX_WORD_LENGTH = 60
LOOKED_AT = 8  # practices that may have a word which has left another one


def follow(*, came: AbstractSet[str], left: AbstractSet[str]) -> None:
    """After commit: ``came`` are in the library now, ``left`` have left some practice."""
    transaction.on_commit(lambda: _follow(came, left - came), robust=True)


def _follow(came: AbstractSet[str], left: AbstractSet[str]) -> None:
    """The words that are there are held, so that one which comes as it goes is not lost."""
    with live.holding(Word.objects.filter(text__in=[*came, *left])):
        unused = [text for text in left if not _is_in_use(text)]
        Word.objects.filter(text__in=unused).delete()
        learn(came)


def learn(texts: Iterable[str]) -> None:
    """In one order, so that two who learn the same ones do not wait for each other."""
    usual = sorted(text for text in texts if 3 < len(text) <= MAX_WORD_LENGTH)
    folded = [(text, words.folded(text)) for text in usual]
    Word.objects.bulk_create(
        (Word(text=text, folded=plain, backwards=plain[::-1]) for text, plain in folded),
        ignore_conflicts=True,
        batch_size=2000,
    )


def _is_in_use(text: str) -> bool:
    """Whether it is a word of some practices that have it as a key. One in use after all is learnt again."""
    having = search_index.having(Practice.objects.filter(withdrawn=False), text, connection.vendor)
    return any(text in words_of(row) for row in having[:LOOKED_AT])
