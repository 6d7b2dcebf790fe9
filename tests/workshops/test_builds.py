"""Documents are made by the worker: once for all, told how far, stopped, tried again, forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.factories import Person, go, join, pass_through
from tests.worker import work
from workshops.extension import reports
from workshops.extension.reports import Form, Job
from workshops.models import Build, Workshop
from workshops.queries import builds as builds_queries
from workshops.services import builds, report_sharing, retention, tasks

Make = Callable[[Job], bytes]


@pytest.fixture(autouse=True)
def _documents_apart(settings, tmp_path):
    options = {"location": tmp_path / "documents"}
    settings.STORAGES = settings.STORAGES | {
        "documents": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    }


@pytest.fixture
def made_by() -> Iterator[Callable[[Make], None]]:
    """A form of the test's own, made by what the test gives."""

    def add(make: Make) -> None:
        reports.FORMS["own"] = Form("own", "Own", "text/plain", make)

    yield add
    reports.FORMS.pop("own", None)


@pytest.fixture
def closed(workshop: Workshop) -> Workshop:
    return go(pass_through(workshop, "feedback"), "closed")


def ask(person: Person, workshop: Workshop, form: str = "own", language: str = "fi") -> str:
    """The address of the page that says how far it is."""
    answer = person.submit("workshops:ask_document", workshop.code, form=form, language=language)
    assert answer.status_code == 302
    return str(answer["Location"])


def look(person: Person, address: str, **seen: str) -> HttpResponse:
    return person.client.get(address, seen, headers={"hx-request": "true"})


def fetched(person: Person, address: str) -> bytes:
    answer = person.client.get(f"{address}file/")
    assert answer.status_code == 200, answer.get("Location")
    return answer.content


def long_ago(*fields: str, minutes: float = 5) -> None:
    Build.objects.update(**dict.fromkeys(fields, timezone.now() - timedelta(minutes=minutes)))


def test_document_is_made_once_for_all_who_ask_and_fetched_by_each(closed, facilitator, second, made_by):
    made = []
    made_by(lambda job: made.append(job.language) or f"{job.workshop.title} {job.language}".encode())
    page = ask(facilitator, closed)
    assert ask(second, closed) == page
    assert "It is made in a moment." in look(second, page).content.decode()
    work()
    for person in (facilitator, second):
        assert "It is ready." in person.client.get(page).content.decode()
        assert fetched(person, page) == b"Early support fi"
    assert ask(facilitator, closed) == page
    work()
    assert ask(facilitator, closed, language="sv") != page
    work()
    assert made == ["fi", "sv"]


def test_document_is_made_anew_when_something_was_written_or_an_hour_has_passed(
    workshop_at, facilitator, made_by
):
    workshop, made = workshop_at("agreement"), []
    made_by(lambda _job: made.append(1) or b"x")
    first = ask(facilitator, workshop)
    work()
    report_sharing.share_report(workshop=workshop, shared=True)
    assert fetched(facilitator, first) == b"x"  # whoever has just waited for it gets it
    second = ask(facilitator, workshop)
    assert second != first
    long_ago("asked_at", minutes=3)
    gone = facilitator.client.get(f"{first}file/")  # what was hidden since is in it still
    assert (gone.status_code, gone["Location"]) == (302, f"/w/{workshop.code}/report/")
    work()
    long_ago("asked_at", minutes=61)
    ask(facilitator, workshop)
    work()
    assert len(made) == 3


def test_progress_is_what_was_told_and_is_sent_when_it_has_changed(closed, facilitator, made_by):
    told: list[str] = []

    def make(job: Job) -> bytes:
        for done in (1, 3):
            job.tell(done, 4)
            told.append(look(facilitator, page).content.decode())
        assert look(facilitator, page, seen="making-0-75-00").status_code == 204
        return b"x"

    made_by(make)
    page = ask(facilitator, closed)
    other = ask(facilitator, closed, form="json")
    assert "1 other document is made first." in look(facilitator, other).content.decode()
    work()
    assert ['value="25"' in told[0], 'value="75"' in told[1]] == [True, True]
    done = look(facilitator, page).content.decode()
    assert ("It is ready." in done, "hx-get" in done) == (True, False)


def test_document_that_nobody_waits_for_is_not_made_and_asking_again_makes_it(closed, facilitator, made_by):
    made = []
    made_by(lambda _job: made.append(1) or b"x")
    page = ask(facilitator, closed)
    long_ago("watched_at")
    work()
    assert (made, Build.objects.count()) == ([], 0)
    answer = look(facilitator, page)
    assert answer["HX-Redirect"] == f"/w/{closed.code}/report/"
    page = ask(facilitator, closed)
    work()
    assert fetched(facilitator, page) == b"x"


def test_document_that_is_left_or_stopped_midway_ends_there(closed, facilitator, made_by):
    steps: list[int] = []

    def make(job: Job) -> bytes:
        for done in range(3):
            job.tell(done, 3)
            steps.append(done)
            if job.language == "fi":
                long_ago("watched_at")
            else:
                facilitator.client.post(f"{page}cancel/")
        return b"x"

    made_by(make)
    for language in ("fi", "sv"):
        page = ask(facilitator, closed, language=language)
        work()
    assert (steps, Build.objects.count()) == ([0, 0], 0)


