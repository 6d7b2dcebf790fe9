"""Reminders as they come over the wire: of due tasks and of meetings, once each, and the end of them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.utils import timezone

from tests.e2e.server import free_port
from tests.factories import STRICT_SITE, Person, browser, go, join, pass_through
from tests.mail_server import Mailbox
from tests.worker import work, work_later
from tests.workshops import test_recipients
from tests.workshops.test_recipients import sent_to
from workshops.models import Agreement, Reminder, Subscriber, Task, Workshop
from workshops.services import facilitation, recipients, reminder_asking, reminders

SITE = "http://testserver"
mailbox = test_recipients.mailbox
LEAD, SECOND, AINO = "facilitator@example.org", "second@example.org", "aino@kunta.fi"


@pytest.fixture(autouse=True)
def _site(settings) -> None:
    settings.SITE_ADDRESS = SITE


@pytest.fixture
def phone(workshop: Workshop) -> Person:
    return join(workshop)


@pytest.fixture
def closed(workshop: Workshop, phone: Person) -> Workshop:
    """Of a Swedish organisation: a task due in a week, one in a month, one without a date."""
    workshop.organisation.language = "sv"
    workshop.organisation.save()
    today = timezone.localdate()
    for what, days in (("Meet every week", 7), ("Eat together", 30)):
        due = today + timedelta(days=days)
        Task.objects.create(workshop=workshop, what=what, responsible="Head", due=due)
    Task.objects.create(workshop=workshop, what="Rest", responsible="All")
    return go(pass_through(workshop, "feedback"), "closed")


def meet(workshop: Workshop, **ahead: float) -> None:
    at = timezone.now() + timedelta(**ahead)
    Agreement.objects.update_or_create(workshop=workshop, defaults={"next_at": at, "next_place": "Library"})


def housekeeping() -> str:
    said = io.StringIO()
    call_command("housekeeping", stdout=said, stderr=said)
    return said.getvalue()


def subscribe(person: Person, workshop: Workshop, address: str = AINO) -> HttpResponse:
    """Somebody types it, and the answer to the mail that asks is yes."""
    answer = person.submit("workshops:subscribe", workshop.code, address=address)
    Subscriber.objects.filter(user=None).update(confirmed=True)
    return answer


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body
    return body.get_content()


def end_link(mail: EmailMessage) -> str:
    found = re.fullmatch(rf"<{SITE}(/reminders/[^>]+/)>", mail["List-Unsubscribe"].strip())
    assert found
    return found[1]


# --- the mails ---


@pytest.mark.django_db(transaction=True)
def test_reminder_of_a_due_task_as_it_comes_over_the_wire(closed, phone, second, mailbox):
    subscribe(phone, closed)
    assert "3 reminders sent." in housekeeping()
    assert sorted(address for address, _mail in mailbox.mails) == [AINO, LEAD, SECOND]
    [raw] = mailbox.to(AINO)
    head = raw.partition(b"\r\n\r\n")[0].decode("ascii")
    assert "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in f"{head}\r\n"
    assert re.search(rf"\r\nList-Unsubscribe:(?: |\r\n )+<{SITE}/reminders/\S+/>\r\n", f"{head}\r\n")
    mail = sent_to(mailbox, AINO)
    assert [mail["To"], mail["From"], mail["Content-Language"], mail["Auto-Submitted"]] == [
        AINO,
        "Dialogit <dialogit@dialogit.example>",
        "sv",
        "auto-generated",
    ]
    assert mail["Message-ID"].endswith("@dialogit.example>")
    assert mail["Subject"] == "Snart dags: Early support"
    text = text_of(mail)
    assert "Meet every week" in text
    assert ("Eat together" in text, "Rest" in text) == (False, False)
    assert f"{SITE}/w/{closed.code}/follow-up/" in text
    assert f"{SITE}{end_link(mail)}" in text
    lead = sent_to(mailbox, LEAD)
    assert f"{SITE}/run/{closed.code}/follow-up/" in text_of(lead)
    assert end_link(lead) != end_link(mail)


@pytest.mark.django_db(transaction=True)
def test_reminder_of_a_meeting_as_it_comes_over_the_wire(closed, phone, mailbox):
    Task.objects.all().delete()
    subscribe(phone, closed)
    meet(closed, days=3)
    assert "sent" not in housekeeping()
    meet(closed, hours=47)
    assert "2 reminders sent." in housekeeping()
    mail = sent_to(mailbox, AINO)
    assert mail["Subject"] == "Snart träffas vi: Early support"
    assert "Library" in text_of(mail)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert end_link(mail)


@pytest.mark.django_db(transaction=True)
def test_each_thing_is_reminded_of_once_and_again_when_its_day_is_another(closed, mailbox):
    for _again in range(3):
        housekeeping()
    assert len(mailbox.mails) == 1
    closed.tasks.filter(what="Meet every week").update(due=timezone.localdate() + timedelta(days=3))
    housekeeping()
    assert len(mailbox.mails) == 2
    closed.tasks.filter(what="Eat together").update(due=timezone.localdate())
    closed.tasks.filter(what="Meet every week").update(status="done", due=timezone.localdate())
    meet(closed, hours=5)
    housekeeping()
    assert len(mailbox.mails) == 4
    assert "Meet every week" not in text_of(sent_to(mailbox, LEAD))


@pytest.mark.django_db(transaction=True)
def test_two_housekeepings_at_once_remind_once(closed, phone, second, mailbox):
    subscribe(phone, closed)
    meet(closed, hours=5)

    def send(_number: int) -> int:
        try:
            return reminders.send_due(SITE)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(send, range(4))) == 6
    assert [len(mailbox.to(address)) for address in (AINO, LEAD, SECOND)] == [2, 2, 2]


@pytest.mark.parametrize("why", ["rehearsal", "open", "done", "past", "stepped down", "no site"])
def test_nobody_is_reminded_of_what_is_not_ahead_or_by_whom_it_is_not(closed, second, mailbox, settings, why):
    if why == "rehearsal":
        Workshop.objects.filter(pk=closed.pk).update(
            rehearsal_of=Workshop.objects.create(title="Another", organisation=closed.organisation)
        )
    elif why == "open":
        Workshop.objects.filter(pk=closed.pk).update(phase="feedback", closed_at=None)
    elif why in ("done", "past"):
        past = timezone.localdate() - timedelta(days=1)
        closed.tasks.update(**({"status": "done"} if why == "done" else {"due": past}))
    elif why == "no site":
        settings.SITE_ADDRESS = ""
    said = housekeeping() if why != "stepped down" else ""
    assert ("SITE_ADDRESS" in said) == (why == "no site")
    if why == "stepped down":
        leading = closed.facilitations.get(role="lead")
        mine = closed.facilitations.get(user=second.user)
        facilitation.step_down(workshop=closed, by=leading.user, facilitation=mine)
        reminders.send_due(SITE)
    assert [address for address, _mail in mailbox.mails] == ([LEAD] if why == "stepped down" else [])


# --- a mail server that is away, or does not want it ---


@pytest.mark.django_db(transaction=True)
def test_mail_server_that_is_away_is_told_and_the_next_run_sends_once(
    closed,
    phone,
    mailbox,
    settings,
    caplog,
):
    subscribe(phone, closed)
    settings.EMAIL_PORT = free_port()
    said = housekeeping()
    assert "The mail server does not answer. The next run sends the reminders." in said
    assert not Reminder.objects.exists()
    settings.EMAIL_PORT = mailbox.port
    for _again in range(2):
        housekeeping()
    assert [len(mailbox.to(AINO)), len(mailbox.to(LEAD))] == [1, 1]
    assert "@" not in caplog.text


def test_address_that_is_refused_holds_nobody_up_and_is_not_asked_for_again(closed, phone, mailbox, caplog):
    subscribe(phone, closed)
    mailbox.answers = {AINO: "450 come again", LEAD: "550 no such user here"}
    assert reminders.send_due(SITE) == 0
    mailbox.answers = {}
    assert reminders.send_due(SITE) == 1
    assert [len(mailbox.to(AINO)), len(mailbox.to(LEAD))] == [1, 0]
    assert "@" not in caplog.text


# --- who wants them ---


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("aino@kunta", "This is not an e-mail address: aino@kunta. Check it."),
        ("", "Write an e-mail address."),
        ("131052-308T@kunta.fi", "personal identity code"),
        (f"{'a' * 250}@kunta.fi", "too long"),
    ],
)
def test_address_that_is_wrong_is_told_and_kept_in_its_field(closed, phone, typed, words):
    answer = subscribe(phone, closed, typed)
    found = answer.content.decode()
    assert (answer.status_code, words in found, f'value="{typed}"' in found or not typed) == (422, True, True)
    assert not Subscriber.objects.exists()


def test_address_twice_is_one_and_is_shown_to_nobody_later(closed, phone, facilitator, coordinator):
    for address in (AINO, "Aino@Kunta.fi"):
        found = subscribe(phone, closed, address).content.decode()
        assert f"A mail goes to {AINO}." in " ".join(found.split())
    assert list(Subscriber.objects.values_list("address", flat=True)) == [AINO]
    for person in (phone, facilitator, coordinator):
        assert AINO not in person.get("workshops:follow_up", closed.code).content.decode()
    fields = {field.attname for field in Subscriber._meta.concrete_fields}
    assert fields == {"id", "workshop_id", "user_id", "address", "stopped", "asked_at", "confirmed"}


def test_facilitator_who_is_also_typed_as_an_address_is_reminded_once(closed, phone, mailbox):
    subscribe(phone, closed, LEAD)
    assert reminders.send_due(SITE) == 1


def test_facilitator_turns_their_own_off_and_on(closed, facilitator, second, mailbox):
    facilitator.submit("workshops:want_reminders", closed.code, on="0")
    found = facilitator.get("workshops:follow_up", closed.code).content.decode()
    assert "You get no reminders of this workshop." in found
    reminders.send_due(SITE)
    assert [address for address, _mail in mailbox.mails] == [SECOND]
    facilitator.submit("workshops:want_reminders", closed.code, on="1")
    reminders.send_due(SITE)
    assert [address for address, _mail in mailbox.mails] == [SECOND, LEAD]


def test_page_says_until_when_an_address_is_kept_and_it_goes_then(closed, phone, facilitator):
    subscribe(phone, closed)
    facilitator.submit("workshops:want_reminders", closed.code, on="1")
    last = closed.purge_notes_on + timedelta(days=30)
    found = phone.get("workshops:follow_up", closed.code).content.decode()
    assert f"on {last.day} {last:%B %Y} at the latest" in " ".join(found.split())
    shift = last - timezone.localdate()
    Workshop.objects.update(purge_notes_on=closed.purge_notes_on - shift)
    assert (recipients.forget_due(), Subscriber.objects.filter(user=None).count()) == (0, 1)
    Workshop.objects.update(purge_notes_on=closed.purge_notes_on - shift - timedelta(days=1))
    assert (recipients.forget_due(), Subscriber.objects.filter(user=None).count()) == (1, 0)
    assert Subscriber.objects.count() == 1
    assert (recipients.forget_due(), subscribe(phone, closed).status_code) == (0, 409)


# --- whoever typed an address: it is asked first ---


def typed(person: Person, workshop: Workshop) -> str:
    answer = person.submit("workshops:subscribe", workshop.code, address=AINO)
    return " ".join(answer.content.decode().split())


def yes_link(mail: EmailMessage) -> str:
    found = re.search(rf"{SITE}(/reminders/\S+/confirm/)", text_of(mail))
    assert found
    return found[1]


def test_address_gets_one_mail_that_asks_and_nothing_until_it_is_confirmed(
    closed, phone, facilitator, mailbox
):
    said = [typed(phone, closed)]
    work()
    said.append(typed(phone, closed))
    work()
    assert [f"A mail goes to {AINO}." in words for words in said] == [True, True]
    [raw] = mailbox.to(AINO)
    assert raw.partition(b"\r\n\r\n")[0].isascii()
    mail = sent_to(mailbox, AINO)
    head = [mail[name] for name in ("Subject", "Content-Language", "Auto-Submitted", "Reply-To")]
    assert head == ["Ska vi påminna dig? Early support", "sv", "auto-generated", None]
    assert f"{SITE}{end_link(mail)}" in text_of(mail)
    assert reminders.send_due(SITE) == 1  # the facilitator's
    scanner = Person().client
    for method in (scanner.get, scanner.head, scanner.get):
        assert method(yes_link(mail)).status_code == 200
    assert reminders.send_due(SITE) == 0
    assert "You will be reminded" in scanner.post(yes_link(mail)).content.decode()
    assert reminders.send_due(SITE) == 1
    assert [len(mailbox.to(AINO)), "Early support" in typed(phone, closed)] == [2, True]
    work()
    assert len(mailbox.to(AINO)) == 2  # who is reminded already is not asked


def test_address_that_does_not_answer_is_forgotten_and_its_link_says_so(closed, phone, mailbox):
    typed(phone, closed)
    work()
    link = yes_link(sent_to(mailbox, AINO))
    reminder_asking.forget_unanswered()
    assert Subscriber.objects.filter(address=AINO).exists()
    Subscriber.objects.update(asked_at=timezone.now() - reminder_asking.ANSWERS_WITHIN - timedelta(minutes=1))
    housekeeping()
    assert not Subscriber.objects.filter(address=AINO).exists()
    for answer in (Person().client.get(link), Person().client.post(link)):
        assert (answer.status_code, "This link no longer works" in answer.content.decode()) == (200, True)
    typed(phone, closed)
    work()
    assert len(mailbox.to(AINO)) == 2


def test_address_is_asked_once_more_where_the_mail_server_is_away_and_then_forgotten(
    closed, phone, mailbox, settings
):
    settings.EMAIL_PORT = free_port()
    typed(phone, closed)
    work()
    assert Subscriber.objects.filter(address=AINO, asked_at=None).exists()
    work_later()
    assert not Subscriber.objects.filter(address=AINO).exists()
    assert mailbox.mails == []


# --- the end of them ---


@pytest.fixture
def ends(closed: Workshop, phone: Person, mailbox: Mailbox) -> Iterator[str]:
    subscribe(phone, closed)
    reminders.send_due(SITE)
    return end_link(sent_to(mailbox, AINO))


def test_whatever_opens_the_link_of_a_mail_changes_nothing_and_the_button_does(ends, closed):
    scanner = Person().client
    for method in (scanner.get, scanner.head, scanner.options, scanner.get):
        method(ends)
    assert Subscriber.objects.filter(address=AINO).exists()
    assert "End the reminders" in scanner.get(ends).content.decode()
    done = scanner.post(ends)
    assert "You get no more reminders" in done.content.decode()
    assert not Subscriber.objects.filter(address=AINO).exists()
    for again in (scanner.get(ends), scanner.post(ends)):
        assert (again.status_code, "You get no more reminders" in again.content.decode()) == (200, True)


def test_mail_program_unsubscribes_at_one_press_without_cookie_or_token(ends, closed):
    strict = browser(STRICT_SITE)
    answer = strict.post(ends, {"List-Unsubscribe": "One-Click"}, headers={"origin": "null"})
    assert (answer.status_code, len(answer.cookies)) == (200, 0)
    assert not Subscriber.objects.filter(address=AINO).exists()
    assert [answer[name] for name in ("Referrer-Policy", "X-Robots-Tag")] == [
        "no-referrer",
        "noindex, nofollow, noarchive",
    ]
    assert "no-store" in answer["Cache-Control"]


def test_facilitator_unsubscribes_by_the_mail_too(closed, ends, facilitator, mailbox):
    link = end_link(sent_to(mailbox, LEAD))
    assert 'lang="sv"' in Person().client.get(f"{link}?language=sv").content.decode().split("<head>")[0]
    Person().client.post(link)
    found = facilitator.get("workshops:follow_up", closed.code).content.decode()
    assert "You get no reminders of this workshop." in found
    meet(closed, hours=5)
    reminders.send_due(SITE)
    assert [len(mailbox.to(AINO)), len(mailbox.to(LEAD))] == [2, 1]


def test_link_that_is_made_up_or_of_another_row_ends_nothing(ends, closed):
    other = Subscriber.objects.create(workshop=closed, address="other@kunta.fi")
    signature = ends.rstrip("/").rpartition(".")[2]
    for made_up in ("nothing", f"{other.pk.hex}.{signature}", ".", f".{signature}", "a" * 3000):
        answer = Person().client.post(f"/reminders/{made_up}/")
        assert answer.status_code == 200
    assert Subscriber.objects.filter(user=None).count() == 2
