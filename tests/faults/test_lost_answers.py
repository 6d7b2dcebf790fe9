"""A post whose answer never comes, and the same post many times at once."""

from __future__ import annotations

import asyncio

import pytest

from tests.faults.crowd import Draft, nothing_lost_nothing_twice
from tests.waiting import until

pytestmark = pytest.mark.fault


@pytest.mark.smoke
def test_a_post_whose_answer_was_lost_is_sent_again_and_stays_one_row(on_sqlite, crowd, proxy, screen):
    """Shown to fail with the row's id made by the server, not the browser: "twice: Lost on the way 0"."""
    site = on_sqlite(25)
    server = site.serve()
    line = proxy(server)
    room = crowd(site)
    room.come(3, line.address)
    phone = screen(site, line.address).open()
    line.loses_answers = True
    room.write("Lost on the way")
    phone.write("Lost in Chromium")
    until(lambda: len(site.notes()) == 4, 5, "all four are stored")
    assert [draft.acknowledged for draft in room.drafts] == [False] * 3
    assert phone.unsent == ["Lost in Chromium"]
    line.loses_answers = False
    line.cut()
    room.all_is_stored(15)
    phone.all_is_stored(15)
    nothing_lost_nothing_twice(site, room.drafts)
    assert len(site.notes()) == 4
    room.all_is_shown(15)
    phone.is_right(15)


def test_the_same_post_ten_times_at_once_is_one_row_and_ten_same_answers(served_on_both, crowd):
    """Shown to fail with the row's id made by the server: ten rows, and each answer named another note."""
    site, server = served_on_both
    room = crowd(site)
    (phone,) = room.come(1, server.address, listening=0)
    before, rev, draft = site.notes(), site.rev, Draft("Ten times over")

    async def post() -> tuple[int, str]:
        """As the browser does: what is told to wait is sent again."""
        fields = {"id": str(draft.id), "table": phone.table, "kind": "situation", "text": draft.text}
        while True:
            answer = await phone.answer_to("notes/", fields)
            if answer.status_code != 429:
                return answer.status_code, answer.headers.get("HX-Trigger", "")
            await asyncio.sleep(float(answer.headers["Retry-After"]))

    async def together() -> list[tuple[int, str]]:
        return list(await asyncio.gather(*(post() for _time in range(10))))

    answers = room.loop.run(together())
    assert answers == [(204, answers[0][1])] * 10
    assert str(draft.id) in answers[0][1]
    assert sorted(site.notes()) == sorted([*before, (draft.id.hex, draft.text)])
    assert site.rev == rev + 1
