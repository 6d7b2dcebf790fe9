"""Who is connected, here and to the other processes."""

from __future__ import annotations

import asyncio

import pytest
from channels.layers import get_channel_layer

from workshops import presence


@pytest.fixture(autouse=True)
def _alone():
    yield
    presence._elsewhere.clear()
    presence._sockets.clear()


def test_here_counts_people_once_wherever_they_are_connected():
    presence.arrive(1, 10)
    presence.arrive(1, 10)
    presence.remember("another", 1, [10, 11])
    presence.remember("a third", 1, [12])
    presence.remember("a third", 2, [13])
    assert presence.here(1) == {10, 11, 12}
    presence.leave(1, 10)
    assert presence.in_this_process(1) == [10]


def test_here_believes_the_newest_word_of_a_process():
    presence.remember("another", 1, [11])
    presence.remember("another", 1, [])
    assert presence.here(1) == set()


def test_here_forgets_a_process_that_says_no_more(monkeypatch):
    presence.remember("another", 1, [11])
    monkeypatch.setattr(presence, "FORGET_SECONDS", -1)
    assert presence.here(1) == set()
    assert presence._elsewhere == {}


def test_here_is_not_told_its_own_people_by_itself():
    presence.remember(presence.PROCESS, 1, [10])
    assert presence.here(1) == set()


async def test_processes_tell_each_other_who_is_connected():
    """What this one says, said by another, is taken for the other's."""
    layer = get_channel_layer()
    channel = await layer.new_channel()
    await layer.group_add(presence.GROUP, channel)
    presence.arrive(1, 10)
    await presence.tell_others(1)
    presence.leave(1, 10)
    said = await layer.receive(channel)
    listening = asyncio.create_task(presence.listen_to_others())
    for _look in range(100):
        await layer.group_send(presence.GROUP, said | {"process": "another"})
        await asyncio.sleep(0.02)
        if presence.here(1):
            break
    listening.cancel()
    assert presence.here(1) == {10}
