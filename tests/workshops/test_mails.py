"""Every kind of mail that the product sends, as it comes over the wire: its head, its parts, its language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from network.models import Series, Turn
from network.services import series as series_services
from network.services import series_invitations, turns
from tests.factories import Person, browser, go, pass_through
from tests.waiting import until
from tests.worker import work
from tests.workshops.test_recipients import mailbox  # noqa: F401 - a fixture
from workshops.models import Agreement, Organisation, Recipient, Task, User, Workshop
from workshops.services import course, invitations, membership_invitations, recipients, reminders

SITE = "http://testserver"
ASKED, LEAD, COORDINATOR = "aino@kunta.fi", "facilitator@example.org", "coordinator@example.org"
TITLE = "ǩǧǥ ☀ a\u0308iti & “ilta” <b>"
GREETS = {"fi": "Hei,", "sv": "Hej,", "en": "Hello,"}
FROM_HERE = re.compile(r"<[^<>@\s]+@dialogit\.example>")


@dataclass
class Cast:
    """Everybody and everything that mails are about, in one language."""

    workshop: Workshop
    lead: User
    coordinator: User
    language: str

    def address(self, path: str) -> str:
        return SITE + path

    @cached_property
    def series(self) -> Series:
        return series_services.begin(
            organisation=self.workshop.organisation,
            name=TITLE,
            purpose="",
            begins_on=None,
            ends_on=None,
            language=self.language,
        )

    @property
    def task(self) -> Task:
        due = timezone.localdate() + timedelta(days=3)
        return Task.objects.create(workshop=self.workshop, what="Meet", responsible="Head", due=due)


def new_password(cast: Cast) -> None:
    visitor = Person()
    visitor.client = browser(**{"accept-language": cast.language})
    visitor.submit("account_reset_password", email=ASKED)


def member(cast: Cast) -> None:
    asked, _is_to_send = membership_invitations.ask(
        organisation=cast.workshop.organisation, email=ASKED, role="coordinator", by=cast.coordinator
    )
    membership_invitations.send(invitation=asked, address=cast.address)


def facilitator_asked(cast: Cast) -> None:
    invitations.invite(workshop=cast.workshop, by=cast.lead, email=ASKED, address=cast.address)


def report(cast: Cast) -> None:
    Recipient.objects.create(workshop=cast.workshop, address=ASKED)
    recipients.send(workshop=cast.workshop, by=cast.lead, site=SITE)
    work()


def due(cast: Cast) -> None:
    assert cast.task
    reminders.send_due(SITE)


def meeting(cast: Cast) -> None:
    soon = timezone.now() + timedelta(hours=9)
    Agreement.objects.update_or_create(workshop=cast.workshop, defaults={"next_at": soon})
    reminders.send_due(SITE)


def asked(cast: Cast) -> None:
    reminders.remind_of(task=cast.task, by=cast.coordinator, site=SITE)


def asking(cast: Cast) -> None:
    reminders.subscribe(workshop=cast.workshop, address=ASKED, site=SITE)
    work()


def join(cast: Cast) -> None:
    series_invitations.invite(
        series=cast.series, by=cast.coordinator, email=ASKED, area=None, address=cast.address
    )


def turn(cast: Cast) -> None:
    host = cast.workshop.organisation
    planned = Turn.objects.create(series=cast.series, region="North", order=1, host=host)
    turns.remind(series=cast.series, turn_id=planned.pk, address=cast.address)


@dataclass(frozen=True)
class Kind:
    """``to`` and ``answers`` are addresses; ``subject`` is by language, its title or name left out."""

    send: Callable[[Cast], None]
    subject: tuple[str, str, str]
    to: str = ASKED
    answers: str = ""
    ends: bool = False


KINDS = {
    "account/email/password_reset_key": Kind(
        new_password,
        (
            "Valitse uusi salasana Dialogit-palveluun",
            "Välj ett nytt lösenord till Dialogit",
            "Choose a new password for Dialogit",
        ),
    ),
    "workshops/email/member": Kind(
        member,
        (
            "Kutsu hyvien käytäntöjen dialogeihin",
            "Inbjudan till dialoger om god praxis",
            "Invitation to Good Practice Dialogues",
        ),
        answers=COORDINATOR,
    ),
    "workshops/email/facilitator": Kind(
        facilitator_asked,
        (
            "Vetäisitkö kanssani dialogin ”…”?",
            "Vill du leda ”…” tillsammans med mig?",
            "Will you facilitate “…” with me?",
        ),
        answers=LEAD,
    ),
    "workshops/email/report": Kind(
        report,
        (
            "Mitä saimme selville ja mistä sovimme: …",
            "Våra slutsatser och överenskommelser: …",
            "What we found out and agreed: …",
        ),
        answers=LEAD,
    ),
    "workshops/email/due": Kind(
        due, ("Määräaika lähestyy: …", "Snart dags: …", "Due soon: …"), to=LEAD, ends=True
    ),
    "workshops/email/meeting": Kind(
        meeting, ("Tapaamme pian: …", "Snart träffas vi: …", "We meet soon: …"), to=LEAD, ends=True
    ),
    "workshops/email/asked": Kind(
        asked,
        ("Miten on edetty? …", "Hur går det? …", "How is it going? …"),
        to=LEAD,
        answers=COORDINATOR,
        ends=True,
    ),
    "workshops/email/asking": Kind(
        asking,
        ("Muistutetaanko sinua? …", "Ska vi påminna dig? …", "Shall we remind you? …"),
        ends=True,
    ),
    "network/email/join": Kind(
        join,
        ("Lähdettekö mukaan: ”…”?", "Vill ni vara med i ”…”?", "Will you take part in “…”?"),
        answers=COORDINATOR,
    ),
    "network/email/turn": Kind(
        turn,
        ("Teidän vuoronne järjestää: …", "Er tur att ordna: …", "Your turn to host: …"),
        to=COORDINATOR,
        answers=COORDINATOR,
    ),
}
IN_ORDER = ("fi", "sv", "en")
BY_A_THREAD = {"account/email/password_reset_key": pytest.mark.django_db(transaction=True)}
HTML_TOO = ["multipart/alternative", "text/plain", "text/html"]


@pytest.fixture
def cast(workshop: Workshop, facilitator: Person, coordinator: Person, request, settings) -> Cast:
    """``workshop`` is closed; who has forgotten a password has an account."""
    settings.SITE_ADDRESS = SITE
    language = request.param
    Organisation.objects.filter(pk=workshop.organisation_id).update(language=language)
    course.update_workshop(workshop=workshop, title=TITLE, language=language, recipients="The board")
    workshop = go(pass_through(workshop, "feedback"), "closed")
    workshop.organisation.refresh_from_db()
    for person, name in ((facilitator, "Päivi"), (coordinator, 'Åsa "O')):
        User.objects.filter(pk=person.user.pk).update(first_name=name, last_name="Hara, Jr")
        person.user.refresh_from_db()
    return Cast(workshop, facilitator.user, coordinator.user, language)


def read(raw: bytes) -> EmailMessage:
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


@pytest.mark.parametrize("cast", IN_ORDER, indirect=True)
@pytest.mark.parametrize("kind", [pytest.param(kind, marks=BY_A_THREAD.get(kind, ())) for kind in KINDS])
def test_every_mail_says_who_it_is_from_whom_to_answer_and_that_it_is_automatic(kind, cast, mailbox):  # noqa: F811
    expected = KINDS[kind]
    if expected.send is new_password:
        User.objects.create_user(email=ASKED, password="correct horse battery")
    expected.send(cast)
    until(lambda: mailbox.mails, 10, "the mail is sent")
    [(to, raw)] = mailbox.mails
    mail = read(raw)
    head, _blank, _body = raw.partition(b"\r\n\r\n")
    assert head.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998  # RFC 5322
    assert [to, mail["To"]] == [expected.to] * 2
    [sender] = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Dialogit", "dialogit@dialogit.example")
    answers = [each.addr_spec for each in mail["Reply-To"].addresses] if mail["Reply-To"] else []
    assert answers == ([expected.answers] if expected.answers else [])
    assert [mail["Auto-Submitted"], mail["Content-Language"]] == ["auto-generated", cast.language]
    assert FROM_HERE.fullmatch(mail["Message-ID"].strip())
    assert mail["Date"].datetime
    assert bool(mail["List-Unsubscribe"]) == expected.ends
    subject = expected.subject[IN_ORDER.index(cast.language)].replace("…", TITLE)
    assert mail["Subject"].strip() == subject  # a long one begins on the next line
    types = [part.get_content_type() for part in mail.walk()]
    assert types == (HTML_TOO if expected.send is report else ["text/plain"])
    plain = mail.get_body(("plain",))
    assert plain
    words = plain.get_content()
    assert words.splitlines()[:2] == [GREETS[cast.language], ""]
    assert ("&amp;" in words, "&quot;" in words, SITE in words) == (False, False, True)


def test_there_is_no_kind_of_mail_besides_these():
    """What is sent has a subject's template here, or would be one of allauth's own."""
    ours = django_settings.BASE_DIR / "templates"
    found = {str(path.relative_to(ours)) for path in ours.rglob("email/*_subject.txt")}
    assert found == {f"{kind}_subject.txt" for kind in KINDS}
    assert (django_settings.ACCOUNT_EMAIL_VERIFICATION, django_settings.ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS) == (
        "none",
        False,
    )
    assert not getattr(django_settings, "ACCOUNT_EMAIL_NOTIFICATIONS", False)
