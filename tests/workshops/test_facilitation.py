"""Roles that hold: named, handed over by the lead alone, and ended with the membership."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tests.factories import OrganisationFactory, UserFactory, WorkshopFactory, go, signed_in
from workshops import access
from workshops.access.permissions import Role
from workshops.models import Facilitation, Membership
from workshops.refusals import Refused
from workshops.services import accounts, course, facilitation

LEAD, SECOND = Facilitation.Role.LEAD, Facilitation.Role.SECOND


def roles(workshop):
    return dict(workshop.facilitations.values_list("user__email", "role"))


def of(person, workshop):
    return workshop.facilitations.get(user=person.user)


def test_lead_hands_over_and_is_second_from_then_on(workshop, facilitator, second):
    answer = facilitator.submit("workshops:hand_over", workshop.code, of(second, workshop).pk)
    assert answer.status_code == 302
    assert roles(workshop) == {"second@example.org": LEAD, "facilitator@example.org": SECOND}
    answer = facilitator.submit("workshops:hand_over", workshop.code, of(facilitator, workshop).pk)
    assert answer.status_code == 409
    assert "Only the lead facilitator can hand over the lead." in answer.content.decode()


def test_second_cannot_seize_the_lead_or_take_the_lead_off(workshop, facilitator, second):
    for act in ("hand_over", "step_down"):
        mine = of(second if act == "hand_over" else facilitator, workshop)
        assert second.submit(f"workshops:{act}", workshop.code, mine.pk).status_code == 409
    assert roles(workshop) == {"facilitator@example.org": LEAD, "second@example.org": SECOND}


def test_lead_cannot_leave_a_workshop_without_one(workshop, facilitator):
    with pytest.raises(Refused, match="Hand over to somebody first"):
        facilitation.step_down(workshop=workshop, by=facilitator.user, facilitation=of(facilitator, workshop))


def test_second_steps_down_and_the_lead_takes_off(workshop, facilitator, second):
    mine = of(second, workshop)
    assert second.submit("workshops:step_down", workshop.code, mine.pk).url == "/run/"
    assert second.get("workshops:console", workshop.code).status_code == 404
    again = facilitation.add_second(workshop=workshop, user=second.user)
    answer = facilitator.submit("workshops:step_down", workshop.code, again.pk)
    assert answer.url == f"/run/{workshop.code}/facilitators/"
    assert roles(workshop) == {"facilitator@example.org": LEAD}


def test_handing_over_to_somebody_who_has_just_stepped_down_is_refused(workshop, facilitator, second):
    gone = of(second, workshop)
    facilitation.step_down(workshop=workshop, by=second.user, facilitation=of(second, workshop))
    with pytest.raises(Refused, match="is no longer a facilitator"):
        facilitation.hand_over(workshop=workshop, by=facilitator.user, to=gone)
    assert roles(workshop) == {"facilitator@example.org": LEAD}


def test_database_holds_one_lead(workshop, second):
    with pytest.raises(IntegrityError), transaction.atomic():
        workshop.facilitations.update(role=LEAD)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("nobody@example.org", "Nobody with this e-mail has an account in this organisation."),
        ("outsider@example.org", "Nobody with this e-mail has an account in this organisation."),
        ("not an address", "Enter a valid email address."),
        ("", "This field is required."),
    ],
)
def test_a_second_who_does_not_exist_is_said_beside_the_field(workshop, facilitator, outsider, typed, words):
    answer = facilitator.submit("workshops:add_second", workshop.code, email=typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert typed in page
    assert len(roles(workshop)) == 1


def test_a_second_is_named_on_the_page(workshop, facilitator, organisation):
    user = UserFactory(email="new@example.org", organisation=organisation)
    facilitator.submit("workshops:add_second", workshop.code, email="New@example.org")
    assert signed_in(user).get("workshops:console", workshop.code).status_code == 200
    assert "new@example.org" in facilitator.get("workshops:facilitators", workshop.code).content.decode()


# --- a membership that ends ---


def test_facilitation_ends_with_the_membership_and_the_second_leads(workshop, facilitator, second):
    Membership.objects.filter(user=facilitator.user).delete()
    accounts.settle(user=facilitator.user)
    assert roles(workshop) == {"second@example.org": LEAD}
    assert facilitator.get("workshops:console", workshop.code).status_code == 404
    assert access.facilitator_in(workshop, facilitator.user) is None


def test_facilitation_elsewhere_stays_when_one_membership_ends(workshop, facilitator, other_organisation):
    Membership.objects.create(user=facilitator.user, organisation=other_organisation)
    other = WorkshopFactory(organisation=other_organisation, user=facilitator.user)
    Membership.objects.filter(user=facilitator.user, organisation=workshop.organisation).delete()
    accounts.settle(user=facilitator.user)
    assert roles(workshop) == {}
    assert roles(other) == {"facilitator@example.org": LEAD}


def test_facilitation_stays_while_another_role_in_the_organisation_does(workshop, facilitator, organisation):
    Membership.objects.create(
        user=facilitator.user, organisation=organisation, role=Membership.Role.COORDINATOR
    )
    Membership.objects.filter(user=facilitator.user, role=Membership.Role.FACILITATOR).delete()
    accounts.settle(user=facilitator.user)
    assert roles(workshop) == {"facilitator@example.org": LEAD}


def test_coordinator_who_takes_a_membership_away_ends_the_facilitation(workshop, second, coordinator):
    """Through the admin's own form, as a coordinator does it."""
    membership = Membership.objects.get(user=second.user)
    body = {
        "first_name": "",
        "last_name": "",
        "email": second.user.email,
        "is_active": "on",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "1",
        "memberships-MIN_NUM_FORMS": "0",
        "memberships-MAX_NUM_FORMS": "1000",
        "memberships-0-id": membership.pk,
        "memberships-0-user": second.user.pk,
        "memberships-0-organisation": membership.organisation_id,
        "memberships-0-role": membership.role,
        "memberships-0-DELETE": "on",
    }
    answer = coordinator.client.post(f"/admin/workshops/user/{second.user.pk}/change/", body)
    assert answer.status_code == 302
    assert roles(workshop) == {"facilitator@example.org": LEAD}


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.PROJECTOR])
def test_sockets_of_who_facilitates_no_more_are_shut_for_good(workshop, second, frames, role):
    with frames(workshop, role) as sent:
        Membership.objects.filter(user=second.user).delete()
        accounts.settle(user=second.user)
    shut = [message for message in sent if message.get("type") == "shut"]
    assert [(message["code"], message["user"]) for message in shut] == [(4403, second.user.pk)]


