"""What follows from somebody's memberships, when two of them come or go in the same instant."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from tests.factories import UserFactory, WorkshopFactory, signed_in
from workshops.admin.accounts import UserAdmin
from workshops.admin.places import OrganisationAdmin
from workshops.models import FacilitatorInvitation, Membership, Organisation, User, Workshop
from workshops.refusals import Refused
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


def test_an_account_that_was_closed_meanwhile_accepts_nothing(workshop, facilitator, monkeypatch):
    user = UserFactory(email="closed@example.org", organisation=None)
    invitation_id = invite(workshop, facilitator.user, user.email)
    found = invitations.account_that_accepts

    def closed_meanwhile(invitation):
        account = found(invitation)
        User.objects.filter(pk=user.pk).update(is_active=False)
        return account

    monkeypatch.setattr(invitations, "account_that_accepts", closed_meanwhile)
    with pytest.raises(Refused, match="closed"):
        accept(workshop, invitation_id)
    assert not workshop.facilitations.filter(user=user).exists()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time.")
def test_a_workshop_that_comes_while_the_account_is_waited_for_is_held_too(
    organisation, other_organisation, at_once, monkeypatch
):
    """Else it is held after the account, and who holds it and waits for the account would wait for ever."""
    workshop, late = (WorkshopFactory(organisation=organisation) for _each in range(2))
    user = UserFactory(email="m@example.org", organisation=organisation)
    facilitation.add_second(workshop=workshop, user=user)
    held: list[set[int]] = []
    alone = accounts.holding_account_alone

    def one_more_meanwhile(account):
        if not held:
            assert at_once(lambda: facilitation.add_second(workshop=late, user=user)) == ["done"]
        held.append(accounts._facilitated(user))
        return alone(account)

    monkeypatch.setattr(accounts, "holding_account_alone", one_more_meanwhile)
    accounts.sync_access(user=user)
    assert [len(workshops) for workshops in held] == [2, 2]


def test_a_membership_that_a_colleague_ended_does_not_come_back(organisation, monkeypatch):
    user = UserFactory(email="m@example.org", organisation=organisation)
    row, save = user.memberships.get(), UserAdmin.save_model
    sent = {"email": user.email, "first_name": "Kim", "last_name": "N", "is_active": "on"}
    formset = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 1, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    formset |= {"0-id": row.pk, "0-user": user.pk, "0-organisation": organisation.pk, "0-role": "coordinator"}

    def ended_meanwhile(self, *args):
        Membership.objects.filter(pk=row.pk).delete()
        save(self, *args)

    monkeypatch.setattr(UserAdmin, "save_model", ended_meanwhile)
    operator = signed_in(User.objects.create_superuser("operator@example.org", "x"))
    sent |= {f"memberships-{name}": value for name, value in formset.items()}
    answer = operator.submit("admin:workshops_user_change", user.pk, **sent)
    assert answer.status_code == 409
    assert "A colleague has ended a membership meanwhile" in answer.content.decode()
    assert user.memberships.get().role == "facilitator", "nothing of the page was saved"


def test_an_organisation_that_was_deleted_meanwhile_is_told_in_words(other_organisation, monkeypatch):
    save = OrganisationAdmin.save_model

    def deleted_meanwhile(self, *args):
        Organisation.objects.filter(pk=other_organisation.pk).delete()
        save(self, *args)

    monkeypatch.setattr(OrganisationAdmin, "save_model", deleted_meanwhile)
    operator = signed_in(User.objects.create_superuser("operator@example.org", "x"))
    sent = {"name": "Renamed", "language": "en", "contact": "", "notes_kept_days": 90}
    answer = operator.submit("admin:workshops_organisation_change", other_organisation.pk, **sent)
    assert answer.status_code == 409
    assert "A colleague has just deleted this" in answer.content.decode()