def test_document_that_cannot_be_made_is_tried_twice_and_told(closed, facilitator, made_by, caplog):
    tries: list[int] = []

    def fail(_job: Job) -> bytes:
        tries.append(1)
        raise ValueError("A note that nobody may read in a log")

    made_by(fail)
    page = ask(facilitator, closed)
    work()
    said = look(facilitator, page).content.decode()
    assert (len(tries), "It could not be made." in said, "Try again" in said) == (2, True, True)
    assert "nobody may read" not in caplog.text + "".join(
        DBTaskResult.objects.values_list("traceback", flat=True)
    )
    assert ask(facilitator, closed) == page
    work()
    assert len(tries) == 4


def test_once_is_enough_when_the_first_try_alone_fails(closed, facilitator, made_by):
    tries: list[int] = []

    def make(_job: Job) -> bytes:
        tries.append(1)
        if len(tries) == 1:
            raise OSError
        return b"x"

    made_by(make)
    page = ask(facilitator, closed)
    work()
    assert fetched(facilitator, page) == b"x"


def test_worker_that_dies_is_followed_by_one_that_tries_once_more(closed, facilitator, made_by):
    """The task stands as running by the one that died; the one after it has the same id."""
    made_by(lambda _job: b"x")
    page = ask(facilitator, closed)
    task = DBTaskResult.objects.get()
    task.claim("one")
    tasks.take_up_again("another")
    assert DBTaskResult.objects.get().status == "RUNNING"
    tasks.take_up_again("one")
    work("one")
    assert fetched(facilitator, page) == b"x"
    ask(facilitator, closed, language="sv")
    lost = DBTaskResult.objects.get(status="READY")
    lost.claim("one")
    lost.claim("one")
    Build.objects.filter(language="sv").update(state="making", begun_at=timezone.now())
    tasks.take_up_again("one")
    assert DBTaskResult.objects.get(pk=lost.pk).status == "FAILED"
    build = Build.objects.get(language="sv")
    assert builds_queries.standing(build).goes_on
    long_ago("begun_at")
    build.refresh_from_db()
    assert builds_queries.standing(build).has_failed


def test_worker_that_is_away_is_told_and_what_was_asked_for_is_made_when_it_is_back(
    closed, facilitator, made_by
):
    made_by(lambda _job: b"x")
    page = ask(facilitator, closed)
    long_ago("asked_at", minutes=0.5)
    said = look(facilitator, page).content.decode()
    assert ("Nothing is being made at the moment." in said, "hx-get" in said) == (True, True)
    work()
    assert fetched(facilitator, page) == b"x"


def test_purge_and_housekeeping_leave_no_document(closed, facilitator, made_by, tmp_path):
    made_by(lambda _job: b"x")
    folder = tmp_path / "documents"

    def files() -> int:
        return len(list(folder.iterdir()))

    for forget in (lambda: retention.purge(workshop=closed), lambda: long_ago("asked_at", minutes=61)):
        page = ask(facilitator, closed)
        work()
        assert (fetched(facilitator, page), files()) == (b"x", 1)
        forget()
        builds.delete_expired()
        assert (files(), Build.objects.count()) == (0, 0)


def test_document_of_another_workshop_is_not_there_and_an_unknown_form_is_none(
    closed, facilitator, foreign_facilitator, elsewhere, made_by
):
    made_by(lambda _job: b"x")
    page = ask(foreign_facilitator, elsewhere)
    work()
    ours = page.replace(elsewhere.code, closed.code)
    assert facilitator.client.get(f"{ours}file/").status_code == 404
    assert facilitator.client.get(ours)["Location"] == f"/w/{closed.code}/report/"
    assert (
        facilitator.submit("workshops:ask_document", closed.code, form="exe", language="fi").status_code
        == 404
    )
    assert (
        facilitator.submit("workshops:ask_document", closed.code, form="own", language="de").status_code
        == 404
    )


# --- who reads ---


def test_coordinator_reads_and_participants_and_who_has_the_code_do_once_it_is_shared(
    workshop, facilitator, coordinator, foreign_coordinator, foreign_facilitator, workshop_at
):
    inside = join(workshop)
    everyone = (facilitator, coordinator, inside, Person(), foreign_coordinator, foreign_facilitator)

    def read_it() -> list[int]:
        return [person.get("workshops:report", workshop.code).status_code for person in everyone]

    workshop_at("closed")
    assert read_it() == [200, 200, 404, 404, 404, 404]
    report_sharing.share_report(workshop=workshop, shared=True)
    assert read_it() == [200] * 6


def test_code_of_a_running_workshop_reads_nothing_and_guessing_is_counted(
    workshop, workshop_at, within_a_minute
):
    """By address: where the workshop has been named rightly others' mistakes hold nobody up."""
    here, guesser = Person(), Person()
    guesser.client.defaults["REMOTE_ADDR"] = "203.0.113.7"
    report_sharing.share_report(workshop=workshop, shared=True)
    assert here.get("workshops:report", workshop.code).status_code == 404
    workshop_at("closed")
    assert here.get("workshops:report", workshop.code).status_code == 200
    for person in (here, guesser):
        for _time in range(10):
            person.get("workshops:report", "ZZZZZZZZ")
    assert [person.get("workshops:report", workshop.code).status_code for person in (here, guesser)] == [
        200,
        404,
    ]
