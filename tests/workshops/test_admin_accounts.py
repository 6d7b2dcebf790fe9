"""Accounts in the admin: who is seen, and what a coordinator cannot make of anybody.

How they come about: `test_membership_invitations`.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import TestCase

from tests.factories import Person, UserFactory, signed_in
from workshops.admin.accounts import UserAdmin
from workshops.admin.places import OrganisationAdmin
from workshops.models import Membership, Organisation, User

LIST = "admin:workshops_user_changelist"
CHANGE = "admin:workshops_user_change"


def memberships(*rows: tuple[Any, Organisation, str], kept: int = 0) -> dict[str, Any]:
    """The inline's fields: rows of ``(membership or "", organisation, role)``, the first ``kept`` stored."""
    data: dict[str, Any] = {"memberships-TOTAL_FORMS": len(rows), "memberships-INITIAL_FORMS": kept}
    for number, (membership, organisation, role) in enumerate(rows):
        data[f"memberships-{number}-id"] = getattr(membership, "pk", membership)
        data[f"memberships-{number}-organisation"] = organisation.pk
        data[f"memberships-{number}-role"] = role
    return data


def submit(person: Person, page: str, *args: Any, **data: Any) -> Any:
    """What goes out after commit goes out."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return person.submit(page, *args, **data)


@pytest.fixture
def organisation(organisation: Organisation) -> Organisation:
    organisation.language = "en"
    organisation.save()
    return organisation


@pytest.fixture
def operator(db: None) -> Person:
    return signed_in(User.objects.create_superuser("operator@example.org", "x"))


@pytest.fixture
def member(organisation: Organisation) -> User:
    return UserFactory(email="member@example.org", first_name="Mikko", organisation=organisation)


def stored(email: str) -> User:
    return User.objects.get(email=email)


def roles(user: User) -> set[tuple[str, str]]:
    return set(user.memberships.values_list("organisation__name", "role"))


def test_coordinators_may_enter_the_admin_and_no_others(
    coordinator: Person, member: User, organisation: Organisation
) -> None:
    membership = member.memberships.get()
    rows = memberships((membership, organisation, "coordinator"), kept=1)
    submit(coordinator, CHANGE, member.pk, is_active="on", **rows)
    assert signed_in(stored(member.email)).get("admin:index").status_code == 200
    rows = memberships((membership, organisation, "facilitator"), kept=1)
    submit(coordinator, CHANGE, member.pk, is_active="on", **rows)
    member.refresh_from_db()
    assert (roles(member), member.is_staff) == ({("Family Centre", "facilitator")}, False)


def test_accounts_are_made_by_accepting_an_invitation_alone(coordinator: Person, operator: Person) -> None:
    for person in (coordinator, operator):
        assert person.get("admin:workshops_user_add").status_code == 403


def test_operator_adds_a_membership(operator: Person, member: User, other_organisation: Organisation) -> None:
    own = member.memberships.get()
    rows = memberships((own, own.organisation, own.role), ("", other_organisation, "coordinator"), kept=1)
    submit(operator, CHANGE, member.pk, email=member.email, is_active="on", **rows)
    assert roles(member) == {("Family Centre", "facilitator"), ("Another Centre", "coordinator")}


# --- within reach ---


def test_coordinator_sees_members_of_own_organisations_only(
    coordinator: Person, member: User, foreign_facilitator: Person, outsider: Person, operator: Person
) -> None:
    html = coordinator.get(LIST).content.decode()
    assert "member@example.org" in html
    for stranger in (foreign_facilitator, outsider, operator):
        assert stranger.user
        assert stranger.user.email not in html
        assert coordinator.get(CHANGE, stranger.user.pk).status_code == 302
    assert coordinator.get(LIST, q="foreign").context["cl"].result_count == 0  # type: ignore[attr-defined]


def test_memberships_elsewhere_neither_show_nor_change(
    coordinator: Person, member: User, organisation: Organisation, other_organisation: Organisation
) -> None:
    own = member.memberships.get()
    theirs = Membership.objects.create(user=member, organisation=other_organisation, role="facilitator")
    for page in (coordinator.get(LIST), coordinator.get(CHANGE, member.pk)):
        assert "Another Centre" not in page.content.decode()
    rows = ((own, organisation, "coordinator"), (theirs, organisation, "coordinator"))
    submit(coordinator, CHANGE, member.pk, **memberships(*rows, kept=2))
    theirs.refresh_from_db()
    assert (theirs.organisation, theirs.role) == (other_organisation, "facilitator")


def test_coordinator_gives_no_membership_elsewhere(
    coordinator: Person, member: User, other_organisation: Organisation
) -> None:
    rows = memberships(("", other_organisation, "coordinator"))
    submit(coordinator, CHANGE, member.pk, email=member.email, is_active="on", **rows)
    assert not Membership.objects.filter(organisation=other_organisation).exists()


def test_coordinator_makes_no_operator(coordinator: Person, member: User, organisation: Organisation) -> None:
    more = {"is_superuser": "on", "is_staff": "on"}
    rows = memberships((member.memberships.get(), organisation, "facilitator"), kept=1)
    submit(coordinator, CHANGE, member.pk, is_active="on", **rows, **more)
    assert (stored(member.email).is_superuser, stored(member.email).is_staff) == (False, False)


def test_operator_makes_operators(operator: Person, member: User, organisation: Organisation) -> None:
    rows = memberships((member.memberships.get(), organisation, "facilitator"), kept=1)
    submit(operator, CHANGE, member.pk, email=member.email, is_active="on", is_superuser="on", **rows)
    member.refresh_from_db()
    assert (member.is_superuser, member.is_staff) == (True, True)


def test_email_of_an_account_in_use_is_not_redirected(
    coordinator: Person, member: User, organisation: Organisation
) -> None:
    """Else a coordinator could have somebody's link sent to themselves."""
    rows = memberships((member.memberships.get(), organisation, "facilitator"), kept=1)
    submit(coordinator, CHANGE, member.pk, email="thief@example.org", first_name="M", is_active="on", **rows)
    member.refresh_from_db()
    assert (member.email, member.first_name) == ("member@example.org", "M")


