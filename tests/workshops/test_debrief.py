"""Main points that the second facilitator writes while the tables or the pearls are told."""

from __future__ import annotations

import pytest

from tests.factories import go
from workshops.access.permissions import Role
from workshops.models import DebriefNote
from workshops.refusals import Refused
from workshops.services import debrief


@pytest.fixture
def sharing(workshop_at):
    return workshop_at("sharing", people=8)


def test_main_point_is_one_row_however_often_it_is_sent(sharing, second):
    rev = sharing.rev
    for _ in range(10):
        answer = second.post("workshops:main_point", sharing.code, text=" Mornings matter. ", slide=1)
        assert answer.status_code == 200
    assert DebriefNote.objects.get().text == "Mornings matter."
    assert DebriefNote.objects.get().slide == 1
    sharing.refresh_from_db()
    assert sharing.rev == rev + 1


def test_main_point_reaches_everyone_and_only_facilitators_may_delete_it(sharing, frames):
    for role in Role:
        with frames(sharing, role) as sent:
            debrief.write_main_point(workshop=sharing, text=f"Told to the {role}", slide=0)
        html = sent[0]["html"]
        assert f"Told to the {role}" in html
        assert ("hx-post" in html) == (role == Role.FACILITATOR)


def test_main_point_is_refused_outside_the_debriefs(sharing, second):
    go(sharing, "choosing")
    answer = second.post("workshops:main_point", sharing.code, text="Too late", slide=0)
    assert answer.status_code == 409
    assert not DebriefNote.objects.exists()
    with pytest.raises(Refused):
        debrief.write_main_point(workshop=sharing, text="Too late", slide=0)


@pytest.mark.parametrize(
    ("text", "message"),
    [("  ", "Write something first."), ("x" * 501, "This is too long."), ("131052-308T", "identity code")],
)
def test_main_point_that_cannot_be_saved_comes_back_as_it_was_typed(sharing, second, text, message):
    answer = second.post("workshops:main_point", sharing.code, text=text, slide=2)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert text.strip() in answer.content.decode()
    assert '<option value="2" selected>' in answer.content.decode()


@pytest.mark.parametrize("slide", ["", "-1", "1000", "one"])
def test_main_point_of_no_slide_is_not_saved(sharing, second, slide):
    answer = second.post("workshops:main_point", sharing.code, text="Mornings matter.", slide=slide)
    assert answer.status_code == 422
    assert not DebriefNote.objects.exists()


def test_main_point_without_javascript_leads_back_to_the_console(sharing, second):
    answer = second.submit("workshops:main_point", sharing.code, text="Mornings matter.", slide=0)
    assert answer.status_code == 302
    assert DebriefNote.objects.count() == 1


def test_main_point_can_be_deleted_twice(sharing, second):
    point = debrief.write_main_point(workshop=sharing, text="Mornings matter.", slide=0)
    assert second.post("workshops:delete_main_point", sharing.code, point.pk).status_code == 204
    assert not DebriefNote.objects.exists()
    debrief.delete_main_point(point=point)


def test_main_point_of_another_workshop_is_not_found(sharing, second, elsewhere):
    point = DebriefNote.objects.create(workshop=elsewhere, phase="sharing", text="Theirs")
    assert second.post("workshops:delete_main_point", sharing.code, point.pk).status_code == 404
    assert second.post("workshops:main_point", elsewhere.code, text="Ours", slide=0).status_code == 404


def test_main_points_belong_to_facilitators(sharing, participant, outsider):
    assert outsider.post("workshops:main_point", sharing.code, text="Mine", slide=0).status_code == 404
    assert participant.post("workshops:main_point", sharing.code, text="Mine", slide=0).status_code == 401
    assert not DebriefNote.objects.exists()
