"""Main points, needs and tasks are reworded, and points and needs put in order, by two at once too."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories import go
from tests.markup import flat
from workshops.access.permissions import Role
from workshops.models import DebriefNote, Need, Task
from workshops.queries import agreement as agreement_queries
from workshops.refusals import Refused
from workshops.services import agreement, debrief

SAVED_MEANWHILE = "Your colleague saved this meanwhile: “Theirs"


@dataclass
class Kind:
    """One kind of line: where its words are changed, what a form of it sends, and how one is made."""

    url: str
    step: str
    field: str
    rest: dict[str, str]
    make: Callable[..., Any]


def a_task(workshop: Any, text: str) -> Task:
    return agreement.add_task(workshop=workshop, what=text, responsible="unit", due=None)


KINDS = {
    "point": Kind(
        "workshops:reword_main_point",
        "sharing",
        "text",
        {},
        lambda workshop, text: debrief.write_main_point(workshop=workshop, text=text, slide=0),
    ),
    "need": Kind(
        "workshops:reword_need",
        "agreement",
        "text",
        {"horizon": "months"},
        lambda workshop, text: agreement.add_need(workshop=workshop, text=text, horizon="months"),
    ),
    "task": Kind("workshops:reword_task", "agreement", "what", {"responsible": "unit", "due": ""}, a_task),
}


@pytest.fixture(params=KINDS.values(), ids=KINDS.keys())
def kind(request):
    return request.param


@pytest.fixture
def line(kind, workshop_at):
    """One line, at the step where it is written."""
    return kind.make(workshop_at(kind.step, people=4), "As it was")


def read_of(person, kind, line) -> str:
    form = person.get(kind.url, line.workshop.code, line.pk).context["form"]
    assert form[kind.field].value() == said(kind, line)
    return form["read"].value()


def reword(person, kind, line, words: str, read: str, **more: str):
    return person.post(
        kind.url, line.workshop.code, line.pk, read=read, **{kind.field: words}, **kind.rest, **more
    )


def said(kind, line) -> str:
    line.refresh_from_db()
    return getattr(line, kind.field)


def test_line_is_reworded_and_the_room_sees_it(kind, line, facilitator, frames):
    read = read_of(facilitator, kind, line)
    for role in Role:
        with frames(line.workshop, role) as sent:
            assert reword(facilitator, kind, line, f"For the {role}", read).status_code == 204
        read = read_of(facilitator, kind, line)
        if kind.step == "sharing" or role != Role.PROJECTOR:
            assert f"For the {role}" in sent[0]["html"]
    assert reword(facilitator, kind, line, f"For the {role}", "stale").status_code == 204


def test_two_who_reword_a_line_at_once_are_told_and_join_the_two(kind, line, facilitator, second):
    read = read_of(facilitator, kind, line)
    assert reword(second, kind, line, "Theirs", read).status_code == 204
    answer = reword(facilitator, kind, line, "Mine", read)
    assert answer.status_code == 422
    page = flat(answer.content)
    assert SAVED_MEANWHILE in page
    assert ">Mine</textarea>" in page
    assert said(kind, line) == "Theirs"
    told = re.findall('name="read" value="([^"]*)"', page)[0]
    assert reword(facilitator, kind, line, "Theirs and mine", told).status_code == 204
    assert said(kind, line) == "Theirs and mine"


@pytest.mark.parametrize(
    ("typed", "told"),
    [(" ", "Write something first."), ("x" * 600, "This is too long."), ("131052-308T", "identity code")],
)
def test_words_that_cannot_be_saved_come_back_beside_their_field(kind, line, facilitator, typed, told):
    answer = reword(facilitator, kind, line, typed, read_of(facilitator, kind, line))
    assert answer.status_code == 422
    assert told in flat(answer.content)
    assert typed in answer.content.decode()
    assert said(kind, line) == "As it was"


def test_line_that_has_been_removed_meanwhile_is_told(kind, line, facilitator):
    read = read_of(facilitator, kind, line)
    type(line).objects.all().delete()
    assert reword(facilitator, kind, line, "Too late", read).status_code == 404


def test_plain_form_leads_back_to_the_console(kind, line, facilitator):
    read = read_of(facilitator, kind, line)
    answer = facilitator.submit(
        kind.url, line.workshop.code, line.pk, read=read, **{kind.field: "New"}, **kind.rest
    )
    assert (answer.status_code, answer.url) == (302, f"/run/{line.workshop.code}/")
    assert said(kind, line) == "New"


def test_confirmed_agreement_is_not_reworded(workshop_at, facilitator):
    workshop = workshop_at("agreement")
    need = agreement.add_need(workshop=workshop, text="Time", horizon="months")
    agreement.write_part(workshop=workshop, part="decision", read="", decision="go_on")
    agreement.confirm_agreement(workshop=workshop)
    assert reword(facilitator, KINDS["need"], need, "Late", "").status_code == 409
    with pytest.raises(Refused):
        agreement.move_need(need=need, place=1, up=False)


def test_task_that_is_late_can_be_reworded_but_not_put_on_another_past_day(workshop_at, facilitator):
    workshop, late = workshop_at("agreement"), timezone.localdate() - timedelta(days=3)
    task = Task.objects.create(workshop=workshop, what="Write", responsible="unit", due=late)
    kind = Kind("workshops:reword_task", "agreement", "what", {"responsible": "unit"}, a_task)
    read = read_of(facilitator, kind, task)
    answer = reword(facilitator, kind, task, "Call", read, due=str(late - timedelta(days=1)))
    assert "This day has passed." in flat(answer.content)
    assert reword(facilitator, kind, task, "Call", read, due=str(late)).status_code == 204
    assert said(kind, task) == "Call"


# --- order ---


@pytest.fixture
def points(workshop_at):
    workshop = workshop_at("sharing", people=4)
    return [debrief.write_main_point(workshop=workshop, text=text, slide=0) for text in "abc"]


def texts(model) -> str:
    return "".join(model.objects.values_list("text", flat=True))


def test_main_point_moves_and_the_room_sees_it(points, facilitator, frames):
    workshop = points[0].workshop
    with frames(workshop, Role.PARTICIPANT) as sent:
        move = ("workshops:move_main_point", workshop.code, points[2].pk)
        assert facilitator.post(*move, to="up", place=3).status_code == 204
    assert texts(DebriefNote) == "acb"
    assert [sent[0]["html"].index(f"<span>{text}</span>") for text in "acb"] == sorted(
        sent[0]["html"].index(f"<span>{text}</span>") for text in "abc"
    )
    page = flat(facilitator.get("workshops:console", workshop.code).content)
    assert page.index("Move down: 1. a") < page.index("Move down: 2. c") < page.index("Move down: 3. b")


def test_the_same_press_of_two_facilitators_moves_a_line_once(points):
    for _facilitator in range(2):
        debrief.move_main_point(point=points[2], place=3, up=True)
    assert texts(DebriefNote) == "acb"
    rev = points[2].workshop.rev
    debrief.move_main_point(point=points[2], place=3, up=True)
    assert points[2].workshop.rev == rev


@pytest.mark.parametrize(("place", "up"), [(1, True), (0, True), (-5, True), (99, False), (2, False)])
def test_line_that_is_not_where_the_page_says_or_has_nowhere_to_go_stays(points, place, up):
    debrief.move_main_point(point=points[0], place=place, up=up)
    assert texts(DebriefNote) == "abc"


@pytest.mark.parametrize("place", ["", "one", "9" * 5000, "-1"])
def test_place_that_is_none_moves_nothing(points, facilitator, place):
    code = points[0].workshop.code
    assert facilitator.post("workshops:move_main_point", code, points[1].pk, place=place).status_code == 204
    assert texts(DebriefNote) == "abc"


def test_points_written_later_and_on_another_slide_keep_to_their_places(points):
    workshop = points[0].workshop
    debrief.move_main_point(point=points[0], place=1, up=False)
    debrief.write_main_point(workshop=workshop, text="d", slide=0)
    other = debrief.write_main_point(workshop=workshop, text="e", slide=1)
    debrief.move_main_point(point=other, place=1, up=False)
    assert [point.text for point in DebriefNote.objects.filter(slide=0)] == ["b", "a", "c", "d"]


def test_needs_are_ordered_among_those_as_far_ahead(workshop_at, facilitator):
    workshop = go(workshop_at("cafe-1", people=4), "agreement")
    made = [agreement.add_need(workshop=workshop, text=text, horizon="months") for text in "ab"]
    agreement.add_need(workshop=workshop, text="c", horizon="years")
    facilitator.post("workshops:move_need", workshop.code, made[0].pk, to="down", place=1)
    assert texts(Need) == "bac"
    facilitator.post("workshops:move_need", workshop.code, made[0].pk, to="down", place=2)
    assert texts(Need) == "bac"
    kind = KINDS["need"]
    reworded = {"read": read_of(facilitator, kind, made[1]), "text": "b", "horizon": "years"}
    assert facilitator.post(kind.url, workshop.code, made[1].pk, **reworded).status_code == 204
    assert texts(Need) == "acb"
    report = flat(facilitator.get("workshops:report", workshop.code).content)
    assert re.findall(">([abc])<", report) == ["a", "c", "b"]


def test_tasks_are_ordered_among_those_due_on_the_same_day(workshop_at, facilitator):
    workshop, day = workshop_at("agreement"), timezone.localdate() + timedelta(days=9)
    dues = {"a": None, "b": None, "c": day}
    made = {
        what: agreement.add_task(workshop=workshop, what=what, responsible="unit", due=due)
        for what, due in dues.items()
    }
    for _press in range(2):
        facilitator.post("workshops:move_task", workshop.code, made["a"].pk, to="down", place=1)
    agreement.move_task(task=made["c"], place=1, up=False)
    told = agreement_queries.agreed(workshop)["tasks"]
    assert [task.what for task in told] == ["c", "b", "a"]
    page = flat(facilitator.get("workshops:console", workshop.code).content)
    assert "Move down: 1. b" in page
    assert ": 1. c" not in page
