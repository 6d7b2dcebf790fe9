"""The network is there for those who look after an organisation, and for nobody else."""

from __future__ import annotations

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "status"),
    [("coordinator", 200), ("facilitator", 404), ("outsider", 404), ("participant", 302)],
)
def test_the_first_page_is_for_coordinators_alone(request, who, status):
    page = request.getfixturevalue(who).client.get(reverse("network:overview"))
    assert page.status_code == status


def test_a_choice_that_is_not_there_is_told_and_the_rest_is_shown(coordinator):
    page = coordinator.client.get(reverse("network:overview"), {"series": "77", "year": "x" * 5000})
    assert page.status_code == 200
    assert page.content.decode().count("There is no such choice.") == 2
