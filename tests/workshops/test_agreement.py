"""The agreement: written part by part by two facilitators, read live by everyone, confirmed together."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import go
from tests.markup import flat
from tests.workshops.test_heard import comment_by, line_by
from workshops.access.permissions import Role
from workshops.models import Agreement, Need, Task
from workshops.queries import agreement as agreement_queries
from workshops.refusals import Refused
from workshops.services import agreement, console, course


@pytest.fixture
def agreeing(workshop_at):
    return workshop_at("agreement")


def read(workshop, part):
    """The version that a form made now would carry."""
    return agreement_queries.version_of(agreement_queries.agreement_of(workshop), part)


def write(person, workshop, part, **typed):
    return person.post("workshops:write_part", workshop.code, part, **typed)


def test_write_part_saves_and_answers_with_the_form_as_saved(agreeing, facilitator):
    answer = write(
        facilitator, agreeing, "themes", read=read(agreeing, "themes"), how_themes="In pairs, month by month"
    )
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "In pairs, month by month" in page
    assert "Saved" in page
    assert f'value="{read(agreeing, "themes")}"' in page
    assert Agreement.objects.get(workshop=agreeing).how_themes == "In pairs, month by month"


def test_write_part_shows_the_draft_to_everyone_live(agreeing, facilitator, frames):
    with frames(agreeing, Role.PARTICIPANT) as sent:
        write(facilitator, agreeing, "decision", decision="enough")
    assert [frame["html"].count("This is enough for now") for frame in sent] == [1]


def test_write_part_sends_the_other_facilitator_the_new_form(agreeing, facilitator, frames):
    with frames(agreeing, Role.FACILITATOR) as sent:
        write(facilitator, agreeing, "results", read=read(agreeing, "results"), how_results="To the board")
    assert 'id="part-results"' in sent[0]["html"]
    assert "To the board" in sent[0]["html"]


def test_write_part_with_the_same_words_changes_nothing(agreeing):
    for _ in range(3):
        agreement.write_part(
            workshop=agreeing, part="results", read=read(agreeing, "results"), how_results="So"
        )
    rev = agreeing.rev
    agreement.write_part(workshop=agreeing, part="results", read="stale", how_results="So")
    agreeing.refresh_from_db()
    assert agreeing.rev == rev


def test_write_part_over_a_colleagues_words_asks_to_join_them(agreeing, facilitator, second):
    seen = read(agreeing, "results")
    write(second, agreeing, "results", read=seen, how_results="To the board")
    answer = write(facilitator, agreeing, "results", read=seen, how_results="To all units")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“To the board”" in page
    assert "To all units</textarea>" in page
    assert Agreement.objects.get().how_results == "To the board"
    again = write(
        facilitator,
        agreeing,
        "results",
        read=read(agreeing, "results"),
        how_results="To the board and all units",
    )
    assert f'value="{read(agreeing, "results")}"' in again.content.decode()
    assert Agreement.objects.get().how_results == "To the board and all units"


def test_write_part_leaves_the_other_parts_alone(agreeing, facilitator, second):
    seen = read(agreeing, "themes")
    write(second, agreeing, "results", read=read(agreeing, "results"), how_results="To the board")
    assert write(facilitator, agreeing, "themes", read=seen, how_themes="In pairs").status_code == 200
    found = Agreement.objects.get()
    assert (found.how_themes, found.how_results) == ("In pairs", "To the board")


def test_next_date_is_kept_in_local_time_and_given_as_a_calendar(agreeing, facilitator, participant):
    day = timezone.localdate() + timedelta(days=90)
    answer = write(
        facilitator,
        agreeing,
        "next",
        read=read(agreeing, "next"),
        next_at=f"{day}T13:30",
        next_place="Library",
    )
    assert answer.status_code == 200
    found = Agreement.objects.get().next_at
    assert found
    assert timezone.localtime(found).hour == 13
    assert b"Library" in participant.get("workshops:calendar", agreeing.code).content


@pytest.mark.parametrize(
    ("part", "typed", "words"),
    [
        ("next", {"next_at": "2020-01-01T12:00"}, "This day has passed."),
        ("next", {"next_at": "tomorrow"}, "Enter a valid date/time."),
        ("next", {"next_place": "x" * 121}, "Use at most 120 characters."),
        ("themes", {"how_themes": "x" * 1001}, "Use at most 1000 characters."),
        ("results", {"how_results": "010180-9004"}, "personal identity code"),
        ("decision", {"decision": "perhaps"}, "Select a valid choice."),
        ("decision", {}, "This field is required."),
    ],
)
def test_write_part_says_beside_the_field_what_is_wrong(agreeing, facilitator, part, typed, words):
    answer = write(facilitator, agreeing, part, read=read(agreeing, part), **typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Agreement.objects.exclude(decision="", next_at=None, next_place="").exists()


def test_next_date_that_has_passed_meanwhile_does_not_stop_a_new_place(agreeing, facilitator):
    past = timezone.now().replace(second=0, microsecond=0) - timedelta(days=1)
    Agreement.objects.create(workshop=agreeing, next_at=past)
    answer = write(
        facilitator,
        agreeing,
        "next",
        read=read(agreeing, "next"),
        next_at=timezone.localtime(past).strftime("%Y-%m-%dT%H:%M"),
        next_place="Library",
    )
    assert answer.status_code == 200
    assert Agreement.objects.get().next_place == "Library"


def test_unknown_part_is_not_found(agreeing, facilitator):
    assert write(facilitator, agreeing, "recipients", recipients="me").status_code == 404


def test_need_is_added_once_and_removed(agreeing, facilitator):
    for _ in range(2):
        answer = facilitator.post("workshops:add_need", agreeing.code, text="Time to talk", horizon="years")
        assert answer.status_code == 200
    need = Need.objects.get()
    assert (need.text, need.horizon) == ("Time to talk", "years")
    assert facilitator.post("workshops:remove_need", agreeing.code, need.pk).status_code == 204
    assert Need.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"text": "", "horizon": "months"}, "Write something first."),
        ({"text": "x" * 241, "horizon": "months"}, "Use at most 240 characters."),
        ({"text": "Time", "horizon": "centuries"}, "Select a valid choice."),
    ],
)
def test_need_says_beside_the_field_what_is_wrong(agreeing, facilitator, typed, words):
    answer = facilitator.post("workshops:add_need", agreeing.code, **typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Need.objects.count() == 0


def test_task_is_added_once_told_live_and_removed(agreeing, facilitator, frames):
    due = timezone.localdate() + timedelta(days=30)
    typed = {"what": "Write the card", "responsible": "head of unit", "due": str(due)}
    with frames(agreeing, Role.PARTICIPANT) as sent:
        for _ in range(2):
            assert facilitator.post("workshops:add_task", agreeing.code, **typed).status_code == 200
    assert len(sent) == 1
    assert "head of unit" in sent[0]["html"]
    task = Task.objects.get()
    assert (task.due, task.status) == (due, "open")
    facilitator.post("workshops:remove_task", agreeing.code, task.pk)
    assert Task.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"what": "Write", "responsible": ""}, "Write a role, such as"),
        ({"what": "x" * 241, "responsible": "unit"}, "Use at most 240 characters."),
        ({"what": "Write", "responsible": "x" * 81}, "Use at most 80 characters."),
        ({"what": "Write", "responsible": "unit", "due": "2020-01-01"}, "This day has passed."),
        ({"what": "Write", "responsible": "unit", "due": "31.2.2027"}, "Enter a valid date."),
    ],
)
def test_task_says_beside_the_field_what_is_wrong(agreeing, facilitator, typed, words):
    answer = facilitator.post("workshops:add_task", agreeing.code, **typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Task.objects.count() == 0


def test_tasks_without_a_day_come_last(agreeing):
    for what, due in (("someday", None), ("first", timezone.localdate())):
        agreement.add_task(workshop=agreeing, what=what, responsible="unit", due=due)
    assert [task.what for task in agreement_queries.agreed(agreeing)["tasks"]] == ["first", "someday"]


def test_a_list_has_an_end(agreeing):
    for number in range(agreement.MAX_LINES):
        Need.objects.create(workshop=agreeing, text=f"Need {number}")
    with pytest.raises(Refused):
        agreement.add_need(workshop=agreeing, text="One more", horizon="months")


def test_status_is_told_after_confirming_too(agreeing, facilitator):
    task = agreement.add_task(workshop=agreeing, what="Write", responsible="unit", due=None)
    agreement.write_part(workshop=agreeing, part="decision", read="", decision="go_on")
    agreement.confirm_agreement(workshop=agreeing)
    assert (
        facilitator.post("workshops:task_status", agreeing.code, task.pk, status="doing").status_code == 204
    )
    assert facilitator.post("workshops:task_status", agreeing.code, task.pk, status="soon").status_code == 409
    task.refresh_from_db()
    assert task.status == "doing"


def test_confirming_needs_a_decision_and_happens_once(agreeing, facilitator):
    answer = facilitator.post("workshops:confirm_agreement", agreeing.code)
    assert answer.status_code == 409
    assert "Both are good." in answer.content.decode()
    agreement.write_part(workshop=agreeing, part="decision", read="", decision="enough")
    assert facilitator.post("workshops:confirm_agreement", agreeing.code).status_code == 204
    confirmed_at = Agreement.objects.get().confirmed_at
    agreement.confirm_agreement(workshop=agreeing)
    assert Agreement.objects.get().confirmed_at == confirmed_at


def test_confirming_asks_only_once_it_is_decided_whether_the_process_goes_on(agreeing, facilitator, frames):
    asking = 'data-ask="Confirm the agreement?'
    assert asking not in facilitator.get("workshops:console", agreeing.code).content.decode()
    with frames(agreeing, Role.FACILITATOR) as sent:
        agreement.write_part(workshop=agreeing, part="decision", read="", decision="go_on")
    assert [asking in frame["html"] for frame in sent] == [True]


def test_confirmed_agreement_takes_no_changes_unless_confirming_is_undone(agreeing, facilitator):
    agreement.write_part(workshop=agreeing, part="decision", read="", decision="enough")
    agreement.confirm_agreement(workshop=agreeing)
    for page, typed in (
        ("add_need", {"text": "Time", "horizon": "months"}),
        ("add_task", {"what": "Write", "responsible": "unit"}),
    ):
        assert facilitator.post(f"workshops:{page}", agreeing.code, **typed).status_code == 409
    assert write(facilitator, agreeing, "decision", decision="go_on").status_code == 409
    assert facilitator.post("workshops:undo", agreeing.code).status_code == 204
    assert write(facilitator, agreeing, "decision", decision="go_on").status_code == 200
    assert Agreement.objects.get().confirmed_at is None


def test_agreement_is_written_at_its_own_step(agreeing, facilitator):
    course.move(workshop=agreeing, expected="agreement", to="pearls")
    assert write(facilitator, agreeing, "decision", decision="go_on").status_code == 409


def test_agreement_can_be_confirmed_during_feedback_but_not_after_closing(agreeing, facilitator):
    agreement.write_part(workshop=agreeing, part="decision", read="", decision="enough")
    go(agreeing, "closed")
    answer = facilitator.post("workshops:confirm_agreement", agreeing.code)
    assert answer.status_code == 409
    assert "stays as it is" in answer.content.decode()


def test_only_the_facilitators_write_the_agreement(agreeing, participant, outsider):
    for person, status in ((participant, 401), (outsider, 404)):
        assert write(person, agreeing, "decision", decision="enough").status_code == status
        assert (
            person.post("workshops:add_need", agreeing.code, text="x", horizon="months").status_code == status
        )
        assert person.post("workshops:confirm_agreement", agreeing.code).status_code == status
    assert Need.objects.count() == 0


def test_tasks_and_needs_of_another_workshop_are_not_found(agreeing, elsewhere, facilitator):
    need = Need.objects.create(workshop=elsewhere, text="Theirs")
    task = Task.objects.create(workshop=elsewhere, what="Theirs", responsible="unit")
    assert facilitator.post("workshops:remove_need", agreeing.code, need.pk).status_code == 404
    assert facilitator.post("workshops:remove_task", agreeing.code, task.pk).status_code == 404
    assert facilitator.post("workshops:task_status", agreeing.code, task.pk, status="done").status_code == 404


@pytest.mark.parametrize("slide", range(4))
def test_every_slide_shows_on_projector_and_phone(agreeing, participant, facilitator, slide):
    line_by(participant, agreeing, "We are many")
    agreement.add_need(workshop=agreeing, text="Time to talk", horizon="months")
    agreement.add_task(workshop=agreeing, what="Write the card", responsible="unit", due=None)
    agreement.write_part(workshop=agreeing, part="decision", read="", decision="enough")
    console.show_slide(workshop=agreeing, slide=slide)
    seen = facilitator.get("workshops:projector", agreeing.code).content.decode()
    told = ("We are many", "Time to talk", "This is enough for now", "Write the card")
    assert [words for words in told if words in seen] == [told[slide]]
    phone = participant.get("workshops:stage", agreeing.code).content.decode()
    assert all(words in phone for words in told)
    assert ('class="composer" id="heard-form"' in flat(phone)) == (slide == 0)


def test_slides_leave_nothing_out(agreeing, facilitator):
    """However much there is: what a screen does not hold goes on to further pages there."""
    for number in range(30):
        agreement.add_need(workshop=agreeing, text=f"Need {number}.", horizon="years")
        agreement.add_task(workshop=agreeing, what=f"Task {number}.", responsible="unit", due=None)
    agreement.write_part(
        workshop=agreeing, part="themes", read=read(agreeing, "themes"), how_themes="x" * 999
    )
    shown = {}
    for slide, words in ((1, "Need "), (2, "x" * 999), (3, "Task ")):
        console.show_slide(workshop=agreeing, slide=slide)
        shown[words] = facilitator.get("workshops:projector", agreeing.code).content.decode().count(words)
    assert shown == {"Need ": 30, "x" * 999: 1, "Task ": 30}


@pytest.mark.parametrize("page", ["stage", "console", "projector"])
def test_page_needs_as_many_queries_for_thirty_as_for_three(
    agreeing, participant, facilitator, queries_in, page
):
    person = participant if page == "stage" else facilitator

    def fill(count):
        for number in range(count):
            line_by(participant, agreeing)
            comment_by(participant, agreeing)
            Need.objects.create(workshop=agreeing, text=f"Need {number}")
            Task.objects.create(workshop=agreeing, what=f"Task {number}", responsible="unit")

    fill(3)
    few = queries_in(lambda: person.get(f"workshops:{page}", agreeing.code))
    fill(27)
    assert queries_in(lambda: person.get(f"workshops:{page}", agreeing.code)) == few
