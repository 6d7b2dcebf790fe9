"""Names in the order of the Finnish and Swedish alphabet, on both databases."""

from __future__ import annotations

import pytest

from tests.factories import AreaFactory
from workshops.alphabet import sort_key
from workshops.models import Area


def test_areas_are_listed_by_the_alphabet(db):
    wanted = ["Akaa", "alavus", "Hanko", "Zorn", "zürich", "Åbo", "åland", "Äetsä", "ähtäri", "Öja", "öster"]
    for name in sorted(wanted, key=len):
        AreaFactory(name=name)
    assert [area.name for area in Area.objects.all()] == wanted


OTHERS = [("Édouard", "Eckerö"), ("A\u030abo", "Zorn"), ("Čáhci", "Cable")]


@pytest.mark.parametrize(("name", "after"), OTHERS)
def test_other_signs_stand_with_their_letter_and_come_in_any_form(name, after):
    assert sort_key(after) < sort_key(name)
    assert sort_key(name) < sort_key("Ö")
