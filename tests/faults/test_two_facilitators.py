"""Two facilitators press *next* at the same moment."""

from __future__ import annotations

import asyncio
import html
import time

import httpx
import pytest

from tests.e2e.rooms import press_at_once
from tests.faults.seed import CODE
from tests.waiting import SLOWNESS
from workshops.course import phases

smoke, fault = pytest.mark.smoke, pytest.mark.fault
TOKEN = "f" * 32


async def press(leader: httpx.AsyncClient, step: str, to: str) -> tuple[int, str, float]:
    began = time.monotonic()
    answer = await leader.post(f"/run/{CODE}/move/", data={"expected": step, "to": to})
    return answer.status_code, html.unescape(answer.text), time.monotonic() - began


@pytest.mark.parametrize(
    ("times", "make"),
    [
        pytest.param(6, "on_sqlite", marks=smoke),
        pytest.param(50, "on_sqlite", marks=fault),
        pytest.param(50, "on_postgres", marks=fault),
    ],
)
def test_pressing_next_together_makes_one_step_and_tells_the_other_one(request, crowd, times, make):
    """Shown to fail without the compare in the compare-and-set of ``course.move``: 204 for both."""
    site = request.getfixturevalue(make)(25)
    server = site.serve()
    room = crowd(site)
    room.come(4, server.address)

    async def press_together() -> None:
        leaders = [
            httpx.AsyncClient(
                base_url=server.address,
                transport=room.transport,
                cookies={"sessionid": session, "csrftoken": TOKEN},
                headers={
                    "X-CSRFToken": TOKEN,
                    "HX-Request": "true",
                    "Origin": server.address,
                    "Accept-Language": "en",
                },
            )
            for session in site.cast["sessions"]
        ]
        for time_ in range(times):
            step = "cafe-1" if time_ % 2 == 0 else "cafe-2"
            to = phases.next_step(step) or ""
            rev = site.rev
            answers = await asyncio.gather(*(press(leader, step, to) for leader in leaders))
            assert sorted(status for status, _words, _took in answers) == [204, 409]
            told = next(words for status, words, _took in answers if status == 409)
            assert f"It is now at: Round {to[-1]}." in told
            assert max(took for _status, _words, took in answers) < SLOWNESS
            assert site.rev == rev + 1
            if to == "cafe-3":
                assert (await press(leaders[0], "cafe-3", "cafe-1"))[0] == 204

    room.loop.run(press_together(), 300)
    room.all_is_shown(15)


@fault
def test_two_consoles_in_chromium_make_one_step_and_both_show_it(on_sqlite, console):
    site = on_sqlite(25)
    server = site.serve()
    consoles = [console(site, server.address, who).open() for who in (0, 1)]
    rev = site.rev
    press_at_once("[data-key=ArrowRight]", "**/move/", *(made.page for made in consoles))
    for made in consoles:
        made.page.wait_for_selector("#region[data-step='cafe-2']")
        made.is_right(5)
    steps = site.rev - rev
    assert steps == 1
