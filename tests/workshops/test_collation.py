"""Names in the order of the Finnish and Swedish alphabet, on both databases."""

from __future__ import annotations

import pytest

from tests.factories import AreaFactory, UserFactory, signed_in
from workshops.admin import site
from workshops.models import Area
from workshops.text.collation import sort_key


def test_areas_are_listed_by_the_alphabet(db):
    wanted = ["Akaa", "alavus", "Hanko", "Zorn", "zürich", "Åbo", "åland", "Äetsä", "ähtäri", "Öja", "öster"]
    for name in sorted(wanted, key=len):
        AreaFactory(name=name)
    assert [area.name for area in Area.objects.all()] == wanted


NAMES = [
    "Äijälä-Öhman",
    "Åsa Åström",
    "Ŋiälla Čáhcesuolu",
    "Ǩeäđǥaž Sääʹmǩiõll",
    "Nguyễn Thị Hằng",
    "100 % Zoë",
]
SOUGHT = [
    *[("äijälä", 0), ("ÄIJÄLÄ", 0), ("öhman", 0), ("ÖHMAN", 0), ("A\u0308ija\u0308la\u0308", 0)],
    *[("åsa", 1), ("ÅSTRÖM", 1), ("a\u030astro\u0308m", 1), ("\u212bsa", 1)],
    *[("ŋIÄLLA", 2), ("ČÁHCE", 2), ("cahce", 2), ("C\u030ca\u0301hce", 2), ("ǩEÄĐ", 3), ("SÄÄ", 3)],
    *[("nguyen thi", 4), ("NGUYỄN", 4), ("zoe", 5), ("100 %", 5), ("%", 5)],
]


@pytest.mark.parametrize(("sought", "place"), SOUGHT)
def test_names_are_found_in_capitals_and_however_they_are_composed(db, sought, place):
    for name in NAMES:
        AreaFactory(name=name)
    assert [found.name for found in Area.objects.filter(name__letters=sought)] == [NAMES[place]]


@pytest.mark.parametrize("sought", ["aijala", "oh_man", "xyz", "asa"])
def test_names_are_not_found_by_other_letters(db, sought):
    for name in NAMES:
        AreaFactory(name=name)
    assert not Area.objects.filter(name__letters=sought).exists()


def test_admin_searches_by_letters():
    searched = {name for admin in site._registry.values() for name in admin.search_fields}
    assert {name for name in searched if not name.endswith("__letters")} == {"code", "email"}


@pytest.mark.parametrize("sought", ["ÄIJÄLÄ", "a\u0308ija\u0308la\u0308"])
def test_admin_finds_what_was_added_in_another_spelling(db, sought):
    operator = signed_in(UserFactory(is_staff=True, is_superuser=True))
    operator.submit("admin:workshops_area_add", kind="municipality", name="A\u0308ija\u0308la\u0308")
    assert Area.objects.get().name == "Äijälä"
    page = operator.get("admin:workshops_area_changelist", q=sought)
    assert "Äijälä</a>" in page.content.decode()


OTHERS = [("Édouard", "Eckerö"), ("A\u030abo", "Zorn"), ("Čáhci", "Cable")]


@pytest.mark.parametrize(("name", "after"), OTHERS)
def test_other_signs_stand_with_their_letter_and_come_in_any_form(name, after):
    assert sort_key(after) < sort_key(name)
    assert sort_key(name) < sort_key("Ö")
