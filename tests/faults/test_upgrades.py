"""A server is restarted in the middle of a round."""

from __future__ import annotations

import pytest
from django.conf import settings

from dialogit import servers
from tests.faults.crowd import nothing_lost_nothing_twice
from tests.waiting import SLOWNESS, until

AGAIN_SECONDS = 15


@pytest.mark.parametrize(
    ("people", "kind"),
    [
        pytest.param(24, settings.SERVER, marks=pytest.mark.smoke),
        *(pytest.param(100, name, marks=pytest.mark.fault) for name in servers.NAMES),
    ],
)
def test_restarted_for_an_upgrade_in_mid_round_nobody_types_anything_twice(
    on_sqlite, crowd, screen, people, kind
):
    """Shown to fail with threads that wait for the event loop without a limit: Daphne had not ended
    twenty seconds after SIGTERM."""
    site = on_sqlite(people + 1)
    server = site.serve(kind)
    room = crowd(site)
    room.come(people, server.address)
    phone = screen(site, server.address).open()
    phone.line.fill("Half a thought")
    drafts = room.write("Mid-round")
    until(lambda: any(draft.acknowledged for draft in drafts), 20, "some are stored", 0.002)
    assert server.terminate() < 6 * SLOWNESS
    phone_sees = phone.line.input_value()
    room.write("While it is away")
    server.start()
    room.all_is_stored(AGAIN_SECONDS)
    room.all_is_shown(AGAIN_SECONDS)
    phone.is_right(AGAIN_SECONDS)
    assert (phone_sees, phone.line.input_value()) == ("Half a thought", "Half a thought")
    nothing_lost_nothing_twice(site, room.drafts)
    assert len(site.notes()) == 2 * people
