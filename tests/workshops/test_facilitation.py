"""Roles that hold: named, handed over by the lead alone, and ended with the membership."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from practices.models import Practice
from tests.factories import (
    OrganisationFactory,
    PracticeFactory,
    UserFactory,
    WorkshopFactory,
    go,
    signed_in,
)
from tests.network.held import hold
from workshops import access
from workshops.access.permissions import Role
from workshops.forms.workshop import WorkshopForm
from workshops.models import Facilitation, FacilitatorInvitation, Membership
from workshops.queries import workshop_sources
from workshops.refusals import Refused
from workshops.services import accounts, course, duplication, facilitation, invitations, rehearsals

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
    assert answer.url == f"/run/{workshop.code}/facilitators/?saved"
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


# --- a membership that ends ---


def test_facilitation_ends_with_the_membership_and_the_second_leads(workshop, facilitator, second):
    Membership.objects.filter(user=facilitator.user).delete()
    accounts.sync_access(user=facilitator.user)
    assert roles(workshop) == {"second@example.org": LEAD}
    assert facilitator.get("workshops:console", workshop.code).status_code == 404
    assert access.facilitator_in(workshop, facilitator.user) is None


def test_facilitation_elsewhere_stays_when_one_membership_ends(workshop, facilitator, other_organisation):
    Membership.objects.create(user=facilitator.user, organisation=other_organisation)
    other = WorkshopFactory(organisation=other_organisation, user=facilitator.user)
    Membership.objects.filter(user=facilitator.user, organisation=workshop.organisation).delete()
    accounts.sync_access(user=facilitator.user)
    assert roles(workshop) == {}
    assert roles(other) == {"facilitator@example.org": LEAD}


def test_facilitation_stays_while_another_role_in_the_organisation_does(workshop, facilitator, organisation):
    Membership.objects.create(
        user=facilitator.user, organisation=organisation, role=Membership.Role.COORDINATOR
    )
    Membership.objects.filter(user=facilitator.user, role=Membership.Role.FACILITATOR).delete()
    accounts.sync_access(user=facilitator.user)
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
        accounts.sync_access(user=second.user)
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


# --- a guest: of another organisation, for one workshop ---


@pytest.fixture
def guest(workshop, foreign_facilitator):
    """Has accepted an invitation by the workshop's lead."""
    email = foreign_facilitator.user.email
    invitation = FacilitatorInvitation.objects.create(
        workshop=workshop,
        email=email,
        by=workshop.facilitations.get(role=LEAD).user,
        changed_at=timezone.now(),
        expires_on=timezone.localdate(),
    )
    invitations.accept(workshop=workshop, invitation_id=invitation.pk)
    return foreign_facilitator


def is_guest(person, workshop):
    return workshop.facilitations.filter(user=person.user).values_list("is_guest", flat=True).first()


def test_who_belongs_elsewhere_facilitates_one_workshop_and_becomes_no_member(workshop, guest, facilitator):
    other = WorkshopFactory(organisation=workshop.organisation, user=facilitator.user)
    assert [row.organisation.name for row in guest.user.memberships.all()] == ["Another Centre"]
    pages = [guest.get("workshops:console", each.code).status_code for each in (workshop, other)]
    assert (pages, is_guest(guest, workshop)) == ([200, 404], True)


def test_guests_are_offered_no_template_of_the_organisation_and_keep_none_there(workshop, guest, facilitator):
    kept = WorkshopFactory(organisation=workshop.organisation, user=facilitator.user)
    duplication.keep_as_template(workshop=kept, on=True)
    assert list(workshop_sources.may_begin_from(guest.user)) == [workshop]
    assert guest.submit("workshops:template", workshop.code, on="1").status_code == 404
    workshop.refresh_from_db()
    assert not workshop.is_template


def test_guests_read_no_practice_of_the_organisation(workshop, guest, second):
    PracticeFactory(organisation=workshop.organisation, sharing="area")
    read = [Practice.objects.readable_by(person.user).count() for person in (second, guest)]
    assert read == [1, 0]


def test_guests_prepare_the_workshop_where_it_is_and_show_nothing_of_its_organisation(
    workshop, guest, other_organisation
):
    """Shown to fail without it: they could save nothing but by taking the workshop to their own."""
    former = hold(workshop.organisation, "Last year")
    form = WorkshopForm(instance=workshop, user=guest.user)
    choices = {name: [row.pk for row in form.fields[name].queryset] for name in ("organisation", "former")}
    assert choices == {"organisation": [workshop.organisation_id], "former": []}
    assert [value for value, _label in form.fields["last_time"].choices] == [""]
    workshop.former, workshop.last_time = former, "chosen"
    form = WorkshopForm(instance=workshop, user=guest.user)
    assert list(form.fields["former"].queryset) == [former]


def test_a_guest_begins_their_own_workshop_without_what_is_the_organisation_s(workshop, guest):
    course.update_workshop(workshop=workshop, place="Room 7 in the cellar")
    page = guest.get("workshops:new", **{"from": workshop.code}).content.decode()
    assert "Room 7 in the cellar" not in page
    assert f'<option value="{workshop.organisation_id}"' not in page


def test_a_guest_stays_when_a_membership_elsewhere_ends(workshop, guest, organisation, other_organisation):
    third = OrganisationFactory()
    Membership.objects.create(user=guest.user, organisation=third)
    Membership.objects.filter(user=guest.user, organisation=other_organisation).delete()
    accounts.sync_access(user=guest.user)
    assert is_guest(guest, workshop) is True


def test_a_guest_who_belongs_nowhere_any_more_is_none(workshop, guest):
    Membership.objects.filter(user=guest.user).delete()
    accounts.sync_access(user=guest.user)
    assert roles(workshop) == {"facilitator@example.org": LEAD}
    assert guest.get("workshops:console", workshop.code).status_code == 404


def test_a_guest_who_becomes_a_member_facilitates_as_members_do(workshop, guest, organisation):
    mine = Membership.objects.create(user=guest.user, organisation=organisation)
    accounts.sync_access(user=guest.user)
    assert is_guest(guest, workshop) is False
    mine.delete()
    accounts.sync_access(user=guest.user)
    assert roles(workshop) == {"facilitator@example.org": LEAD}


@pytest.mark.parametrize("who", ["organisation", "third"])
def test_a_guest_of_a_workshop_that_goes_elsewhere_stays_if_it_is_to_their_own(
    workshop, guest, other_organisation, who
):
    to = other_organisation if who == "organisation" else OrganisationFactory()
    course.update_workshop(workshop=workshop, organisation=to)
    assert is_guest(guest, workshop) == (False if who == "organisation" else None)


def test_a_guest_rehearses_and_stays_a_guest_there(workshop, guest, facilitator):
    rehearsal = rehearsals.begin(workshop=workshop, user=guest.user)
    assert {f.user.email: (f.role, f.is_guest) for f in rehearsal.facilitations.all()} == {
        guest.user.email: (LEAD, True),
        "facilitator@example.org": (SECOND, False),
    }
    accounts.sync_access(user=guest.user)
    assert rehearsal.facilitations.filter(user=guest.user).exists()


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.PROJECTOR])
def test_sockets_of_a_guest_are_left_alone_until_they_facilitate_no_more(workshop, guest, frames, role):
    third = OrganisationFactory()
    extra = Membership.objects.create(user=guest.user, organisation=third)
    codes = []
    for act in (extra.delete, guest.user.memberships.all().delete):
        with frames(workshop, role) as sent:
            act()
            accounts.sync_access(user=guest.user)
        codes.append([message["code"] for message in sent if message.get("type") == "shut"])
    assert codes == [[], [4403]]


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
