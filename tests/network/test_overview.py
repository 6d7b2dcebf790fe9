"""The first page: every question with its short answer, and the way to the long one."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.network.held import hold, task
from workshops.models import Workshop

pytestmark = pytest.mark.django_db


def page(person, **chosen: object) -> str:
    return " ".join(person.client.get(reverse("network:overview"), chosen).content.decode().split())


def test_an_empty_network_says_what_will_come(coordinator):
    told = page(coordinator)
    assert "No turns are planned." in told
    assert "Nobody knows yet: figures come from five answers on." in told


def test_each_answer_is_of_what_is_selected(coordinator, organisation):
    hold(organisation, areas=["Pori"])
    task(hold(organisation, areas=["Lahti"]), "Meet every week", -2)
    Workshop.objects.create(title="Coming", organisation=organisation)
    assert "<b>1</b> task is late" in page(coordinator)
    pori = Workshop.objects.get(areas__name="Pori").areas.get()
    assert "<b>0</b> tasks are late" in page(coordinator, area=pori.pk)
    assert "Papers of 1 closed workshop, in one zip" in page(coordinator, area=pori.pk)


def test_every_way_from_the_first_page_leads_somewhere_and_keeps_what_is_selected(coordinator, organisation):
    hold(organisation, areas=["Pori"])
    pori = Workshop.objects.get().areas.get()
    main = page(coordinator, area=pori.pk).partition("<main")[2]
    ways = {way.replace("&amp;", "&") for way in re.findall(r'href="(/coordinate/[^"]*)"', main)}
    ways -= {reverse("network:overview")}  # shows all
    assert len(ways) >= 6
    assert {way for way in ways if f"area={pori.pk}" not in way} == set()
    assert {coordinator.client.get(way).status_code for way in ways} == {200}


def test_the_first_page_asks_as_often_for_many_as_for_one(coordinator, organisation, queries_in):
    task(hold(organisation, areas=["Pori"]), "Meet", -2)
    once = queries_in(lambda: page(coordinator))
    for number in range(3):
        task(hold(organisation, areas=[f"Town {number}"]), "Meet", -2)
    assert queries_in(lambda: page(coordinator)) == once
