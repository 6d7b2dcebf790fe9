"""The report goes to those to whom it was promised: addresses, mails, links, and the end of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests import mail_server
from tests.e2e.server import free_port
from tests.factories import STRICT_SITE, Person, browser, go, join, pass_through
from tests.mail_server import Mailbox
from tests.markup import flat
from tests.worker import work, work_later
from tests.workshops.test_told_before import save
from workshops.access.readers import hash_of
from workshops.models import Recipient, ReportLink, Task, TaskAnswer, Workshop
from workshops.queries import recipients as recipients_queries
from workshops.services import course, follow_up, recipients, report_sharing, retention
from workshops.text import dates

AINO, BOARD = "aino@kunta.fi", "board@kunta.fi"


@pytest.fixture
def mailbox(settings) -> Iterator[Mailbox]:
    with mail_server.running() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        settings.DEFAULT_FROM_EMAIL = "dialogit@dialogit.example"
        yield box


@pytest.fixture
def closed(workshop: Workshop) -> Workshop:
    """Closed, with two addresses that were written down before anybody joined."""
    course.update_workshop(workshop=workshop, recipients="The board", addresses=f"{AINO}\n{BOARD}")
    return go(pass_through(workshop, "feedback"), "closed")


def addresses(workshop: Workshop) -> list[str]:
    return list(workshop.named.values_list("address", flat=True))


def states(workshop: Workshop) -> list[str]:
    return list(workshop.named.values_list("state", flat=True))


def send(person: Person, workshop: Workshop, *only: int) -> HttpResponse:
    return person.post("workshops:send_again" if only else "workshops:send_report", workshop.code, *only)


def sent_to(mailbox: Mailbox, address: str) -> EmailMessage:
    """The last mail that went there, as a mail program reads it."""
    mail = message_from_bytes(mailbox.to(address)[-1], policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def link_in(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body
    found = re.search(r"http://testserver(/r/\S+)", body.get_content())
    assert found
    return found[1]


def listed(person: Person, workshop: Workshop) -> str:
    return person.get("workshops:recipients", workshop.code).content.decode()


# --- their addresses ---


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("aino@kunta", "This is not an e-mail address: aino@kunta. Check it."),
        ("aino@kunta.fi, board@@kunta.fi", "This is not an e-mail address: board@@kunta.fi. Check it."),
        ("Aino Virtanen aino@kunta.fi", "This is not an e-mail address: aino. Check it."),
        (f"{AINO}\nAino@Kunta.fi", f"This address is here twice: {AINO}"),
        ("\n".join(f"a{n}@kunta.fi" for n in range(51)), "These are 51 addresses. There can be at most 50."),
        ("131052-308T@kunta.fi", "personal identity code"),
        (f"{'a' * 250}@kunta.fi", "This address is too long"),
    ],
)
def test_addresses_that_are_wrong_are_told_and_what_was_typed_is_kept(workshop, facilitator, typed, words):
    answer = save(facilitator, workshop, recipients="The board", addresses=typed)
    page = answer.content.decode()
    assert (answer.status_code, words in page, typed.splitlines()[-1] in page) == (422, True, True)
    assert addresses(workshop) == []


def test_addresses_are_read_as_people_paste_them(workshop, facilitator):
    typed = f"Aino Virtanen <Aino@Kunta.fi>; {BOARD}\n\n a.b+c@xn--srimner-8wa.example , "
    assert save(facilitator, workshop, recipients="The board", addresses=typed).status_code == 302
    assert addresses(workshop) == ["a.b+c@xn--srimner-8wa.example", AINO, BOARD]
    page = facilitator.get("workshops:prepare", workshop.code).content.decode()
    assert f"{AINO}\n{BOARD}" in page
    assert AINO not in Person().get("workshops:join", workshop.code).content.decode()


def test_addresses_are_struck_off_and_not_added_once_somebody_has_joined(workshop, facilitator, second):
    both = f"{AINO}\n{BOARD}"
    assert save(facilitator, workshop, recipients="The board", addresses=both).status_code == 302
    join(workshop)
    for wanted in (f"{both}\npress@paper.fi", "press@paper.fi"):
        answer = save(second, workshop, addresses=wanted)
        assert (answer.status_code, "not add one" in answer.content.decode()) == (422, True)
    assert save(second, workshop, addresses=BOARD).status_code == 302
    assert addresses(workshop) == [BOARD]
    fields = "".join(LogEntry.objects.values_list("change_message", flat=True))
    assert ("who will receive the summary" in fields, "@" in fields) == (True, False)


def test_a_new_workshop_a_rehearsal_and_the_report_have_no_address(closed, facilitator):
    page = facilitator.client.get(f"/run/new/?from={closed.code}").content.decode()
    facilitator.submit("workshops:rehearse", closed.code, people=0, pace="lively")
    rehearsal = Workshop.objects.get(rehearsal_of=closed)
    assert addresses(rehearsal) == []
    report = facilitator.get("workshops:report", closed.code).content.decode()
    assert AINO not in page + report
    course.update_workshop(workshop=rehearsal, addresses=AINO)
    go(pass_through(rehearsal, "feedback"), "closed")
    answer = send(facilitator, rehearsal)
    assert (answer.status_code, "no mail goes out" in answer.content.decode()) == (409, True)


# --- the mails ---


def test_mail_is_in_the_workshops_language_with_a_link_of_its_own(closed, facilitator, mailbox):
    Workshop.objects.filter(pk=closed.pk).update(title="Aamut ☀ & “ilta” <b>")
    facilitator.user.first_name, facilitator.user.last_name = "Liisa", "Mäki"
    facilitator.user.save()
    assert send(facilitator, closed).status_code == 200
    work()
    assert states(closed) == ["sent", "sent"]
    mail = sent_to(mailbox, AINO)
    assert [mail["To"], mail["Reply-To"], mail["Auto-Submitted"], mail["Content-Language"]] == [
        AINO,
        "Liisa Mäki <facilitator@example.org>",
        "auto-generated",
        "fi",
    ]
    assert mail["Message-ID"].endswith("@dialogit.example>")
    assert mail["From"] == "Dialogit <dialogit@dialogit.example>"
    assert "Aamut ☀ & “ilta” <b>" in mail["Subject"]
    plain, page = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert "Hei" in plain
    assert "Aamut ☀ & “ilta” <b>" in plain
    assert "Aamut ☀ &amp; “ilta” &lt;b&gt;" in page
    assert link_in(mail) in page
    assert link_in(mail) != link_in(sent_to(mailbox, BOARD))
    token = link_in(mail).split("/")[2]
    assert len(token) >= 32
    assert {hash_of(token)} < set(ReportLink.objects.values_list("token_hash", flat=True))
    assert token not in "".join(map(str, DBTaskResult.objects.values_list("args_kwargs", flat=True)))


def test_two_who_send_at_once_send_one_mail_and_a_task_that_runs_twice_too(
    closed, facilitator, second, mailbox
):
    for person in (facilitator, second):
        assert "On its way." in send(person, closed).content.decode()
    for task in DBTaskResult.objects.all():
        task.pk = None
        task.save()
    work()
    assert [len(mailbox.to(AINO)), len(mailbox.to(BOARD))] == [1, 1]
    send(second, closed)
    work()
    assert len(mailbox.mails) == 2
    assert LogEntry.objects.count() == 1


def test_sending_again_leaves_the_first_link_as_it_is(closed, facilitator, mailbox):
    send(facilitator, closed)
    work()
    aino = closed.named.get(address=AINO)
    first = link_in(sent_to(mailbox, AINO))
    send(facilitator, closed, aino.pk)
    work()
    links = [first, link_in(sent_to(mailbox, AINO))]
    assert [Person().client.get(link).status_code for link in links] == [200, 200]
    assert (len(set(links)), len(mailbox.to(AINO)), len(mailbox.to(BOARD))) == (2, 2, 1)


def test_mail_server_that_is_away_is_told_beside_each_and_asked_once_more(
    closed, facilitator, settings, mailbox, caplog
):
    settings.EMAIL_PORT = free_port()
    send(facilitator, closed)
    work()
    assert listed(facilitator, closed).count("It is tried once more in a few minutes.") == 2
    Recipient.objects.update(changed_at=timezone.now() - timedelta(minutes=5))
    work_later()
    page = listed(facilitator, closed)
    assert page.count("The mail server does not answer. Nothing was sent.") == 2
    assert (ReportLink.objects.count(), "2 addresses" in page) == (0, True)
    assert not DBTaskResult.objects.ready().exists()
    settings.EMAIL_PORT = mailbox.port
    Recipient.objects.update(changed_at=timezone.now() - timedelta(minutes=5))
    send(facilitator, closed)
    work()
    assert states(closed) == ["sent", "sent"]
    assert "@" not in caplog.text


def test_address_that_the_mail_server_refuses_is_told_and_the_rest_is_sent(closed, facilitator, mailbox):
    mailbox.answers = {AINO: "550 no such user here"}
    send(facilitator, closed)
    work()
    assert states(closed) == ["failed", "sent"]
    assert "The mail server does not accept this address. Check that it is right." in listed(
        facilitator, closed
    )
    mailbox.answers = {AINO: "450 come again"}  # greylisting
    send(facilitator, closed)
    work()
    assert states(closed) == ["waiting", "sent"]
    mailbox.answers = {}
    work_later()
    assert (states(closed), len(mailbox.to(AINO)), len(mailbox.to(BOARD))) == (["sent", "sent"], 1, 1)


def test_mistyped_address_is_corrected_in_place_until_somebody_opens_what_went_there(
    closed, facilitator, mailbox
):
    send(facilitator, closed)
    work()
    aino, first = closed.named.get(address=AINO), link_in(sent_to(mailbox, AINO))

    def correct(address: str) -> HttpResponse:
        return facilitator.post("workshops:correct_address", closed.code, aino.pk, address=address)

    for wrong, words in (
        ("aino@", "This is not an e-mail address: aino@. Check it."),
        ("", "Write an e-mail address."),
        (BOARD, "This address is on the list already."),
    ):
        answer = correct(wrong)
        page = answer.content.decode()
        assert (answer.status_code, words in page, f'value="{wrong}"' in page or not wrong) == (
            422,
            True,
            True,
        )
    assert correct("Aino@stad.fi").status_code == 200
    assert addresses(closed) == ["aino@stad.fi", BOARD]
    assert Person().client.get(first).status_code == 404
    send(facilitator, closed)
    work()
    Person().client.post(f"{link_in(sent_to(mailbox, 'aino@stad.fi'))}open/")
    answer = correct("press@paper.fi")
    assert (answer.status_code, "so it stays" in answer.content.decode()) == (409, True)
    assert len(mailbox.to(BOARD)) == 1


def test_nothing_is_sent_before_the_workshop_is_closed(workshop, facilitator):
    course.update_workshop(workshop=workshop, recipients="The board", addresses=AINO)
    answer = send(facilitator, workshop)
    assert (answer.status_code, "Close the workshop first." in answer.content.decode()) == (409, True)
    assert not DBTaskResult.objects.exists()


def test_mail_that_nothing_sends_and_one_that_may_have_gone_are_told(closed, facilitator):
    send(facilitator, closed)
    Recipient.objects.update(changed_at=timezone.now() - timedelta(minutes=3))
    Recipient.objects.filter(address=BOARD).update(state="sending")
    page = listed(facilitator, closed)
    assert "the service that sends mail is not running" in page
    assert "It is not certain that this mail went out." in page
    assert "hx-trigger" not in page


# --- their links ---


@pytest.fixture
def link(closed, facilitator, mailbox) -> str:
    send(facilitator, closed)
    work()
    return link_in(sent_to(mailbox, AINO))


def test_link_is_opened_by_a_press_and_not_by_whatever_looks_at_it(link, closed, facilitator):
    scanner = Person().client
    for method in (scanner.get, scanner.head, scanner.get, scanner.options):
        method(link)
    assert closed.named.get(address=AINO).opened_on is None
    assert scanner.get(f"{link}open/").status_code == 405
    assert "Not opened yet." in listed(facilitator, closed)
    answer = Person().client.post(f"{link}open/")
    assert answer["Location"] == f"{link}report/"
    assert closed.named.get(address=AINO).opened_on == timezone.localdate()
    assert "Opened last on" in listed(facilitator, closed)
    fields = {field.attname: field.get_internal_type() for field in ReportLink._meta.concrete_fields}
    assert set(fields) == {"id", "recipient_id", "token_hash", "expires_on"}


def test_report_behind_a_link_needs_no_account_and_no_cookie(link, closed, facilitator):
    strict = Person()
    strict.client = browser(STRICT_SITE)
    pages = [strict.client.get(link), strict.client.post(f"{link}open/", headers={"origin": "null"})]
    pages.append(strict.client.get(f"{link}report/"))
    asked = {"form": "json", "language": "sv"}
    pages.append(strict.client.post(f"{link}report/documents/", asked, headers={"origin": "null"}))
    page = pages[-1]["Location"]
    pages.append(strict.client.get(page))
    work()
    pages.append(strict.client.get(f"{page}file/"))
    assert [answer.status_code for answer in pages] == [200, 302, 200, 302, 200, 200]
    assert pages[-1].json()["head"]["title"] == "Early support"
    assert [len(answer.cookies) for answer in pages] == [0] * 6
    for answer in (*pages, Person().client.get("/r/nothing/")):
        assert [answer[name] for name in ("Referrer-Policy", "X-Robots-Tag")] == [
            "no-referrer",
            "noindex, nofollow, noarchive",
        ]
        assert "no-store" in answer["Cache-Control"]


def test_report_behind_a_link_tells_how_tasks_have_gone_and_asks_for_nothing(link, closed):
    Task.objects.create(workshop=closed, what="Meet every week", responsible="Head", due=None)
    Task.objects.create(workshop=closed, what="Eat together", responsible="Kitchen")
    task = closed.tasks.get(what="Meet every week")
    follow_up.tell(
        workshop=closed, told={task.pk: follow_up.Told(read="", status="doing", how="Every other week")}
    )
    page = flat(Person().client.get(f"{link}report/").content.decode())
    day = dates.day(timezone.localdate())
    rows = re.findall(r"<td[^>]*>(.*?)</td>", page)
    assert rows == [
        *("Head", "–", f"under way, as of {day}", "Every other week"),
        *("Kitchen", "–", "to do", "–"),
    ]
    assert 'type="radio"' not in page
    answers = reverse("workshops:answer_follow_up", args=[closed.code])
    assert Person().client.post(answers, {f"task-{task.pk}": 3}).status_code in (302, 404)
    assert TaskAnswer.objects.count() == 0


def test_link_that_has_ended_can_be_read_in_any_language(link):
    reader = Person().client
    assert 'href="?language=sv"' in reader.get("/r/nothing/").content.decode()
    assert "Den här länken fungerar inte längre" in reader.get("/r/nothing/?language=sv").content.decode()


def test_link_speaks_the_readers_language_and_any_other_that_is_chosen(link):
    def words(address: str, language: str) -> str:
        page = Person().client.get(address, headers={"accept-language": language})
        assert page["Content-Language"] == language
        return page.content.decode()

    assert 'lang="sv"' in words(link, "sv").split("<head>")[0]
    chosen = Person().client.get(f"{link}?language=sv").content.decode()
    assert 'lang="sv"' in chosen.split("<head>")[0]
    assert f'action="{link}open/?language=sv"' in chosen
    assert f'href="{link}?language=en"' in chosen


def test_links_that_open_nothing_answer_alike_whatever_is_the_reason(link, closed, facilitator, mailbox):
    board = link_in(sent_to(mailbox, BOARD))
    facilitator.post("workshops:withdraw_link", closed.code, closed.named.get(address=BOARD).pk)
    assert "The link has been withdrawn." in listed(facilitator, closed)
    ReportLink.objects.filter(recipient__address=AINO).update(
        expires_on=timezone.localdate() - timedelta(days=1)
    )
    assert "The link has expired." in listed(facilitator, closed)
    told = set()
    for ended in (link, board, "/r/made-up-and-never-sent/"):
        reader = Person().client
        answers = [reader.get(ended), reader.get(f"{ended}report/"), reader.post(f"{ended}open/")]
        assert [answer.status_code for answer in answers] == [404] * 3
        told |= {answer.content for answer in answers}
    assert len(told) == 1
    assert "the answer goes to the facilitator, who can send it again" in told.pop().decode()


def test_link_opens_one_workshop_and_nothing_of_another(link, closed, elsewhere, foreign_facilitator):
    other = foreign_facilitator.submit("workshops:ask_document", elsewhere.code, form="json", language="fi")
    work()
    build = other["Location"].rstrip("/").rpartition("/")[2]
    reader = Person().client
    assert reader.get(f"{link}report/documents/{build}/file/").status_code == 404
    assert reader.get(f"{link}report/documents/{build}/")["Location"] == f"{link}report/"
    for page in ("workshops:console", "workshops:recipients", "workshops:stage"):
        assert Person().get(page, closed.code).status_code in (302, 404)


def test_wrong_links_from_one_address_have_to_wait_and_right_ones_do_not(link, within_a_minute):
    answers = [Person().client.get(f"/r/made-up-{n}/") for n in range(11)]
    assert [answer.status_code for answer in answers] == [404] * 10 + [429]
    assert Person().client.get(link).status_code == 200


def test_opening_a_link_as_its_address_is_corrected_tells_nothing_of_the_new_one(link, closed, facilitator):
    standing = ReportLink.objects.order_by("pk")[0]
    recipient = standing.recipient
    by = {"workshop": closed, "by": facilitator.user}
    recipients.correct(**by, recipient_id=recipient.pk, address="right@example.org")
    recipients.note_opened(workshop=closed, link=standing)
    recipient.refresh_from_db()
    assert recipient.opened_on is None


def test_withdrawing_ends_what_was_open_and_sending_again_opens_anew(link, closed, facilitator, mailbox):
    aino = closed.named.get(address=AINO)
    reader = Person().client
    reader.post(f"{link}open/")
    assert reader.get(f"{link}report/").status_code == 200
    facilitator.post("workshops:withdraw_link", closed.code, aino.pk)
    assert reader.get(f"{link}report/").status_code == 404
    send(facilitator, closed)
    work()
    assert len(mailbox.to(AINO)) == 1  # *send* means those who have not got it
    send(facilitator, closed, aino.pk)
    work()
    assert reader.get(link_in(sent_to(mailbox, AINO))).status_code == 200


# --- the end of it ---


def test_addresses_and_links_go_some_days_after_the_notes(link, closed, capsys):
    closed.refresh_from_db()
    assert closed.purge_notes_on
    assert recipients_queries.link_until(closed) == closed.purge_notes_on
    today = timezone.localdate()
    Workshop.objects.filter(pk=closed.pk).update(purge_notes_on=today)
    closed.refresh_from_db()
    assert recipients_queries.link_until(closed) == today + timedelta(days=30)
    retention.purge(workshop=closed)
    call_command("housekeeping")
    assert (addresses(closed), Person().client.get(link).status_code) == ([AINO, BOARD], 200)
    Workshop.objects.filter(pk=closed.pk).update(purge_notes_on=today - timedelta(days=31))
    call_command("housekeeping")
    assert "Addresses of 1 workshop deleted." in capsys.readouterr().out
    assert (Recipient.objects.count(), ReportLink.objects.count()) == (0, 0)
    assert Person().client.get(link).status_code == 404


def test_who_is_struck_off_has_no_link_any_more(link, closed, facilitator):
    assert Person().client.get(link).status_code == 200
    course.update_workshop(workshop=closed, addresses=BOARD)
    assert Person().client.get(link).status_code == 404


def test_facilitators_alone_see_addresses(link, closed, facilitator, second, coordinator):
    for person in (facilitator, second):
        assert AINO in listed(person, closed)
    report_sharing.share_report(workshop=closed, shared=True)
    for person in (coordinator, Person()):
        assert person.get("workshops:recipients", closed.code).status_code in (302, 404)
        assert AINO not in person.get("workshops:report", closed.code).content.decode()
    assert recipients.forget_due() == 0
