"""Whoever is invited to an organisation answers first: the same for known and unknown addresses."""

from __future__ import annotations

import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from tests.factories import Person, UserFactory, signed_in
from tests.markup import flat
from workshops.models import Membership, MembershipInvitation, Organisation, User
from workshops.queries import invitations as invitations_queries
from workshops.refusals import Gone
from workshops.services import invitations, membership_invitations

LIST = "admin:workshops_membershipinvitation_changelist"
ADD = "admin:workshops_membershipinvitation_add"
ACCOUNTS = "admin:workshops_user_changelist"
NEW = "Maija@Example.org"
PASSWORD = "kolme harmaata hiirtä tanssii"
TYPED = {"first_name": "Maija", "last_name": "Meri", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def organisation(organisation: Organisation) -> Organisation:
    organisation.language = "en"
    organisation.save()
    return organisation


@pytest.fixture
def known(other_organisation: Organisation) -> User:
    """An account of another organisation."""
    return UserFactory(
        email="maija@example.org", first_name="Maija", last_name="Meri", organisation=other_organisation
    )


def invite(person: Person, organisation: Organisation, email: str = NEW, role: str = "facilitator") -> Any:
    """What goes out after commit goes out."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return person.submit(ADD, email=email, organisation=organisation.pk, role=role)


def act(person: Person, action: str) -> Any:
    pks = list(MembershipInvitation.objects.values_list("pk", flat=True))
    return person.submit(LIST, action=action, _selected_action=pks)


def link_in(message: Any) -> str:
    return re.search(r"https?://[^/]+(/invited/member/\S+)", message.body)[1]  # type: ignore[index]


def words(person: Person, page: str = LIST) -> str:
    return flat(re.sub(r"<[^>]+>", " ", person.get(page).content.decode()))


def roles(email: str) -> set[tuple[str, str]]:
    rows = Membership.objects.filter(user__email=email)
    return set(rows.values_list("organisation__name", "role"))


# --- who invites learns nothing ---


def test_whoever_invites_to_an_organisation_learns_nothing_of_an_account(
    coordinator: Person, organisation: Organisation, other_organisation: Organisation
) -> None:
    def told() -> Any:
        mail.outbox.clear()
        MembershipInvitation.objects.all().delete()
        with CaptureQueriesContext(connection) as asked:
            answer = invite(coordinator, organisation)
        said = [str(message) for message in get_messages(answer.wsgi_request)]
        pages = [re.sub(r"\d+", "", words(coordinator, page)) for page in (LIST, ACCOUNTS)]
        letter = re.sub(r"/invited/\S+", "", str(mail.outbox[0].body))
        tables = [re.findall(r'"(workshops_\w+)"', query["sql"])[:1] for query in asked]
        return answer.status_code, answer.url, said, pages, mail.outbox[0].subject, letter, tables

    coordinator.get(ADD)
    invite(coordinator, organisation)  # what is looked up once, such as kinds of things, has been
    nobody = told()
    UserFactory(
        email="maija@example.org", first_name="Maija", last_name="Meri", organisation=other_organisation
    )
    assert told() == nobody
    User.objects.filter(email="maija@example.org").update(is_active=False)
    assert told() == nobody
    assert "Meri" not in str(nobody)
    assert nobody[2] == ["An invitation is on its way to maija@example.org."]
    assert roles("maija@example.org") == {("Another Centre", "facilitator")}


def test_no_account_is_looked_up_by_its_address_when_somebody_is_invited(
    coordinator: Person, organisation: Organisation
) -> None:
    """So known and unknown addresses take the same time. Who is a member here is no secret to who invites."""
    with CaptureQueriesContext(connection) as asked:
        invite(coordinator, organisation)
    naming = [query["sql"] for query in asked if "maija@example.org" in query["sql"].lower()]
    looked_up = [sql for sql in naming if sql.startswith("SELECT") and "workshops_membershipinv" not in sql]
    assert [re.findall(r'FROM "(\w+)"', sql) for sql in looked_up] == [["workshops_membership"]]


def test_invited_is_listed_by_address_alone_until_it_is_accepted(
    coordinator: Person, organisation: Organisation, known: User
) -> None:
    invite(coordinator, organisation)
    assert "maija@example.org invited facilitator Family Centre" in words(coordinator)
    assert "maija@example.org" not in words(coordinator, ACCOUNTS)
    assert "1 invited and not yet in" in words(coordinator, "admin:index")
    signed_in(known).client.post(link_in(mail.outbox[0]))
    assert "maija@example.org" not in words(coordinator)
    assert "Maija Meri" in words(coordinator, ACCOUNTS)


def test_coordinator_corrects_no_address_of_an_account(
    coordinator: Person, organisation: Organisation, known: User
) -> None:
    """A refusal because the new one is in use would tell that it is."""
    own = UserFactory(email="own@example.org", organisation=organisation)
    own.set_unusable_password()
    own.save()
    membership = own.memberships.get()
    rows = {
        "memberships-TOTAL_FORMS": 1,
        "memberships-INITIAL_FORMS": 1,
        "memberships-0-id": membership.pk,
        "memberships-0-role": "facilitator",
    }
    answer = coordinator.submit(
        "admin:workshops_user_change", own.pk, email="maija@example.org", is_active="on", **rows
    )
    own.refresh_from_db()
    assert (answer.status_code, own.email) == (302, "own@example.org")


# --- the mail and the link ---


def test_member_without_an_account_chooses_a_password_and_is_in(
    coordinator: Person, organisation: Organisation
) -> None:
    assert invite(coordinator, organisation).url == reverse(LIST)
    (letter,) = mail.outbox
    assert letter.to == ["maija@example.org"]
    assert letter.subject == "Invitation to Good Practice Dialogues"
    assert "coordinator@example.org has invited you to Dialogit" in letter.body
    assert "You would be a facilitator of Family Centre" in letter.body
    somebody = Person()
    assert "Choose a password, and you are in." in flat(somebody.client.get(link_in(letter)).content)
    assert not User.objects.filter(email="maija@example.org").exists()
    assert somebody.client.post(link_in(letter), TYPED).url == reverse("workshops:own")
    user = User.objects.get(email="maija@example.org")
    assert somebody.get("workshops:own").status_code == 200
    assert (user.get_full_name(), user.check_password(PASSWORD)) == ("Maija Meri", True)
    assert roles("maija@example.org") == {("Family Centre", "facilitator")}
    assert somebody.client.get(link_in(letter)).status_code == 404


def test_coordinator_who_accepts_comes_to_the_admin(coordinator: Person, organisation: Organisation) -> None:
    invite(coordinator, organisation, role="coordinator")
    assert "You would be a coordinator of Family Centre" in mail.outbox[0].body
    somebody = Person()
    assert somebody.client.post(link_in(mail.outbox[0]), TYPED).url == reverse("admin:index")
    assert somebody.get("admin:index").status_code == 200


def test_member_with_an_account_accepts_as_who_they_are(
    coordinator: Person, organisation: Organisation, known: User
) -> None:
    invite(coordinator, organisation)
    link = link_in(mail.outbox[0])
    assert "has an account already" in flat(Person().client.get(link).content)
    page = flat(signed_in(known).client.get(link).content)
    assert "your name and e-mail are shown to the organisation's coordinators" in page
    assert roles("maija@example.org") == {("Another Centre", "facilitator")}
    assert signed_in(known).client.post(link).url == reverse("workshops:own")
    assert roles("maija@example.org") == {("Another Centre", "facilitator"), ("Family Centre", "facilitator")}


@pytest.mark.parametrize("who", ["anyone", "outsider"])
def test_an_invitation_to_an_organisation_lets_nobody_in_as_somebody_else(
    who: str, request: pytest.FixtureRequest, coordinator: Person, organisation: Organisation, known: User
) -> None:
    invite(coordinator, organisation)
    person = Person() if who == "anyone" else request.getfixturevalue(who)
    assert person.client.post(link_in(mail.outbox[0]), TYPED).status_code == 200
    known.refresh_from_db()
    assert not known.check_password(PASSWORD)
    assert not Membership.objects.filter(organisation=organisation, role="facilitator").exists()


def test_mail_says_who_it_is_from_and_is_in_the_language_of_the_organisation(
    coordinator: Person, organisation: Organisation
) -> None:
    organisation.language = "fi"
    organisation.save()
    invite(coordinator, organisation)
    (letter,) = mail.outbox
    assert letter.subject == "Kutsu hyvien käytäntöjen dialogeihin"
    assert letter.reply_to == ["coordinator@example.org"]
    assert letter.from_email.startswith("Dialogit <")
    assert (letter.extra_headers["Auto-Submitted"], letter.extra_headers["Content-Language"]) == (
        "auto-generated",
        "fi",
    )


# --- it ends ---


def test_an_invitation_to_an_organisation_is_withdrawn(
    coordinator: Person, organisation: Organisation
) -> None:
    invite(coordinator, organisation)
    answer = act(coordinator, "withdraw")
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert said == ["1 invitation is withdrawn. Its link no longer works."]
    assert Person().client.get(link_in(mail.outbox[0])).status_code == 404
    assert not MembershipInvitation.objects.exists()


def test_an_invitation_to_an_organisation_is_sent_again_with_the_same_link(
    coordinator: Person, organisation: Organisation
) -> None:
    invite(coordinator, organisation)
    act(coordinator, "send_again")
    assert len(mail.outbox) == 1  # not twice within a minute
    MembershipInvitation.objects.update(changed_at=timezone.now() - timedelta(minutes=2))
    act(coordinator, "send_again")
    first, again = map(link_in, mail.outbox)
    assert first == again


def test_an_invitation_to_an_organisation_expires_and_is_forgotten(
    coordinator: Person, organisation: Organisation
) -> None:
    invite(coordinator, organisation)
    MembershipInvitation.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert Person().client.get(link_in(mail.outbox[0])).status_code == 404
    assert "maija@example.org expired" in words(coordinator)
    assert "invited and not yet in" not in words(coordinator, "admin:index")
    assert invite(coordinator, organisation).status_code == 302  # asked anew
    assert Person().client.get(link_in(mail.outbox[1])).status_code == 200
    MembershipInvitation.objects.update(expires_on=timezone.localdate() - timedelta(days=20))
    invitations.forget_old()
    assert not MembershipInvitation.objects.exists()


@pytest.mark.parametrize("ended", ["membership", "account"])
def test_an_invitation_to_an_organisation_ends_with_the_part_of_whoever_sent_it(
    ended: str, coordinator: Person, organisation: Organisation
) -> None:
    invite(coordinator, organisation)
    if ended == "membership":
        Membership.objects.filter(user=coordinator.user).delete()
    else:
        User.objects.filter(pk=coordinator.user.pk).update(is_active=False)  # type: ignore[union-attr]
    assert Person().client.get(link_in(mail.outbox[0])).status_code == 404


def test_a_link_of_one_kind_opens_no_other(coordinator: Person, organisation: Organisation) -> None:
    invite(coordinator, organisation)
    token = link_in(mail.outbox[0]).split("/")[-2]
    assert Person().get("workshops:invited_member", token).status_code == 200
    assert Person().get("workshops:invited", token).status_code == 404


def test_mail_that_fails_is_told_and_the_invitation_stays(
    coordinator: Person, organisation: Organisation, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = invite(coordinator, organisation)
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert said == ["The invitation to maija@example.org could not be sent. Try again in a while."]
    assert "the mail did not go out" in words(coordinator)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    act(coordinator, "send_again")
    assert "maija@example.org invited" in words(coordinator)


def test_mail_goes_out_only_when_the_invitation_is_stored(
    coordinator: Person, organisation: Organisation
) -> None:
    coordinator.submit(ADD, email=NEW, organisation=organisation.pk, role="facilitator")
    assert mail.outbox == []


# --- what is wrong is said beside the field ---


def test_who_was_asked_or_is_a_member_is_not_asked_again(
    coordinator: Person, organisation: Organisation
) -> None:
    UserFactory(email="member@example.org", organisation=organisation)
    invite(coordinator, organisation)
    again = invite(coordinator, organisation).content.decode()
    assert "They have been invited already and have not answered." in again
    member = invite(coordinator, organisation, "Member@example.org").content.decode()
    assert "They are in this organisation in this role already." in member
    assert invite(coordinator, organisation, "member@example.org", "coordinator").status_code == 302
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": "not an address"}, "Enter a valid email address."),
        ({"email": ""}, "This field is required."),
        ({"role": "emperor"}, "Select a valid choice."),
        ({"organisation": "0"}, "Select a valid choice."),
        ({"email": "x" * 10_000 + "@example.org"}, "at most 254"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said_beside_its_field(
    typed: dict[str, str], said: str, coordinator: Person, organisation: Organisation
) -> None:
    usual = {"email": NEW, "organisation": organisation.pk, "role": "facilitator"}
    answer = coordinator.submit(ADD, **{**usual, **typed})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not MembershipInvitation.objects.exists()


def test_no_more_than_a_hundred_wait_for_an_answer(coordinator: Person, organisation: Organisation) -> None:
    MembershipInvitation.objects.bulk_create(
        MembershipInvitation(
            organisation=organisation,
            email=f"person{number}@example.org",
            changed_at=timezone.now(),
            expires_on=timezone.localdate(),
        )
        for number in range(invitations_queries.MAX_MEMBERS)
    )
    answer = invite(coordinator, organisation)
    assert "A hundred people have been invited and have not answered." in answer.content.decode()


# --- within reach ---


def test_coordinator_invites_to_own_organisations_and_sees_their_invitations_alone(
    coordinator: Person, foreign_coordinator: Person, organisation: Organisation, other_organisation: Any
) -> None:
    assert invite(coordinator, other_organisation).status_code == 200
    assert not MembershipInvitation.objects.exists()
    invite(foreign_coordinator, other_organisation)
    assert "maija@example.org" not in words(coordinator)
    act(coordinator, "withdraw")
    act(coordinator, "send_again")
    assert (MembershipInvitation.objects.count(), len(mail.outbox)) == (1, 1)


@pytest.mark.parametrize("who", ["facilitator", "outsider"])
def test_others_invite_nobody(who: str, request: pytest.FixtureRequest, organisation: Organisation) -> None:
    assert invite(request.getfixturevalue(who), organisation).status_code in (302, 403)
    assert not MembershipInvitation.objects.exists()


def test_coordinator_adds_nobody_to_another_of_their_organisations_by_themselves(
    coordinator: Person, organisation: Organisation, other_organisation: Organisation
) -> None:
    Membership.objects.create(user=coordinator.user, organisation=other_organisation, role="coordinator")
    member = UserFactory(email="member@example.org", organisation=organisation)
    rows = {
        "memberships-TOTAL_FORMS": 2,
        "memberships-INITIAL_FORMS": 1,
        "memberships-0-id": member.memberships.get().pk,
        "memberships-0-organisation": other_organisation.pk,
        "memberships-0-role": "facilitator",
        "memberships-1-organisation": other_organisation.pk,
        "memberships-1-role": "facilitator",
    }
    coordinator.submit("admin:workshops_user_change", member.pk, is_active="on", **rows)
    assert roles("member@example.org") == {("Family Centre", "facilitator")}


# --- two at once ---


def at_once(*acts: Any) -> list[str]:
    start, told = threading.Barrier(len(acts)), []

    def run(act: Any) -> None:
        start.wait()
        try:
            with translation.override("en"):
                act()
            told.append("done")
        except Gone:
            told.append("gone")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("has_account", [True, False])
def test_two_acceptances_at_once_make_one_membership(
    has_account: bool, coordinator: Person, organisation: Organisation
) -> None:
    if has_account:
        UserFactory(email="maija@example.org")
    asked, _is_to_send = membership_invitations.ask(
        organisation=organisation, email=NEW, role="facilitator", by=coordinator.user
    )
    accept = lambda: membership_invitations.accept(invitation_id=asked.pk, password=PASSWORD)  # noqa: E731
    assert at_once(accept, accept) == ["done", "gone"]
    assert User.objects.filter(email="maija@example.org").count() == 1
    assert Membership.objects.filter(user__email="maija@example.org").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_invitations_accepted_at_once_make_one_account_in_two_organisations(
    coordinator: Person,
    organisation: Organisation,
    other_organisation: Organisation,
    foreign_coordinator: Any,
) -> None:
    senders = {organisation: coordinator, other_organisation: foreign_coordinator}
    asked = [
        membership_invitations.ask(organisation=place, email=NEW, role="facilitator", by=person.user)[0]
        for place, person in senders.items()
    ]
    told = at_once(
        *(
            lambda one=one: membership_invitations.accept(invitation_id=one.pk, password=PASSWORD)
            for one in asked
        )
    )
    assert told == ["done", "done"]
    assert User.objects.filter(email="maija@example.org").count() == 1
    assert len(roles("maija@example.org")) == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_invite_the_same_address_at_once_send_one_mail(
    coordinator: Person, organisation: Organisation
) -> None:
    sent = []

    def ask() -> None:
        _found, is_to_send = membership_invitations.ask(
            organisation=organisation, email=NEW, role="facilitator", by=coordinator.user
        )
        sent.append(is_to_send)

    assert at_once(ask, ask) == ["done", "done"]
    assert sorted(sent) == [False, True]
    assert MembershipInvitation.objects.count() == 1
