"""Titles as no one thinks of them: what is read around a workshop and after it holds them on every screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.e2e.eyes import OUTSIDE, SMALL
from tests.e2e.rooms import Room

# Skolt Sámi, an emoji, letters and their marks apart, and a word that never ends: as long as a title can be.
ODD = ("ǩǧǥ 😀 a\u0308iti " + "x" * 120)[:120]
BETWEEN = ("/w/{}/found/", "/w/{}/")
OF_FACILITATORS = (
    *("/run/", "/run/{}/checklist/", "/run/{}/invitation/", "/run/{}/facilitators/", "/run/{}/between/"),
    *("/run/{}/report/", "/run/{}/recipients/", "/run/{}/follow-up/", "/run/{}/agreement/amend/"),
    *("/w/{}/report/", "/w/{}/report/one-page/"),
)
AFTER = ("/w/{}/", "/w/{}/follow-up/")


def outside(room: Room, page: Page, *paths: str) -> list[str]:
    """On the smallest phone and on a laptop."""
    found = []
    for path in paths:
        page.goto(path.format(room.code))
        for size in (SMALL, {"width": 1440, "height": 900}):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            found += [f"{path} {size['width']}: {what}" for what in page.evaluate(OUTSIDE)]
    return found


@pytest.mark.parametrize("step", ["interlude", "closed"])
def test_odd_titles_stay_within_every_page(room: Room, step: str):
    room.begin("agreement", ("en", "Aino"), title=ODD)
    if step == "closed":
        room.do("agree", what=ODD)
    room.do("jump", step=step)
    room.expected += ["404", "409"]
    laptop, [phone] = room.page(room.sign_in(), "laptop"), room.load()
    found = outside(room, laptop, *OF_FACILITATORS)
    found += outside(room, phone, *(AFTER if step == "closed" else BETWEEN))
    assert found == [], "\n".join(found)
