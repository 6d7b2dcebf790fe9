"""A confirmed agreement changes by amendments that everyone sees; closing over a draft is asked about."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories import go
from tests.markup import flat
from tests.workshops.reported import built
from tests.workshops.test_heard import line_by
from workshops.access.permissions import Role
from workshops.models import Agreement, Amendment, Contribution, Need, OpenSpaceGroup, Task, Theme, Workshop
from workshops.queries import agreement as agreement_queries
from workshops.queries import versions
from workshops.refusals import DraftLeft, Refused
from workshops.services import agreement, amending, course, hiding
from workshops.text import dates, person_names

FIELDS = ("what", "responsible", "due")


@pytest.fixture
def agreeing(workshop_at):
    return workshop_at("agreement")


@pytest.fixture
def agreed(agreeing):
    agreement.add_need(workshop=agreeing, text="Time to talk", horizon="months")
    agreement.add_task(workshop=agreeing, what="Write the card", responsible="head of unit", due=None)
    agreement.write_part(workshop=agreeing, part="decision", read="", decision="go_on")
    agreement.confirm_agreement(workshop=agreeing)
    return agreeing


def amend(person, workshop, task, **typed: Any):
    said = {"read": versions.version_of(task, FIELDS), "what": task.what, "responsible": task.responsible}
    return person.post("workshops:amend_line", workshop.code, "task", task.pk, **{**said, **typed})


# --- what is told ---


@pytest.mark.parametrize("step", ["agreement", "feedback", "closed"])
def test_amended_task_is_told_with_what_stood_before_and_by_whom(agreed, facilitator, participant, step):
    go(agreed, step)
    task, due = Task.objects.get(), timezone.localdate() + timedelta(days=30)
    answer = amend(facilitator, agreed, task, what="Print the card", due=str(due), by="responsible")
    assert answer.status_code == 302
    task.refresh_from_db()
    assert (task.what, task.due) == ("Print the card", due)
    told = ("Write the card · head of unit", f"Print the card · head of unit · {dates.day(due)}")
    pages = [facilitator.get("workshops:amendments", agreed.code)]
    if step != "feedback":
        pages += [facilitator.get("workshops:console", agreed.code)]
        pages += [participant.get("workshops:stage", agreed.code)]
    for page in pages:
        words = page.content.decode()
        assert all(each in words for each in told)
        assert "whoever is responsible for it" in words


def test_amending_makes_every_page_fetch(agreed, facilitator, frames):
    with frames(agreed, Role.PARTICIPANT) as sent:
        amend(facilitator, agreed, Task.objects.get(), what="Print it", by="together")
    assert [("html" in frame) for frame in sent] == [False]


@pytest.mark.parametrize(
    ("part", "typed", "before", "after"),
    [
        ("themes", {"how_themes": "In pairs"}, {}, {"text": "In pairs"}),
        ("decision", {"decision": "enough"}, {"decision": "go_on"}, {"decision": "enough"}),
        ("next", {"next_place": "Library"}, {}, {"place": "Library"}),
    ],
)
def test_amended_part_keeps_what_stood_and_what_stands(agreed, facilitator, part, typed, before, after):
    read = agreement_queries.version_of(Agreement.objects.get(), part)
    for _press in range(2):
        answer = facilitator.post(
            "workshops:amend_part", agreed.code, part, read=read, by="organiser", **typed
        )
        assert answer.status_code == 302
    [told] = Amendment.objects.all()
    kept = [{name: value for name, value in said.items() if value} for said in (told.before, told.after)]
    assert (told.what, told.by, *kept) == (part, "organiser", before, after)


def test_needs_and_tasks_come_and_go_by_amendments_once(agreed, facilitator):
    go(agreed, "closed")
    need = Need.objects.get()
    for _press in range(2):
        for kind, typed in (
            ("need", {"text": "A quiet room", "horizon": "years"}),
            ("task", {"what": "Book it", "responsible": "caretaker"}),
        ):
            answer = facilitator.post("workshops:amend_by_new", agreed.code, kind, by="together", **typed)
            assert answer.status_code == 302
        gone = {"by": "together", "take_out": "1", "read": "seen"}
        answer = facilitator.post("workshops:amend_line", agreed.code, "need", need.pk, **gone)
        assert answer.status_code == 302
    told = [(one.what, bool(one.before), bool(one.after)) for one in Amendment.objects.all()]
    assert told == [("need", False, True), ("task", False, True), ("need", True, False)]
    assert (Need.objects.get().text, Task.objects.count()) == ("A quiet room", 2)


def test_report_tells_amendments_in_every_form(agreed, facilitator):
    task = Task.objects.get()
    amend(facilitator, agreed, task, what="Print the card", by="responsible")
    go(agreed, "closed")
    workshop = Workshop.objects.get(pk=agreed.pk)
    for form in ("csv", "json"):
        told = built(workshop, form, "en").decode()
        assert "Write the card" in told
        assert "Print the card" in told
    [data] = json.loads(built(workshop, "json", "en"))["sections"]["agreement"]["amendments"]
    assert (data["by"], data["what"], data["before"]["text"]) == ("responsible", "task", "Write the card")
    page = facilitator.get("workshops:report", agreed.code).content.decode()
    assert "What has changed since it was confirmed" in page
    assert f"Amended on {dates.day(timezone.localdate())}." in page
    one_page = facilitator.get("workshops:one_page", agreed.code).content.decode()
    assert f"Amended on {dates.day(timezone.localdate())}." in one_page


# --- what is refused ---


def test_draft_is_not_amended(agreeing, facilitator):
    task = agreement.add_task(workshop=agreeing, what="Write", responsible="unit", due=None)
    assert amend(facilitator, agreeing, task, what="Print", by="together").status_code == 409
    assert not Amendment.objects.exists()


def test_amending_ends_the_way_back_to_the_draft(agreed, facilitator):
    amend(facilitator, agreed, Task.objects.get(), what="Print", by="together")
    assert facilitator.post("workshops:undo", agreed.code).status_code == 409
    assert Agreement.objects.get().confirmed_at


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Choose who decided on it."),
        ({"by": "together", "responsible": ""}, "Write a role, such as “head of unit”"),
        ({"by": "Maija"}, "Select a valid choice."),
        ({"by": "together", "what": "x" * 10_000}, "Use at most 240 characters."),
        ({"by": "together", "due": "2020-01-01"}, "This day has passed."),
        ({"by": "together", "responsible": "Maija Virtanen"}, "A task belongs to a role"),
    ],
)
def test_amendment_that_is_at_fault_keeps_what_was_typed(agreed, facilitator, typed, words):
    typed = {"what": "Print the card", **typed}
    answer = amend(facilitator, agreed, Task.objects.get(), **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert typed["what"] in page
    assert not Amendment.objects.exists()


def test_amendment_of_a_task_that_is_gone_keeps_what_was_typed(agreed, facilitator, second):
    task = Task.objects.get()
    amending.take_out_line(line=Task.objects.get(), by="together")
    answer = amend(facilitator, agreed, task, what="Print the card", by="together")
    assert answer.status_code == 422
    assert "taken this out of the agreement" in answer.content.decode()
    assert "Print the card</textarea>" in answer.content.decode()
    assert facilitator.get("workshops:amend_line", agreed.code, "task", task.pk).status_code == 404


def test_two_who_amend_the_same_task_join_their_words(agreed, facilitator, second):
    seen = Task.objects.get()
    amend(second, agreed, seen, what="Print it", by="together")
    answer = amend(facilitator, agreed, seen, what="Send it", by="together")
    assert answer.status_code == 422
    assert "“Print it, head of unit”" in answer.content.decode()
    assert Amendment.objects.count() == 1


def test_only_facilitators_amend(agreed, participant, outsider):
    for person, status in ((participant, 401), (outsider, 404)):
        assert amend(person, agreed, Task.objects.get(), what="x", by="together").status_code == status


def test_words_of_a_need_of_ten_thousand_letters_are_kept(agreeing, facilitator):
    words = "letters " * 1250
    answer = facilitator.post("workshops:add_need", agreeing.code, text=words, horizon="months")
    assert answer.status_code == 422
    assert words.strip() in answer.content.decode()


def test_name_that_is_amended_away_is_not_kept(agreed, facilitator):
    Task.objects.update(responsible="Maija Virtanen")
    amend(facilitator, agreed, Task.objects.get(), responsible="class teacher", by="together")
    [told] = Amendment.objects.all()
    assert (told.before["text"], told.before["responsible"]) == ("Write the card", "")
    assert told.after["responsible"] == "class teacher"


# --- from what was heard, and from pearls ---


def test_pearl_and_line_fill_the_form_of_a_task(agreeing, participant, facilitator):
    """Which field takes the words stands on the button; tests/e2e/test_agreement.py presses it."""
    group = OpenSpaceGroup.objects.create(
        theme=Theme.objects.create(workshop=agreeing, title="Mornings", selected=True), letter="A"
    )
    Contribution.objects.create(group=group, kind="works", text="We meet at the door", pearl=True)
    line_by(participant, agreeing, "We ring home")
    page = flat(facilitator.get("workshops:console", agreeing.code).content)
    fills = re.findall(r'data-fill="(\w+)" data-then="(\w+)" data-words="(.+?)"', page)
    assert fills == [
        ("task_what", "task_responsible", "We meet at the door"),
        ("task_what", "task_responsible", "We ring home"),
    ]
    assert all(f'id="{field}"' in page for field in ("task_what", "task_responsible"))


def test_line_that_was_heard_becomes_a_need_once_unless_it_is_hidden(agreeing, participant, facilitator):
    line = line_by(participant, agreeing, "We are many " * 30)
    for _press in range(2):
        assert facilitator.post("workshops:need_of_heard", agreeing.code, line.pk).status_code == 204
    assert Need.objects.get().text == agreement_queries.need_words(line)
    assert len(Need.objects.get().text) <= 240
    hiding.hide(thing=line, hidden=True)
    assert facilitator.post("workshops:need_of_heard", agreeing.code, line.pk).status_code == 409


# --- closing over a draft ---


def closing(person, workshop, **typed):
    return person.post("workshops:close", workshop.code, expected=workshop.step, **typed)


def test_closing_over_a_draft_asks_what_becomes_of_it(agreeing, facilitator):
    agreement.write_part(workshop=agreeing, part="decision", read="", decision="go_on")
    page = facilitator.get("workshops:close", agreeing.code).content.decode()
    assert all(words in page for words in ("Confirm it now and close", "Close without confirming"))
    asked = closing(facilitator, agreeing)
    assert asked.status_code == 422
    assert "Confirm it now and close" in asked.content.decode()
    move = {"expected": "agreement", "to": "closed"}
    assert facilitator.post("workshops:move", agreeing.code, **move).status_code == 409
    agreeing.refresh_from_db()
    assert not agreeing.is_closed


@pytest.mark.parametrize(("draft", "confirmed"), [("confirm", True), ("leave", False)])
def test_draft_is_confirmed_or_left_when_the_workshop_closes(agreeing, facilitator, draft, confirmed):
    agreement.write_part(workshop=agreeing, part="decision", read="", decision="go_on")
    assert closing(facilitator, agreeing, draft=draft).status_code == 204
    agreeing.refresh_from_db()
    assert agreeing.is_closed
    assert bool(Agreement.objects.get().confirmed_at) == confirmed


def test_undecided_draft_cannot_be_confirmed_by_closing(agreeing, facilitator):
    agreement.add_need(workshop=agreeing, text="Time", horizon="months")
    assert "Confirm it now" not in facilitator.get("workshops:close", agreeing.code).content.decode()
    assert closing(facilitator, agreeing, draft="confirm").status_code == 409
    agreeing.refresh_from_db()
    assert not agreeing.is_closed


def test_second_who_closes_is_told_that_it_is_closed(agreeing, facilitator, second):
    agreement.write_part(workshop=agreeing, part="decision", read="", decision="go_on")
    assert closing(second, agreeing, draft="leave").status_code == 204
    answer = facilitator.post("workshops:close", agreeing.code, expected="agreement", draft="confirm")
    assert answer.status_code == 409
    assert Agreement.objects.get().confirmed_at is None


def test_closing_with_nothing_agreed_or_all_confirmed_asks_once(agreed, facilitator):
    page = facilitator.get("workshops:close", agreed.code).content.decode()
    assert "still a draft" not in page
    assert closing(facilitator, agreed).status_code == 204


def test_service_does_not_close_over_a_draft_by_itself(agreeing):
    agreement.add_need(workshop=agreeing, text="Time", horizon="months")
    with pytest.raises(DraftLeft):
        course.move(workshop=agreeing, expected="agreement", to="closed")
    with pytest.raises(Refused):
        course.move(workshop=agreeing, expected="agreement", to="closed", draft=course.CONFIRM)


# --- who is responsible ---


@pytest.mark.parametrize(
    ("text", "is_person"),
    [
        ("Maija", True),
        ("Maija Virtanen", True),
        ("maija virtanen", True),
        ("M. Bergström", True),
        ("Anna-Maija ja työryhmä", True),
        ("Oudontsivu Korhonen", True),
        ("päiväkodin johtaja", False),
        ("Päiväkodin johtaja", False),
        ("Johtoryhmä", False),
        ("Head of Unit", False),
        ("Akaan kunnan varhaiskasvatus", False),
        ("ledande socialarbetaren", False),
        ("Yhteinen toiminta", False),
        ("", False),
    ],
)
def test_names_of_people_are_told_from_roles(text, is_person):
    assert person_names.names_somebody(text) == is_person
