"""What is settled before people come, and what is left."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.markup import flat
from tests.workshops.test_preparation import filled_in
from workshops.models import Workshop
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
    assert "7 things are left, about 77 minutes." in page
    for key in checklist.known_keys():
        facilitator.post("workshops:tick", workshop.code, item=key, on="1")
    page = flat(facilitator.get("workshops:checklist", workshop.code).content)
    assert "2 things are left, about 12 minutes." in page


def test_each_row_leads_to_where_it_is_settled_and_preparation_leads_here(workshop, facilitator):
    Workshop.objects.filter(pk=workshop.pk).update(phase="preparation")
    run = f"/run/{workshop.code}/"
    console = flat(facilitator.get("workshops:console", workshop.code).content)
    assert f'<a href="{run}checklist/">Preparation</a>' in console
    page = flat(facilitator.get("workshops:checklist", workshop.code).content)
    parts = (
        "prepare/",
        "facilitators/",
        "prepare/questions/",
        "script/",
        "print/",
        "prepare/#rehearse",
        "invitation/",
    )
    assert [part for part in parts if f'<h2><a href="{run}{part}">' not in page] == []
    back = ("workshops:prepare", "workshops:facilitators", "workshops:script", "workshops:print")
    pages = [
        flat(facilitator.get(name, workshop.code).content)
        for name in (*back, "worryzones:prompts", "workshops:invitation")
    ]
    assert [page.count(f'href="{run}checklist/"') for page in pages] == [1] * 6


def test_each_save_of_preparation_answers(workshop, facilitator, organisation):
    saves = (
        ("workshops:prepare", filled_in(organisation)),
        ("workshops:invite_facilitator", {"email": "second@example.org"}),
        ("workshops:template", {"on": "1"}),
        ("worryzones:prompts", {"zone_1": "What helps?"}),
        ("worryzones:prompts", {"zone_1": "What helps?", "then": "sv"}),
    )
    for page, fields in saves:
        answer = facilitator.submit(page, workshop.code, **fields)
        told = flat(facilitator.client.get(answer.url).content)
        assert '<p class="pill saved" role="status">✓ Saved</p>' in told, page
