"""Accounts in the admin: who is seen, who is invited, and what a coordinator cannot make of anybody."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.test import TestCase
from django.urls import reverse

from tests.factories import PASSWORD, Person, UserFactory, signed_in
from tests.workshops.test_accounts import link_in
from workshops.models import Membership, Organisation, User

LIST = "admin:workshops_user_changelist"
ADD = "admin:workshops_user_add"
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


def add(person: Person, email: str, *rows: tuple[Any, Organisation, str], **data: Any) -> Any:
    return submit(person, ADD, email=email, first_name="Aino", last_name="A", **memberships(*rows), **data)


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


# --- inviting ---


def test_adding_somebody_invites_them_to_a_password_of_their_own(
    coordinator: Person, organisation: Organisation
) -> None:
    assert add(coordinator, "New@Example.org", ("", organisation, "facilitator"))["Location"] == reverse(LIST)
    user = stored("new@example.org")
    assert roles(user) == {("Family Centre", "facilitator")}
    assert not user.has_usable_password()
    assert not user.is_staff
    (letter,) = mail.outbox
    assert letter.to == ["new@example.org"]
    assert "coordinator@example.org has invited you" in letter.body
    page = Person().client.get(link_in(letter), follow=True)
    assert "Choose a password" in page.content.decode()


def test_invitation_goes_out_only_when_the_account_is_stored(
    coordinator: Person, organisation: Organisation
) -> None:
    coordinator.submit(ADD, email="new@example.org", **memberships(("", organisation, "facilitator")))
    assert mail.outbox == []


def test_invitation_is_sent_again(coordinator: Person, member: User) -> None:
    member.set_unusable_password()
    member.save()
    submit(coordinator, LIST, action="invite_again", _selected_action=[member.pk])
    assert [letter.to for letter in mail.outbox] == [["member@example.org"]]
    assert "Choose a password here" in mail.outbox[0].body


def test_mail_that_fails_is_told_and_the_account_stays(
    coordinator: Person, organisation: Organisation, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = add(coordinator, "new@example.org", ("", organisation, "facilitator"))
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert "The invitation to new@example.org could not be sent. Try again in a while." in said
    assert stored("new@example.org")


def test_coordinators_may_enter_the_admin_and_no_others(
    coordinator: Person, organisation: Organisation
) -> None:
    add(coordinator, "new@example.org", ("", organisation, "coordinator"))
    user = stored("new@example.org")
    assert signed_in(user).get("admin:index").status_code == 200
    membership = user.memberships.get()
    rows = memberships((membership, organisation, "facilitator"), kept=1)
    submit(coordinator, CHANGE, user.pk, email=user.email, is_active="on", **rows)
    user.refresh_from_db()
    assert (roles(user), user.is_staff) == ({("Family Centre", "facilitator")}, False)


def test_who_has_an_account_already_gets_the_membership(
    coordinator: Person, foreign_facilitator: Person, organisation: Organisation
) -> None:
    add(coordinator, "Foreign@example.org", ("", organisation, "facilitator"))
    user = stored("foreign@example.org")
    assert roles(user) == {("Family Centre", "facilitator"), ("Another Centre", "facilitator")}
    assert (user.first_name, user.check_password(PASSWORD)) == ("", True)
    assert "You have an account already" in mail.outbox[0].body


def test_nobody_is_invited_without_a_membership(coordinator: Person, organisation: Organisation) -> None:
    page = add(coordinator, "new@example.org")
    assert page.status_code == 200
    assert not User.objects.filter(email="new@example.org").exists()
    assert mail.outbox == []


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
    add(coordinator, "new@example.org", ("", other_organisation, "coordinator"))
    assert not Membership.objects.filter(organisation=other_organisation).exists()
    assert not User.objects.filter(email="new@example.org").exists()


def test_coordinator_makes_no_operator(coordinator: Person, member: User, organisation: Organisation) -> None:
    more = {"is_superuser": "on", "is_staff": "on"}
    rows = memberships((member.memberships.get(), organisation, "facilitator"), kept=1)
    submit(coordinator, CHANGE, member.pk, is_active="on", **rows, **more)
    add(coordinator, "new@example.org", ("", organisation, "facilitator"), **more)
    for email in ("member@example.org", "new@example.org"):
        assert (stored(email).is_superuser, stored(email).is_staff) == (False, False)


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


def test_email_of_an_invited_account_is_corrected(coordinator: Person, organisation: Organisation) -> None:
    add(coordinator, "wrogn@example.org", ("", organisation, "facilitator"))
    user = stored("wrogn@example.org")
    rows = memberships((user.memberships.get(), organisation, "facilitator"), kept=1)
    submit(coordinator, CHANGE, user.pk, email="Wrong@example.org", is_active="on", **rows)
    user.refresh_from_db()
    assert user.email == "wrong@example.org"
    page = Person().client.get(link_in(mail.outbox[0]), follow=True)
    assert "This link no longer works" in page.content.decode()


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


def test_list_tells_who_has_not_come_in_yet(coordinator: Person, organisation: Organisation) -> None:
    add(coordinator, "new@example.org", ("", organisation, "facilitator"))
    assert '<td class="field-signed_in">invited</td>' in coordinator.get(LIST).content.decode()
