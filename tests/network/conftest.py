"""A series that the cast's coordinator looks after, and one organisation that has joined it."""

from __future__ import annotations

import pytest

from network.models import Series, SeriesMember
from network.services import series as series_services
from tests.factories import Person, UserFactory, WorkshopFactory, signed_in
from workshops.models import Membership, Organisation, Workshop


@pytest.fixture
def series(organisation: Organisation) -> Series:
    return series_services.begin(
        organisation=organisation,
        name="Eight towns",
        purpose="To learn from each other",
        begins_on=None,
        ends_on=None,
        language="en",
    )


@pytest.fixture
def joined(series: Series, other_organisation: Organisation) -> Series:
    """The same, with the other organisation in it."""
    SeriesMember.objects.create(series=series, organisation=other_organisation)
    return series


@pytest.fixture
def operator(db: None) -> Person:
    return signed_in(UserFactory(email="operator@example.org", is_staff=True, is_superuser=True))


@pytest.fixture
def third(db: None) -> Person:
    """A coordinator of an organisation that has nothing to do with it."""
    user = UserFactory(email="third@example.org", is_staff=True)
    away = Organisation.objects.create(name="Third Centre")
    Membership.objects.create(user=user, organisation=away, role=Membership.Role.COORDINATOR)
    return signed_in(user)


@pytest.fixture
def planned(organisation: Organisation) -> Workshop:
    """Nobody has joined it."""
    return WorkshopFactory(title="Planned", organisation=organisation)


@pytest.fixture
def theirs(other_organisation: Organisation) -> Workshop:
    """Of the other organisation; nobody has joined it."""
    return WorkshopFactory(title="Theirs", organisation=other_organisation)
