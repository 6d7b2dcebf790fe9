"""What leads people to the site leads to its set address, whatever the request asked for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from tests.factories import Person
from workshops.extension.print_cards import qr_of
from workshops.models import Organisation, Workshop

SITE, CLAIMED = "https://dialogit.example:8443", "testserver:9999"


@pytest.fixture(autouse=True)
def _set(settings, workshop: Workshop, facilitator: Person) -> None:
    settings.SITE_ADDRESS = SITE
    facilitator.client.defaults["HTTP_HOST"] = CLAIMED
    Workshop.objects.update(dialogue_2_at=timezone.now() + timedelta(days=3))


def read(person: Person, page: str, workshop: Workshop) -> str:
    answer = person.get(f"workshops:{page}", workshop.code)
    assert answer.status_code == 200
    return answer.content.decode().replace("\r\n ", "")  # as a calendar file breaks its lines


@pytest.mark.parametrize("page", ["console", "projector", "print", "calendar"])
def test_pages_papers_and_calendars_lead_to_the_set_address(workshop, facilitator, page):
    """Shown to fail before: whatever port a request named stood in them."""
    found = read(facilitator, page, workshop)
    assert "dialogit.example:8443" in found
    assert "9999" not in found


def test_the_qr_opens_the_set_address(workshop, facilitator):
    assert qr_of(f"{SITE}/j/{workshop.code}/") in read(facilitator, "console", workshop)


def test_without_a_set_address_pages_lead_to_where_they_were_asked(workshop, facilitator, settings):
    """A laptop in the room has no name of its own."""
    settings.SITE_ADDRESS = ""
    assert CLAIMED in read(facilitator, "console", workshop)


def test_an_invitation_leads_to_the_set_address(coordinator, organisation: Organisation):
    coordinator.client.defaults["HTTP_HOST"] = CLAIMED
    fields = {"email": "new@example.org", "organisation": organisation.pk, "role": "facilitator"}
    with TestCase.captureOnCommitCallbacks(execute=True):
        coordinator.client.post(reverse("admin:workshops_membershipinvitation_add"), fields)
    assert SITE in mail.outbox[0].body
    assert "9999" not in mail.outbox[0].body
