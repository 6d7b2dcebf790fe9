"""Who is connected, here and to the other processes."""

from __future__ import annotations

import pytest

from workshops import presence


@pytest.fixture(autouse=True)
def _alone():
    yield
    presence._elsewhere.clear()
    presence._sockets.clear()


def test_here_counts_people_once_wherever_they_are_connected():
    presence.arrive(1, 10)
    presence.arrive(1, 10)
    presence.hear("another", 1, [10, 11])
    presence.hear("a third", 1, [12])
    presence.hear("a third", 2, [13])
    assert presence.here(1) == {10, 11, 12}
    presence.leave(1, 10)
    assert presence.in_this_process(1) == [10]


def test_here_believes_the_newest_word_of_a_process():
    presence.hear("another", 1, [11])
    presence.hear("another", 1, [])
    assert presence.here(1) == set()


def test_here_forgets_a_process_that_says_no_more(monkeypatch):
    presence.hear("another", 1, [11])
    monkeypatch.setattr(presence, "FORGET_SECONDS", -1)
    assert presence.here(1) == set()
    assert presence._elsewhere == {}


def test_here_is_not_told_its_own_people_by_itself():
    presence.hear(presence.PROCESS, 1, [10])
    assert presence.here(1) == set()
