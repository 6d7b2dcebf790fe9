"""The marketplace on the projector: as large as all of it can be."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from workshops.documents.marketplace_layout import DENSITIES, arranged


def themes(count: int, groups: int = 1, question: str = "Meeting a family before the worry grows"):
    return [SimpleNamespace(wording=question, open_groups=["A"] * groups) for _ in range(count)]


@pytest.mark.parametrize(
    ("count", "groups", "density"),
    [
        (4, 1, "airy"),
        (3, 2, "usual"),
        (5, 1, "roomy"),
        (7, 1, "tight"),
        (8, 2, "tight four"),
        (12, 3, "packed brief"),
    ],
)
def test_market_is_set_as_large_as_it_can_be(count, groups, density):
    assert arranged(themes(count, groups))["density"] == density


@pytest.mark.parametrize("count", range(17))
def test_market_shows_every_theme_of_a_usual_room(count):
    found = arranged(themes(count))
    assert sum(map(len, found["columns"])) == count
    assert found["more"] == 0


def test_market_says_how_many_themes_found_no_room():
    found = arranged(themes(40, 2))
    assert found["density"] == DENSITIES[-1].name
    assert sum(map(len, found["columns"])) + found["more"] == 40
    assert found["more"] > 0
