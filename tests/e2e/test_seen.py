"""Seen by those who see little: the system's own colours, and what has to stand out in ours."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.e2e.rooms import Room

CHOSEN = "[aria-pressed=true], [aria-current]:not([aria-current=false]), label:has(> input:checked)"
# What is chosen and not in the system's colour for it, and what is in that colour and not chosen.
MISTAKEN = """(chosen) => {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.backgroundColor = "Highlight";
  const highlight = getComputedStyle(probe).backgroundColor;
  probe.remove();
  const isLit = (e) => getComputedStyle(e).backgroundColor === highlight;
  const all = [...document.querySelectorAll("body *:not(svg, svg *)")].filter((e) => e.checkVisibility());
  const name = (e) => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 30)}`;
  return [
    ...all.filter((e) => e.matches(chosen) && !isLit(e)).map((e) => `not lit: ${name(e)}`),
    ...all.filter((e) => isLit(e) && !e.closest(chosen)).map((e) => `lit: ${name(e)}`),
  ];
}"""
# How much what is chosen, and what is written in an empty field, stand out from what is around them.
CONTRASTS = """() => {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const parts = (colour) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour) => parts(colour).slice(0, 3)
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const ratio = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const behind = (e) => {
    const { backgroundColor } = getComputedStyle(e);
    return parts(backgroundColor)[3] === 255 ? backgroundColor : behind(e.parentElement);
  };
  const kinds = [...document.querySelectorAll(".kinds label:has(> input:checked)")];
  const fields = [...document.querySelectorAll("textarea[placeholder], input[placeholder]")];
  return {
    chosen: kinds.map((e) => ratio(getComputedStyle(e).borderTopColor, behind(e.parentElement))),
    hints: fields.filter((e) => e.checkVisibility())
      .map((e) => ratio(getComputedStyle(e, "::placeholder").color, behind(e))),
  };
}"""


@pytest.fixture
def pages(room: Room) -> list[Page]:
    room.begin("cafe-1", ("en", ""), *[("en", "")] * 3)
    [phone] = room.load(1)
    room.do("note", by=0, text="Mornings begin together")
    room.open("console")
    room.everywhere("Mornings begin together", phone, room.console)
    return [phone, room.console]


def test_the_systems_own_colours_show_what_is_chosen_and_nothing_else_so(room: Room, pages: list[Page]):
    """Shown to fail: a list's label was lit, since its option is ``:checked``, and chosen slides were not."""
    room.do("turn_screen", to="held")
    room.is_current()
    for step in ("cafe-1", "choosing", "open_space"):
        if step != "cafe-1":
            room.jump(step)
            room.is_current()
        for page in pages:
            page.emulate_media(forced_colors="active", reduced_motion="reduce")
            assert page.evaluate(MISTAKEN, CHOSEN) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_chosen_kinds_and_hints_in_fields_stand_out(pages: list[Page], scheme: str):
    for page in pages:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = page.evaluate(CONTRASTS)
        assert min(found["hints"]) >= 4.5
        assert min(found["chosen"], default=21) >= 3
    assert len(pages[0].evaluate(CONTRASTS)["chosen"]) == 1
