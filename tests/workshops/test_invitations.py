"""Facilitators who are asked by mail: the same for whoever has an account, and nothing is told of one."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.utils import timezone

from tests import mail_server
from tests.factories import Person, UserFactory, signed_in
from tests.markup import flat
from workshops.models import Facilitation, FacilitatorInvitation, Membership, User, Workshop
from workshops.services import invitations

NEW = "Maija@Example.org"
PASSWORD = "kolme harmaata hiirtä tanssii"


def invite(person, workshop, email=NEW):
    return person.submit("workshops:invite_facilitator", workshop.code, email=email)


def link_in(message) -> str:
    return re.search(r"https?://[^/]+(/invited/\S+)", message.body)[1]


def page_of(person, workshop) -> str:
    return flat(person.get("workshops:facilitators", workshop.code).content)


def leads(user, workshop) -> bool:
    return Facilitation.objects.filter(workshop=workshop, user=user, role="second").exists()


def test_somebody_without_an_account_chooses_a_password_and_is_in(workshop, facilitator):
    assert invite(facilitator, workshop).url == f"/run/{workshop.code}/facilitators/?saved"
    (message,) = mail.outbox
    assert message.to == ["maija@example.org"]
    assert workshop.title in message.subject
    somebody = Person()
    link = link_in(message)
    assert "Choose a password, and you are in." in flat(somebody.client.get(link).content)
    assert not User.objects.filter(email="maija@example.org").exists()
    typed = {"first_name": "Maija", "last_name": "Meri", "password1": PASSWORD, "password2": PASSWORD}
    answer = somebody.client.post(link, typed)
    assert answer.url == f"/run/{workshop.code}/checklist/"
    user = User.objects.get(email="maija@example.org")
    assert somebody.client.get(answer.url).status_code == 200
    assert leads(user, workshop)
    assert user.memberships.get().organisation == workshop.organisation
    assert user.check_password(PASSWORD)
    assert "Maija Meri" in page_of(facilitator, workshop)
    assert somebody.client.get(link).status_code == 404
    assert "has been accepted already" in flat(somebody.client.get(link).content)


@pytest.fixture
def known(other_organisation):
    """An account of another organisation."""
    return UserFactory(
        email="maija@example.org", first_name="Maija", last_name="Meri", organisation=other_organisation
    )


def test_whoever_invites_learns_nothing_of_an_account(workshop, facilitator, other_organisation):
    def told():
        mail.outbox.clear()
        answer = invite(facilitator, workshop)
        page = page_of(facilitator, workshop)
        FacilitatorInvitation.objects.all().delete()
        words = re.sub(r"<[^>]+>", " ", page)
        return answer.status_code, answer.url, words, re.sub(r"/invited/\S+", "", mail.outbox[0].body)

    nobody = told()
    user = UserFactory(
        email="maija@example.org", first_name="Maija", last_name="Meri", organisation=other_organisation
    )
    assert told() == nobody
    Membership.objects.create(user=user, organisation=workshop.organisation)
    assert told() == nobody
    assert "Meri" not in nobody[2]


def test_foreign_facilitator_accepts_as_who_they_are(workshop, facilitator, known):
    invite(facilitator, workshop)
    link, them = link_in(mail.outbox[0]), signed_in(known)
    assert "has an account already" in flat(Person().client.get(link).content)
    assert not leads(known, workshop)
    assert them.client.post(link).url == f"/run/{workshop.code}/checklist/"
    assert leads(known, workshop)
    assert known.memberships.count() == 1
    assert "Maija Meri" in page_of(facilitator, workshop)


@pytest.mark.parametrize("who", ["anyone", "outsider"])
def test_a_mail_that_was_passed_on_lets_nobody_in_as_somebody_else(
    request, workshop, facilitator, known, who
):
    invite(facilitator, workshop)
    person = Person() if who == "anyone" else request.getfixturevalue(who)
    typed = {"password1": PASSWORD, "password2": PASSWORD}
    assert person.client.post(link_in(mail.outbox[0]), typed).status_code == 200
    known.refresh_from_db()
    assert not known.check_password(PASSWORD)
    assert Facilitation.objects.filter(workshop=workshop).count() == 1


def test_an_account_that_is_closed_is_told_so(workshop, facilitator, known):
    User.objects.filter(pk=known.pk).update(is_active=False)
    invite(facilitator, workshop)
    answer = Person().client.get(link_in(mail.outbox[0]))
    assert "This account is closed." in flat(answer.content)
    assert Person().client.post(link_in(mail.outbox[0])).status_code == 200
    assert not leads(known, workshop)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"password1": "kissa", "password2": "kissa"}, "This is too short."),
        ({"password1": PASSWORD, "password2": PASSWORD + "x"}, "You must type the same password"),
        ({}, "This field is required."),
        ({"first_name": "x" * 10_000, "password1": PASSWORD, "password2": PASSWORD}, "at most 150"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_made(workshop, facilitator, typed, words):
    invite(facilitator, workshop)
    answer = Person().client.post(link_in(mail.outbox[0]), typed)
    assert answer.status_code == 422
    assert words in flat(answer.content)
    assert not User.objects.filter(email="maija@example.org").exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("not an address", "Enter a valid email address."),
        ("", "This field is required."),
        ("x" * 10_000 + "@example.org", "at most 320"),
        ("Facilitator@example.org", "This is your own e-mail."),
    ],
)
def test_an_address_that_is_none_is_told_beside_the_field(workshop, facilitator, typed, words):
    answer = invite(facilitator, workshop, typed)
    page = answer.content.decode()
    assert (answer.status_code, typed in page) == (422, True)
    assert words in page
    assert not FacilitatorInvitation.objects.exists()


def test_a_second_press_makes_no_second_invitation(workshop, facilitator, second):
    for person in (facilitator, second, facilitator):
        invite(person, workshop)
    assert FacilitatorInvitation.objects.count() == len(mail.outbox) == 1


def test_an_invitation_is_withdrawn_and_sent_again_with_the_same_link(workshop, facilitator):
    invite(facilitator, workshop)
    found = FacilitatorInvitation.objects.get()
    facilitator.submit("workshops:invite_again", workshop.code, found.pk)
    assert len(mail.outbox) == 1  # not twice within a minute
    FacilitatorInvitation.objects.update(changed_at=timezone.now() - timedelta(minutes=2))
    facilitator.submit("workshops:invite_again", workshop.code, found.pk)
    first, again = map(link_in, mail.outbox)
    assert first == again
    facilitator.submit("workshops:uninvite", workshop.code, found.pk)
    assert Person().client.get(first).status_code == 404
    assert facilitator.submit("workshops:invite_again", workshop.code, found.pk).status_code == 409


def test_an_invitation_expires_and_is_forgotten(workshop, facilitator):
    invite(facilitator, workshop)
    FacilitatorInvitation.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert Person().client.get(link_in(mail.outbox[0])).status_code == 404
    assert "The invitation has expired." in page_of(facilitator, workshop)
    invitations.forget_old()
    assert FacilitatorInvitation.objects.exists()
    invite(facilitator, workshop)  # asked anew
    assert Person().client.get(link_in(mail.outbox[1])).status_code == 200
    FacilitatorInvitation.objects.update(expires_on=timezone.localdate() - timedelta(days=20))
    invitations.forget_old()
    assert not FacilitatorInvitation.objects.exists()


def test_an_invitation_ends_with_the_part_of_whoever_sent_it(workshop, facilitator, second):
    invite(second, workshop)
    Facilitation.objects.filter(user=second.user).delete()
    assert Person().client.get(link_in(mail.outbox[0])).status_code == 404
    assert "has expired" in page_of(facilitator, workshop)


def test_a_rehearsal_sends_nothing(workshop, facilitator):
    Workshop.objects.filter(pk=workshop.pk).update(rehearsal_of=workshop)
    assert invite(facilitator, workshop).status_code == 409
    assert not mail.outbox


def test_no_more_than_ten_wait_for_an_answer(workshop, facilitator):
    for number in range(10):
        invite(facilitator, workshop, f"person{number}@example.org")
    assert "Ten people have been invited" in invite(facilitator, workshop).content.decode()


@pytest.mark.parametrize("token", ["x", "1", "1.x", "9" * 500, "é" * 500])
@pytest.mark.django_db
def test_a_link_that_is_none_says_so(client, token):
    assert client.get(f"/invited/{token}/").status_code == 404


# --- the mail server ---


@pytest.fixture
def over_the_wire(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 2
    with mail_server.running() as mailbox:
        settings.EMAIL_PORT = mailbox.port
        yield mailbox


def test_a_mail_server_that_is_away_loses_nothing(workshop, facilitator, settings, over_the_wire):
    settings.EMAIL_PORT = 1
    assert invite(facilitator, workshop).status_code == 302
    page = page_of(facilitator, workshop)
    assert "The mail server does not answer. Nothing was sent; the invitation is kept here." in page
    assert "The invitation did not go out" in flat(
        facilitator.get("workshops:checklist", workshop.code).content
    )
    settings.EMAIL_PORT = over_the_wire.port
    found = FacilitatorInvitation.objects.get()
    facilitator.submit("workshops:invite_again", workshop.code, found.pk)
    assert "has not answered yet" in page_of(facilitator, workshop)
    (raw,) = over_the_wire.to("maija@example.org")
    message = message_from_bytes(raw, policy=policy.default)
    assert (message["Auto-Submitted"], message["Content-Language"]) == ("auto-generated", workshop.language)
    assert "facilitator@example.org" in message["Reply-To"]


def test_an_address_that_the_server_refuses_is_told(workshop, facilitator, over_the_wire):
    over_the_wire.answers["maija@example.org"] = "550 nobody here"
    invite(facilitator, workshop)
    assert "The mail server does not accept this address." in page_of(facilitator, workshop)


# --- from the making of a workshop, and the invitation of everybody ---


def test_checklist_says_that_a_second_is_invited(workshop, facilitator):
    page = flat(facilitator.get("workshops:checklist", workshop.code).content)
    assert "has not answered yet" not in page
    invite(facilitator, workshop)
    page = flat(facilitator.get("workshops:checklist", workshop.code).content)
    assert "Invited, and has not answered yet." in page


def test_a_step_that_is_ticked_is_said_to_be_saved(workshop, facilitator):
    answer = facilitator.submit("workshops:tick", workshop.code, item="invitation", on="1")
    page = flat(facilitator.client.get(answer.url).content)
    assert '<p class="pill saved" role="status">✓ Saved</p>' in page


def test_invitation_to_the_first_dialogue_is_in_three_languages(workshop, facilitator):
    workshop.dialogue_1_at, workshop.place = timezone.now() + timedelta(days=9), "Hall"
    workshop.phase = "preparation"
    workshop.save()
    page = flat(facilitator.get("workshops:invitation", workshop.code).content)
    for words in ("Welcome to “", "Tervetuloa", "Välkommen"):
        assert words in page
    assert page.count(f"/j/{workshop.code}/") == 4
    assert page.count(workshop.spoken_code) == 3
    assert f'href="/run/{workshop.code}/print/"' in page
    body = facilitator.get("workshops:calendar", workshop.code).content.decode()
    assert body.count("BEGIN:VEVENT") == 1
    assert f"{workshop.code}-dialogue-1@".lower() in body


def test_invitation_without_day_and_place_says_so(workshop, facilitator):
    Workshop.objects.filter(pk=workshop.pk).update(dialogue_1_at=None, place="")
    page = flat(facilitator.get("workshops:invitation", workshop.code).content)
    assert "The day or the place is missing." in page
    assert "calendar.ics" not in page