@pytest.mark.parametrize("other", ["operator", "member elsewhere too", "oneself"])
def test_accounts_that_are_not_the_coordinators_alone_are_not_closed(
    other: str,
    coordinator: Person,
    operator: Person,
    member: User,
    organisation: Organisation,
    other_organisation: Organisation,
) -> None:
    assert operator.user
    assert coordinator.user
    Membership.objects.create(user=operator.user, organisation=organisation)
    Membership.objects.create(user=member, organisation=other_organisation)
    user = {"operator": operator.user, "oneself": coordinator.user}.get(other, member)
    own = user.memberships.get(organisation=organisation)
    submit(coordinator, CHANGE, user.pk, **memberships((own, organisation, own.role), kept=1))
    user.refresh_from_db()
    assert user.is_active


def test_coordinator_closes_an_account_of_the_own_organisation(
    coordinator: Person, member: User, organisation: Organisation
) -> None:
    rows = memberships((member.memberships.get(), organisation, "facilitator"), kept=1)
    submit(coordinator, CHANGE, member.pk, first_name="Mikko", last_name="", **rows)
    member.refresh_from_db()
    assert not member.is_active
    assert coordinator.submit("admin:workshops_user_delete", member.pk, post="yes").status_code == 403


def test_list_of_accounts_makes_as_many_queries_at_3_as_at_30(
    coordinator: Person, organisation: Organisation, queries_in: Any
) -> None:
    UserFactory.create_batch(3, organisation=organisation)
    coordinator.get(LIST)
    few = queries_in(lambda: coordinator.get(LIST))
    UserFactory.create_batch(27, organisation=organisation)
    assert queries_in(lambda: coordinator.get(LIST)) == few


def test_accounts_are_narrowed_by_organisation_and_role_within_reach(
    coordinator: Person, member: User, organisation: Organisation, other_organisation: Organisation
) -> None:
    Membership.objects.create(user=member, organisation=other_organisation, role="coordinator")

    def found(**query: Any) -> list[str]:
        return [user.email for user in coordinator.get(LIST, **query).context["cl"].result_list]  # type: ignore[attr-defined]

    assert found(role="facilitator") == ["member@example.org"]
    assert found(role="coordinator") == ["coordinator@example.org"]
    assert found(of=organisation.pk) == ["coordinator@example.org", "member@example.org"]
    assert len(found(of=other_organisation.pk)) == 2


def test_list_tells_who_has_not_come_in_yet(coordinator: Person, member: User) -> None:
    assert '<td class="field-signed_in">not yet</td>' in coordinator.get(LIST).content.decode()


@pytest.mark.parametrize("page", ["user", "organisation"])
def test_a_page_saves_only_what_was_changed_on_it(page, organisation, coordinator, monkeypatch):
    """Between reading the row and saving it somebody else saves something that the page does not show."""
    user = UserFactory(email="kim@example.org", organisation=organisation)
    admin, row, sent = {
        "user": (
            UserAdmin,
            user,
            {"email": user.email, "first_name": "Kim", "last_name": "N", "is_active": "on"},
        ),
        "organisation": (
            OrganisationAdmin,
            organisation,
            {"name": "Renamed", "language": "en", "contact": "", "notes_kept_days": 90},
        ),
    }[page]
    formset = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    sent |= {f"memberships-{name}": value for name, value in formset.items()}
    save = admin.save_model

    def meanwhile(self, *args):
        User.objects.filter(pk=user.pk).update(password="new")
        Organisation.objects.filter(pk=organisation.pk).update(feedback_version=7)
        save(self, *args)

    monkeypatch.setattr(admin, "save_model", meanwhile)
    assert coordinator.submit(f"admin:workshops_{page}_change", row.pk, **sent).status_code == 302
    for each in (user, organisation):
        each.refresh_from_db()
    assert (user.password, organisation.feedback_version) == ("new", 7)
    assert user.first_name == "Kim" or organisation == Organisation.objects.named("RENAMED").get()
