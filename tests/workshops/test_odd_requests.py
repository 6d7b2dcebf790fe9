"""What no page of ours sends, at every address: an answer in words, never a fault.

The addresses come from the URL configuration and the fields from the source, so that a new one is tried
without anybody remembering it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.forms import BaseForm
from django.urls import reverse

from tests.factories import Person, UserFactory, go, join, signed_in
from tests.workshops import test_access
from tests.workshops.test_access import ROUTES
from workshops.models import Workshop

READ = re.compile(r"(?:POST|GET)\.get(?:list)?\(\"(\w+)\"|number_in\(request, \"(\w+)\"")
ODD = {"5000 digits": "9" * 5000, "a word": "default", "NUL": "\0"}


arguments = test_access.arguments


def forms(above: type = BaseForm) -> set[type]:
    return {form for below in above.__subclasses__() for form in {below, *forms(below)}}


def fields() -> set[str]:
    """The names of all fields that a view or a form reads."""
    names = {name for form in forms() for name in getattr(form, "base_fields", ())}
    for app in ("workshops", "worryzones", "practices", "network", "dialogit"):
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            names |= {first or second for first, second in READ.findall(path.read_text())}
    return names


@pytest.fixture
def resident(workshop: Workshop) -> Person:
    person = join(workshop)
    go(workshop, "cafe-1")
    return person


@pytest.fixture
def operator(db: None) -> Person:
    return signed_in(UserFactory(is_staff=True, is_superuser=True))


@pytest.mark.thorough
@pytest.mark.parametrize("name", ODD)
def test_odd_values_in_any_field_of_any_address_are_answered(
    name, workshop, facilitator, resident, operator, arguments
):
    """Shown to fail with what a scanner and a reviewer found: 500 at /language/, for a slide, for a move."""
    odd = dict.fromkeys(sorted(fields()), ODD[name])
    addresses = [reverse(route, kwargs=arguments(route, workshop, resident)) for route in sorted(ROUTES)]
    faults = []
    for address in addresses:
        at = address.split("/")[1]
        client = {"run": facilitator, "practices": operator, "coordinate": operator}.get(at, resident).client
        client.raise_request_exception = False
        asked = {field: value for field, value in odd.items() if len(value) < 100}
        found = [client.get(address, asked).status_code, client.post(address, odd).status_code]
        if max(found) >= 500:
            faults.append((address, found))
    assert faults == []
