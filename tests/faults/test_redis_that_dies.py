"""Redis is killed and started again between two server processes: writes go on, screens catch up."""

from __future__ import annotations

import pytest

from tests.faults import services
from tests.faults.crowd import Crowd, nothing_lost_nothing_twice
from tests.faults.proxy import Loop
from tests.waiting import SLOWNESS

CAUGHT_UP_SECONDS = 20
QUICK_SECONDS = 2


@pytest.fixture(scope="module")
def redis(tmp_path_factory):
    if services.REDIS is None:
        pytest.skip("No redis-server here: this fault test did NOT run.")
    redis = services.Redis(tmp_path_factory.mktemp("redis"))
    yield redis
    redis.kill()


@pytest.fixture(scope="module")
def two_halves(templates, running_postgres, redis, tmp_path_factory):
    """The site and its room, half of the people at each of two servers."""
    site = templates.on_postgres(25, tmp_path_factory.mktemp("site"), running_postgres, redis.address)
    servers = site.serve(), site.serve()
    room = Crowd(Loop(), site)
    halves = [room.come(8, server.address) for server in servers]
    yield site, room, halves
    room.close()
    site.close()


def stored_quickly(room: Crowd, text: str, phones=None) -> None:
    drafts = room.write(text, phones)
    room.all_is_stored(15)
    assert max(draft.stored_at - draft.sent_at for draft in drafts) < QUICK_SECONDS * SLOWNESS
    assert {status for draft in drafts for status in draft.answers} == {204}


@pytest.mark.fault
def test_writes_are_stored_without_redis_and_screens_catch_up_before_and_after_it_is_back(two_halves, redis):
    site, room, (here, there) = two_halves
    stored_quickly(room, "With Redis")
    room.all_is_shown(5)
    redis.kill()
    stored_quickly(room, "Without Redis, from here", here)
    stored_quickly(room, "Without Redis, from there", there)
    room.all_is_shown(CAUGHT_UP_SECONDS)
    redis.start()
    for text in ("Redis is back", "And knows who listens"):
        stored_quickly(room, text)
        room.all_is_shown(CAUGHT_UP_SECONDS)
    reads = [phone.reads for phone in room.phones]
    stored_quickly(room, "As if nothing had been", here[:1])
    room.all_is_shown(5)
    assert [phone.reads for phone in room.phones] == reads, "frames do not come by themselves again"
    nothing_lost_nothing_twice(site, room.drafts)
    assert len(site.notes()) == len(room.drafts)
    assert [phone.opened for phone in room.phones] == [1] * 16, "a socket was lost"


@pytest.mark.smoke
def test_a_post_opens_no_connection_of_its_own(two_halves, redis):
    """Shown to fail with a pool for each request, as Django makes it."""
    _site, room, _halves = two_halves
    stored_quickly(room, "First")
    before = redis.connections_so_far()
    for text in ("Second", "Third", "Fourth"):
        stored_quickly(room, text)
    assert redis.connections_so_far() - before < 48 / 2


@pytest.mark.smoke
def test_writes_are_stored_quickly_while_redis_is_gone(two_halves, redis):
    """Shown to fail with faults of cache and layer let through to the writer: 500 beside 204."""
    site, room, (here, _there) = two_halves
    redis.kill()
    stored_quickly(room, "Without Redis", here)
    redis.start()
    stored_quickly(room, "With Redis again", here)
    nothing_lost_nothing_twice(site, room.drafts)
    assert len(site.notes()) == len(room.drafts)
