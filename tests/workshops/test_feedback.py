"""Feedback: once from each device, told in figures from five answers on."""

from __future__ import annotations

import uuid

import pytest

from tests.factories import go, join, many
from workshops.access.permissions import Role
from workshops.models import FeedbackAnswer
from workshops.queries import feedback as feedback_queries
from workshops.services import feedback

SCORES = {"heard": 5, "learnt": 4, "shared": 3, "ease": 2, "recommend": 1}


@pytest.fixture
def asking(workshop_at):
    return workshop_at("feedback")


def answer_by(person, workshop, text="", **scores):
    return feedback.give_feedback(
        workshop=workshop, device=person.device, id=uuid.uuid4(), text=text, **(SCORES | scores)
    )


def answers_in(workshop, count, text="", **scores):
    return [answer_by(person, workshop, text, **scores) for person in many(workshop, count)]


def give(person, workshop, **typed):
    return person.post("workshops:feedback", workshop.code, **({"id": uuid.uuid4()} | typed))


def test_feedback_is_stored_once_however_often_it_is_sent(asking, participant):
    answer_id = uuid.uuid4()
    for _ in range(10):
        answer = give(participant, asking, id=answer_id, **SCORES, text="Good")
        assert answer.status_code == 204
    found = FeedbackAnswer.objects.get()
    assert {key: getattr(found, key) for key in SCORES} == SCORES
    assert found.text == "Good"


def test_feedback_from_a_device_that_has_answered_is_refused(asking, participant):
    give(participant, asking, heard=5)
    answer = give(participant, asking, heard=1)
    assert answer.status_code == 409
    assert "You have answered already" in answer.content.decode()
    assert FeedbackAnswer.objects.get().heard == 5


def test_feedback_under_the_same_id_with_other_words_is_not_called_saved(asking, participant):
    answer_id = uuid.uuid4()
    assert give(participant, asking, id=answer_id, heard=5, text="Good").status_code == 204
    for other in ({"heard": 5, "text": "Bad"}, {"heard": 4, "text": "Good"}):
        assert give(participant, asking, id=answer_id, **other).status_code == 409
    assert FeedbackAnswer.objects.get().text == "Good"


def test_feedback_cannot_take_over_the_id_of_another(asking, participant):
    first = answer_by(join(asking), asking)
    assert give(participant, asking, id=first.pk, heard=1).status_code == 409
    assert FeedbackAnswer.objects.get().heard == 5


def test_feedback_thanks_and_asks_no_more(asking, participant):
    assert b'id="feedback-form"' in participant.get("workshops:stage", asking.code).content
    assert '"feedback"' in give(participant, asking, heard=5)["HX-Trigger"]
    page = participant.get("workshops:stage", asking.code).content.decode()
    assert "Thank you, your answer is saved" in page
    assert 'id="feedback-form"' not in page


def test_feedback_works_without_javascript(asking, participant):
    answer = participant.submit("workshops:feedback", asking.code, id=uuid.uuid4(), heard=4)
    assert answer.status_code == 302
    assert FeedbackAnswer.objects.get().heard == 4


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"heard": 6}, "Choose a number from 1 to 5."),
        ({"heard": 0}, "Choose a number from 1 to 5."),
        ({"ease": "much"}, "Choose a number from 1 to 5."),
        ({}, "Choose a number for at least one sentence"),
        ({"text": "x" * 501}, "Keep it under 500 characters."),
    ],
)
def test_feedback_says_what_is_wrong(asking, participant, typed, words):
    answer = give(participant, asking, **typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert FeedbackAnswer.objects.count() == 0


def test_feedback_that_was_wrong_keeps_what_was_chosen(asking, participant):
    page = give(participant, asking, heard=4, ease=9, text="Good").content.decode()
    assert 'name="heard" value="4" id="feedback_heard_3" checked' in page
    assert "Good</textarea>" in page


def test_feedback_outside_its_phase_is_refused_in_words(workshop_at, participant):
    workshop = workshop_at("agreement")
    assert give(participant, workshop, heard=5).status_code == 409


@pytest.mark.parametrize(("count", "told"), [(0, False), (4, False), (5, True)])
def test_feedback_is_told_from_five_answers_on(asking, facilitator, count, told):
    answers_in(asking, count, text="A good day")
    for page in ("console", "projector"):
        seen = facilitator.get(f"workshops:{page}", asking.code).content.decode()
        assert ("on a scale from 1 to 5" in seen) == told
        assert ("A good day" in seen) == (told and page == "console")
    report = facilitator.get("workshops:report", asking.code).content.decode()
    assert ("A good day" in report) == told
    assert ("on a scale from 1 to 5" in report) == told


def test_feedback_hides_a_sentence_that_fewer_than_five_scored(asking):
    answers_in(asking, 2, ease=None)
    answers_in(asking, 4)
    rows = {row["statement"]: row["mean"] for row in feedback_queries.feedback(asking)["means"]}
    assert rows["I was heard"] == 5
    assert rows["My worry eased, or my trust in our means grew"] is None


def test_feedback_words_come_in_an_order_that_tells_nothing(asking):
    answers = [answer_by(person, asking, f"Words {n}") for n, person in enumerate(many(asking, 8))]
    in_order = sorted(answers, key=lambda answer: answer.pk.hex)
    assert feedback_queries.feedback(asking)["feedback_words"] == [answer.text for answer in in_order]


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.PROJECTOR])
def test_feedback_grows_live_and_tells_phones_nothing(asking, participant, frames, role):
    answers_in(asking, 4)
    with frames(asking, role) as sent:
        answer_by(participant, asking)
    assert "on a scale from 1 to 5" in sent[0]["html"]
    with frames(asking, Role.PARTICIPANT) as told:
        answer_by(join(asking), asking)
    assert [frame["html"] for frame in told if "html" in frame and "scale" in frame["html"]] == []


def test_feedback_of_one_workshop_stays_there(asking, elsewhere, stranger):
    answers_in(go(elsewhere, "feedback"), 6)
    assert feedback_queries.feedback(asking)["answered"] == 0
    assert give(stranger, asking, heard=5).status_code == 404


@pytest.mark.parametrize("page", ["stage", "console", "projector"])
def test_page_needs_as_many_queries_for_thirty_as_for_six(asking, participant, facilitator, queries_in, page):
    person = participant if page == "stage" else facilitator
    answers_in(asking, 6, "Good")
    few = queries_in(lambda: person.get(f"workshops:{page}", asking.code))
    answers_in(asking, 24, "Good")
    assert queries_in(lambda: person.get(f"workshops:{page}", asking.code)) == few