def close_the_account(person, operator):
    """By the admin's own form, as a coordinator or an operator does it: without the tick at *active*."""
    body = {
        "first_name": "",
        "last_name": "",
        "email": person.user.email,
        "memberships-TOTAL_FORMS": "0",
        "memberships-INITIAL_FORMS": "0",
        "memberships-MIN_NUM_FORMS": "0",
        "memberships-MAX_NUM_FORMS": "1000",
    }
    return operator.client.post(f"/admin/workshops/user/{person.user.pk}/change/", body)


def delete_the_account(person, operator):
    return operator.client.post(f"/admin/workshops/user/{person.user.pk}/delete/", {"post": "yes"})


def delete_it_from_the_list(person, operator):
    body = {"action": "delete_selected", "_selected_action": person.user.pk, "post": "yes"}
    return operator.client.post("/admin/workshops/user/", body)


@pytest.mark.parametrize("act", [close_the_account, delete_the_account, delete_it_from_the_list])
@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.PROJECTOR])
def test_sockets_of_an_account_that_is_closed_are_shut_for_good(workshop, second, frames, role, act):
    operator = signed_in(UserFactory(is_staff=True, is_superuser=True))
    with frames(workshop, role) as sent:
        assert act(second, operator).status_code == 302
    shut = [message for message in sent if message.get("type") == "shut"]
    assert [(message["code"], message["user"]) for message in shut] == [(4403, second.user.pk)]


# --- both at once ---


def test_next_pressed_by_both_is_one_step_and_the_other_is_told(workshop, facilitator, second):
    go(workshop, "cafe-1")
    press = {"expected": "cafe-1", "to": "cafe-2"}
    assert facilitator.post("workshops:move", workshop.code, **press).status_code == 204
    answer = second.post("workshops:move", workshop.code, **press)
    assert answer.status_code == 409
    assert "It is now at: Round 2." in answer.content.decode()
    workshop.refresh_from_db()
    assert workshop.step == "cafe-2"


def test_facilitators_outside_a_new_organisation_end_and_a_second_inside_leads(workshop, facilitator, second):
    """Shown to fail without the end: a colleague of the old organisation went on reading the notes."""
    elsewhere = OrganisationFactory(name="Library")
    Membership.objects.create(user=second.user, organisation=elsewhere)
    course.update_workshop(workshop=workshop, organisation=elsewhere)
    assert [(f.user, f.role) for f in workshop.facilitations.all()] == [(second.user, "lead")]
    assert facilitator.get("workshops:console", workshop.code).status_code == 404
