"""What follows from somebody's memberships, when two of them come or go in the same instant."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from tests.factories import UserFactory, WorkshopFactory
from workshops.models import FacilitatorInvitation, Membership, User, Workshop
from workshops.services import accounts, course, facilitation, invitations, membership_invitations

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "a wholly usual sentence"


def invite(workshop: Workshop, by: User, email: str) -> int:
    invitations.invite(workshop=workshop, by=by, email=email, address=lambda path: f"https://a{path}")
    return FacilitatorInvitation.objects.get(workshop=workshop, email=email).pk


def accept(workshop: Workshop, invitation_id: int) -> User:
    return invitations.accept(workshop=Workshop.objects.get(pk=workshop.pk), invitation_id=invitation_id)


def test_a_member_in_both_roles_accepts_to_facilitate(organisation, workshop, facilitator):
    user = UserFactory(email="both@example.org")
    for role in Membership.Role.values:
        Membership.objects.create(user=user, organisation=organisation, role=role)
    accept(workshop, invite(workshop, facilitator.user, user.email))
    assert workshop.facilitations.filter(user=user, is_guest=False).exists()
    assert user.memberships.count() == 2


def test_who_becomes_coordinator_and_member_elsewhere_at_once_may_coordinate(
    organisation, other_organisation, coordinator, foreign_coordinator, at_once
):
    for turn in range(8):
        user = User.objects.create_user(f"p{turn}@example.org", PASSWORD)
        asked = [
            membership_invitations.ask(organisation=place, email=user.email, role=role, by=by.user)[0].pk
            for place, role, by in (
                (organisation, "coordinator", coordinator),
                (other_organisation, "facilitator", foreign_coordinator),
            )
        ]
        said = at_once(*(lambda pk=pk: membership_invitations.accept(invitation_id=pk) for pk in asked))
        user.refresh_from_db()
        assert (said, user.is_staff, user.memberships.count()) == (["done", "done"], True, 2)


def test_who_accepts_two_workshops_of_two_organisations_at_once_is_a_guest_in_one(
    other_organisation, workshop, facilitator, foreign_facilitator, at_once
):
    there = WorkshopFactory(organisation=other_organisation)
    facilitation.add_second(workshop=there, user=foreign_facilitator.user)
    for turn in range(8):
        user = User.objects.create_user(f"q{turn}@example.org", PASSWORD)
        asked = [
            (place, invite(place, by.user, user.email))
            for place, by in ((workshop, facilitator), (there, foreign_facilitator))
        ]
        said = at_once(*(lambda place=place, pk=pk: accept(place, pk) for place, pk in asked))
        assert (said, user.memberships.count()) == (["done", "done"], 1)
        assert sorted(user.facilitations.values_list("is_guest", flat=True)) == [False, True]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time.")
def test_whose_membership_ends_as_the_workshop_moves_there_does_not_facilitate_it(
    organisation, other_organisation, monkeypatch
):
    workshop = WorkshopFactory(organisation=organisation)
    user = UserFactory(email="m@example.org", organisation=organisation)
    there = Membership.objects.create(user=user, organisation=other_organisation)
    facilitation.add_second(workshop=workshop, user=user)
    decided, end_outside = threading.Event(), facilitation.end_outside

    def slowly(write) -> None:
        end_outside(write)
        decided.set()
        ending.join(2)

    def end() -> None:
        decided.wait(5)
        try:
            with transaction.atomic():
                there.delete()
                accounts.sync_access(user=User.objects.get(pk=user.pk))
        finally:
            connection.close()

    ending = threading.Thread(target=end)
    ending.start()
    monkeypatch.setattr(facilitation, "end_outside", slowly)
    course.update_workshop(workshop=Workshop.objects.get(pk=workshop.pk), organisation=other_organisation)
    ending.join()
    assert not workshop.facilitations.filter(user=user).exists()
