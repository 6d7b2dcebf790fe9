"""What is settled before people come, and what is left."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.markup import flat
from workshops.queries import checklist


def done(workshop) -> set[str]:
    workshop.refresh_from_db()
    return {row["item"].key for row in checklist.checklist(workshop)["rows"] if row["done"]}


def test_what_can_be_known_is_known(workshop, second):
    assert done(workshop) == {"second"}
    workshop.dialogue_1_at, workshop.place = timezone.now(), "Hall"
    workshop.save()
    assert done(workshop) == {"settings", "second"}


def test_the_rest_is_ticked_by_hand_and_unticked(workshop, facilitator):
    for on, wanted in (("1", {"paper"}), ("1", {"paper"}), ("0", set())):
        facilitator.post("workshops:tick", workshop.code, item="paper", on=on)
        assert done(workshop) == wanted


@pytest.mark.parametrize("item", ["second", "nonsense", "", "x" * 5000])
def test_nothing_else_can_be_ticked(workshop, facilitator, item):
    answer = facilitator.post("workshops:tick", workshop.code, item=item, on="1")
    assert answer.status_code == 302
    assert done(workshop) == set()


def test_page_says_how_much_is_left(workshop, facilitator):
    page = flat(facilitator.get("workshops:checklist", workshop.code).content)
    assert "6 things are left, about 72 minutes." in page
    for item in checklist.ITEMS:
        facilitator.post("workshops:tick", workshop.code, item=item.key, on="1")
    page = flat(facilitator.get("workshops:checklist", workshop.code).content)
    assert "2 things are left, about 12 minutes." in page
