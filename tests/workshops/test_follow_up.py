"""After closing: how tasks have gone, as facilitators tell it and as it looks to who took part."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.utils import timezone

from tests.factories import Person, go, join, many, pass_through
from tests.workshops.reported import built
from workshops.models import Task, TaskAnswer, Workshop
from workshops.queries import follow_up as follow_up_queries
from workshops.services import retention

IDENTITY_CODE = "131052-308T"


@pytest.fixture
def people(workshop: Workshop) -> list[Person]:
    return many(workshop, 11)


@pytest.fixture
def closed(workshop: Workshop, people: list[Person]) -> Workshop:
    """Closed, with one task that is due in a fortnight and one without a date."""
    due = timezone.localdate() + timedelta(days=14)
    Task.objects.create(workshop=workshop, what="Meet every week", responsible="Head", due=due)
    Task.objects.create(workshop=workshop, what="Eat together", responsible="Kitchen")
    return go(pass_through(workshop, "feedback"), "closed")


def page(person: Person, workshop: Workshop) -> str:
    answer = person.get("workshops:follow_up", workshop.code)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def typed(workshop: Workshop, **told: tuple[str, str]) -> dict[str, str]:
    """The form as it stands, with the first words of tasks that are told otherwise."""
    fields = {}
    for task in workshop.tasks.all():
        status, how = told.get(task.what.split()[0].lower(), (task.status, task.how))
        values = {"read": follow_up_queries.version_of(task), "status": status, "how": how}
        fields |= {f"task-{task.pk}-{name}": value for name, value in values.items()}
    return fields


def tell(person: Person, workshop: Workshop, fields: dict[str, str]) -> HttpResponse:
    return person.submit("workshops:tell_follow_up", workshop.code, **fields)


def answer(person: Person, workshop: Workshop, score: Any, task: str = "Meet every week") -> HttpResponse:
    pk = workshop.tasks.get(what=task).pk
    return person.submit("workshops:answer_follow_up", workshop.code, **{f"task-{pk}": score})


# --- as facilitators tell it ---


def test_facilitator_tells_all_tasks_at_once_and_everybody_reads_it(closed, people, facilitator, coordinator):
    fields = typed(closed, meet=("doing", "Every other week"), eat=("dropped", "The kitchen was closed"))
    assert tell(facilitator, closed, fields)["Location"].endswith("/follow-up/?saved")
    told = list(closed.tasks.values_list("status", "how"))
    assert sorted(told) == [("doing", "Every other week"), ("dropped", "The kitchen was closed")]
    for person in (people[0], coordinator):
        found = page(person, closed)
        assert ("Under way" in found, "Dropped" in found, "The kitchen was closed" in found) == (True,) * 3
        assert "task-status" not in found
        assert "tell" not in found
    assert "The kitchen was closed" in people[0].get("workshops:stage", closed.code).content.decode()
    assert "The kitchen was closed" in facilitator.get("workshops:report", closed.code).content.decode()
    assert "dropped;The kitchen was closed" in built(closed, "csv", "en").decode()
    assert (
        "dropped: The kitchen was closed"
        in facilitator.get("workshops:one_page", closed.code).content.decode()
    )


def test_day_on_which_something_was_told_is_read_with_it_and_one_line_stays_one(closed, people, facilitator):
    closed.tasks.update(told_on=date(2026, 1, 2))
    tell(facilitator, closed, typed(closed, meet=("doing", "Every\r\nother week")))
    assert sorted(closed.tasks.values_list("how", "told_on")) == [
        ("", date(2026, 1, 2)),
        ("Every other week", timezone.localdate()),
    ]
    found = page(people[0], closed)
    assert found.count('class="as-of"') == 2
    assert "as of 2 January 2026" in found


def test_task_without_a_date_says_so_and_one_that_is_late_too(closed, facilitator):
    assert "no date" in page(facilitator, closed)
    closed.tasks.filter(what="Meet every week").update(due=timezone.localdate() - timedelta(days=1))
    assert "due date passed" in page(facilitator, closed)
    closed.tasks.update(status="dropped")
    assert "due date passed" not in page(facilitator, closed)


def test_of_two_who_tell_the_same_task_the_last_one_stands_and_sees_what_was(closed, facilitator, second):
    """Each had the same page before them; the task that only one has told stays as they told it."""
    first = typed(closed, meet=("done", "It works"), eat=("doing", "Tried once"))
    later = typed(closed, meet=("doing", "Nearly there"))
    tell(facilitator, closed, first)
    shown = tell(second, closed, later)
    assert shown.status_code == 200
    found = " ".join(shown.content.decode().split())
    assert "Meanwhile a colleague had written: “done, It works”. What you wrote stands now." in found
    assert sorted(closed.tasks.values_list("status", "how")) == [
        ("doing", "Nearly there"),
        ("doing", "Tried once"),
    ]
    assert tell(facilitator, closed, typed(closed)).status_code == 302


def test_what_is_wrong_is_told_beside_its_field_and_all_that_was_typed_is_kept(closed, facilitator):
    for how, words in (
        (f"Aino {IDENTITY_CODE}", "personal identity code"),
        ("x" * 241, "at most 240 characters"),
        ("Call 040 123 4567", "Could somebody be recognised by it?"),
    ):
        shown = tell(facilitator, closed, typed(closed, meet=("done", how), eat=("doing", "Kept")))
        found = shown.content.decode()
        assert (shown.status_code, words in found, how in found, "Kept</textarea>" in found) == (
            422,
            *(True,) * 3,
        )
        assert set(closed.tasks.values_list("status", "how")) == {("open", "")}
    fields = typed(closed, meet=("done", "Call 040 123 4567"))
    assert tell(facilitator, closed, fields | {"anyway": "1"}).status_code == 302
    assert tell(facilitator, closed, typed(closed)).status_code == 302
    assert tell(facilitator, closed, typed(closed, eat=("finished", ""))).status_code == 422


def test_telling_makes_documents_anew_and_saving_the_same_changes_nothing(closed, facilitator):
    before = Workshop.objects.get(pk=closed.pk).rev
    tell(facilitator, closed, typed(closed))
    assert Workshop.objects.get(pk=closed.pk).rev == before
    tell(facilitator, closed, typed(closed, meet=("done", "")))
    assert Workshop.objects.get(pk=closed.pk).rev == before + 1


def test_task_that_has_gone_meanwhile_is_passed_over(closed, facilitator):
    fields = typed(closed, meet=("done", ""), eat=("done", ""))
    closed.tasks.filter(what="Eat together").delete()
    assert tell(facilitator, closed, fields).status_code == 302
    assert list(closed.tasks.values_list("status", flat=True)) == ["done"]


# --- as it looks to who took part ---


def test_of_two_who_note_for_next_time_the_second_joins_both_and_no_participant_reads_it(
    closed, facilitator, second, people
):
    def note(person: Person, text: str, read: str) -> HttpResponse:
        return person.submit("workshops:note_for_next_time", closed.code, text=text, read=read)

    read = facilitator.get("workshops:follow_up", closed.code).context["next_time_form"].version
    assert note(facilitator, "A longer break", read).status_code == 302
    refused = note(second, "Smaller tables", read)
    assert refused.status_code == 422
    told = refused.content.decode()
    assert "Your colleague saved this meanwhile: “A longer break”" in told
    assert "Smaller tables" in told
    both = refused.context["next_time_form"].data["read"]
    assert note(second, "A longer break. Smaller tables", both).status_code == 302
    assert closed.next_time.text == "A longer break. Smaller tables"
    assert "A longer break" not in page(people[0], closed)


def test_how_a_task_looks_is_shown_from_five_answers_on_and_by_fives(closed, people, facilitator):
    for person in people[:4]:
        assert answer(person, closed, 1).status_code == 302
    assert "How it looks to those who took part:" not in page(facilitator, closed)
    answer(people[4], closed, 3)
    assert "1.4 of 5, 5 answers" in page(facilitator, closed)
    for person in people[5:9]:
        answer(person, closed, 5)
        assert "1.4 of 5, 5 answers" in page(people[0], closed)
    answer(people[9], closed, 5)
    assert "3.2 of 5, 10 answers" in page(people[0], closed)


def test_answer_is_changed_until_it_is_counted_and_then_stays(closed, people):
    for score in (1, 2):
        answer(people[0], closed, score)
    assert list(TaskAnswer.objects.values_list("score", flat=True)) == [2]
    assert 'value="2"' in page(people[0], closed).split("checked")[0][-200:]
    for person in people[1:5]:
        answer(person, closed, 2)
    answer(people[0], closed, 5)
    assert set(TaskAnswer.objects.values_list("score", flat=True)) == {2}
    assert "Your answer is counted." in page(people[0], closed)


@pytest.mark.parametrize("score", ["0", "6", "five", "9" * 5000])
def test_score_that_there_is_not_is_refused_in_words(closed, people, score):
    assert answer(people[0], closed, score).status_code == 422
    assert not TaskAnswer.objects.exists()


def test_answers_tell_nobody_apart_and_go_with_the_notes(closed, people, facilitator):
    for person in people[:5]:
        answer(person, closed, 4)
    names = {field.attname for field in TaskAnswer._meta.concrete_fields}
    assert names == {"id", "proof", "task_id", "score", "counted"}
    assert "4.0 of 5" in page(facilitator, closed)
    retention.purge(workshop=closed)
    assert not TaskAnswer.objects.exists()
    found = page(people[0], closed)
    assert ("How does it look to you?" in found, "4.0 of 5" in found) == (False, False)
    late = answer(people[5], closed, 4)
    assert (late.status_code, "deleted with the notes" in late.content.decode()) == (409, True)


# --- who comes ---


def test_follow_up_leads_to_the_workshop_until_it_is_closed(workshop, facilitator, participant):
    assert facilitator.get("workshops:follow_up", workshop.code)["Location"] == f"/run/{workshop.code}/"
    assert participant.get("workshops:follow_up", workshop.code)["Location"] == f"/w/{workshop.code}/"
    Task.objects.create(workshop=workshop, what="Meet every week", responsible="Head")
    assert tell(facilitator, workshop, typed(workshop, meet=("done", ""))).status_code == 409
    assert answer(participant, workshop, 3).status_code == 409


def test_facilitator_who_comes_by_a_mail_signs_in_and_is_led_on(closed, facilitator):
    address = f"/run/{closed.code}/follow-up/"
    assert Person().client.get(address)["Location"] == f"/accounts/login/?next={address}"
    assert facilitator.client.get(address)["Location"] == f"/w/{closed.code}/follow-up/"


@pytest.mark.parametrize(
    "who", ["anyone", "outsider", "stranger", "foreign_facilitator", "foreign_coordinator", "coordinator"]
)
def test_nobody_from_elsewhere_reads_or_writes_in_a_closed_workshop(request, closed, who):
    person = Person() if who == "anyone" else request.getfixturevalue(who)
    shown = person.get("workshops:follow_up", closed.code)
    assert (shown.status_code, shown.get("Location")) == (
        (200, None) if who == "coordinator" else (302, f"/j/{closed.code}/")
    )
    writes = [
        tell(person, closed, typed(closed, meet=("done", "Mine"))),
        answer(person, closed, 1),
        person.submit("workshops:subscribe", closed.code, address="aino@kunta.fi"),
        person.submit("workshops:want_reminders", closed.code, on="0"),
        person.submit("workshops:turn_feed", closed.code, on="1"),
    ]
    assert {write.status_code for write in writes} <= {401, 404}
    assert not TaskAnswer.objects.exists()
    assert not closed.subscribers.exists()
    assert set(closed.tasks.values_list("status", flat=True)) == {"open"}


def test_participant_cannot_tell_for_facilitators_nor_of_another_workshop(closed, people, elsewhere):
    theirs = Task.objects.create(workshop=elsewhere, what="Theirs", responsible="Head")
    assert tell(people[0], closed, typed(closed, meet=("done", "Mine"))).status_code == 401
    people[0].submit("workshops:answer_follow_up", closed.code, **{f"task-{theirs.pk}": "1"})
    assert not TaskAnswer.objects.exists()


def test_follow_up_takes_as_many_queries_for_many_tasks(
    closed, people, facilitator, django_assert_max_num_queries
):
    def queries_of(person: Person) -> int:
        with django_assert_max_num_queries(30) as counted:
            page(person, closed)
        return len(counted)

    for person in (facilitator, people[0]):
        page(person, closed)
        few = queries_of(person)
        for number in range(30):
            Task.objects.create(workshop=closed, what=f"Task {number}", responsible="Head")
        assert queries_of(person) == few
        closed.tasks.filter(what__startswith="Task").delete()


def test_somebody_who_joins_late_is_one_of_those_who_took_part(workshop, facilitator):
    late = join(workshop)
    go(pass_through(workshop, "feedback"), "closed")
    assert "No tasks were written down." in page(late, workshop)
