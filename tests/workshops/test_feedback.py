"""Feedback: once from each device, told when it has ended, from five answers on."""

from __future__ import annotations

import re
import uuid

import pytest

from tests.factories import go, join, many
from tests.markup import flat
from workshops.access.permissions import Role
from workshops.models import FeedbackAnswer, FeedbackScore
from workshops.queries import feedback as feedback_queries
from workshops.services import course, feedback

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
    assert dict(found.scores.values_list("key", "score")) == SCORES
    assert found.text == "Good"


def test_feedback_from_a_device_that_has_answered_is_refused(asking, participant):
    give(participant, asking, heard=5)
    answer = give(participant, asking, heard=1)
    assert answer.status_code == 409
    assert "You have already answered" in answer.content.decode()
    assert FeedbackScore.objects.get(key="heard").score == 5


def test_feedback_under_the_same_id_with_other_words_is_not_called_saved(asking, participant):
    answer_id = uuid.uuid4()
    assert give(participant, asking, id=answer_id, heard=5, text="Good").status_code == 204
    for other in ({"heard": 5, "text": "Bad"}, {"heard": 4, "text": "Good"}):
        assert give(participant, asking, id=answer_id, **other).status_code == 409
    assert FeedbackAnswer.objects.get().text == "Good"


def test_feedback_cannot_take_over_the_id_of_another(asking, participant):
    first = answer_by(join(asking), asking)
    assert give(participant, asking, id=first.pk, heard=1).status_code == 409
    assert FeedbackScore.objects.get(key="heard").score == 5


def test_feedback_thanks_and_asks_no_more(asking, participant):
    assert b'id="feedback-form"' in participant.get("workshops:stage", asking.code).content
    assert '"feedback"' in give(participant, asking, heard=5)["HX-Trigger"]
    page = participant.get("workshops:stage", asking.code).content.decode()
    assert "Thank you, your answer is saved" in page
    assert 'id="feedback-form"' not in page


def test_feedback_works_without_javascript(asking, participant):
    answer = participant.submit("workshops:feedback", asking.code, id=uuid.uuid4(), heard=4)
    assert answer.status_code == 302
    assert FeedbackScore.objects.get(key="heard").score == 4


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"heard": 6}, "Choose a number from 1 to 5."),
        ({"heard": 0}, "Choose a number from 1 to 5."),
        ({"ease": "much"}, "Choose a number from 1 to 5."),
        ({}, "Choose a number for at least one sentence"),
        ({"text": "x" * 501}, "Use at most 500 characters."),
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


def seen_of(workshop, facilitator):
    """Whether figures and words are anywhere: on the console, the projector, in the report."""
    found = {}
    for page in ("console", "projector", "report"):
        shown = facilitator.get(f"workshops:{page}", workshop.code).content.decode()
        found[page] = ("on a scale from 1 to 5" in shown, "A good day" in shown)
    return found


NOTHING = dict.fromkeys(("console", "projector", "report"), (False, False))
ALL = {"console": (True, True), "projector": (True, False), "report": (True, True)}


@pytest.mark.parametrize("count", [0, 4, 5, 6])
def test_nobody_sees_figures_or_words_before_the_feedback_has_ended(asking, facilitator, count):
    """From the means of five and of six answers the sixth one's could be reckoned."""
    answers_in(asking, count, text="A good day")
    assert seen_of(asking, facilitator) == NOTHING


@pytest.mark.parametrize(("count", "status", "seen"), [(0, 409, NOTHING), (4, 409, NOTHING), (5, 204, ALL)])
def test_facilitator_ends_the_feedback_from_five_answers_on(asking, facilitator, count, status, seen):
    answers_in(asking, count, text="A good day")
    console = facilitator.get("workshops:console", asking.code).content.decode()
    assert (f"/run/{asking.code}/feedback/end/" in console) == (status == 204)
    assert facilitator.post("workshops:end_feedback", asking.code).status_code == status
    assert seen_of(asking, facilitator) == seen


@pytest.mark.parametrize(("count", "shown"), [(4, False), (5, True)])
def test_closing_ends_the_feedback_too(asking, facilitator, count, shown):
    answers_in(asking, count, text="A good day")
    go(asking, "closed")
    report = facilitator.get("workshops:report", asking.code).content.decode()
    assert ("A good day" in report, "on a scale from 1 to 5" in report) == (shown, shown)
    assert ("Fewer than five answered" in report) == (not shown)


def test_nobody_answers_after_the_end_and_what_was_sent_again_is_saved(asking, facilitator, participant):
    answers_in(asking, 5)
    answered, answer_id = join(asking), uuid.uuid4()
    give(answered, asking, id=answer_id, heard=5)
    feedback.end_feedback(workshop=asking)
    assert give(participant, asking, heard=1).status_code == 409
    assert give(answered, asking, id=answer_id, heard=5).status_code == 204
    page = participant.get("workshops:stage", asking.code).content.decode()
    assert ("The feedback has ended" in page, 'id="feedback-form"' in page) == (True, False)
    assert FeedbackAnswer.objects.count() == 6


def test_ended_feedback_stays_ended_when_the_workshop_goes_back(asking, facilitator, participant):
    answers_in(asking, 5)
    feedback.end_feedback(workshop=asking)
    for to in ("agreement", "feedback"):
        course.move(workshop=asking, expected=asking.step, to=to)
    assert give(participant, asking, heard=1).status_code == 409


@pytest.mark.parametrize(("count", "words"), [(1, "fewer than 5 have answered"), (5, "5 have answered")])
def test_how_many_have_answered_is_told_from_five_on(asking, facilitator, count, words):
    answers_in(asking, count)
    page = facilitator.get("workshops:console", asking.code).content.decode()
    assert re.search(rf"{words}\s*</span>", page)
    assert ("fewer than 5" in page) == (count < 5)


def test_share_of_those_who_have_answered_is_told_while_five_or_more_have_not(asking, facilitator):
    answers_in(asking, 6)
    others = many(asking, 5)
    page = flat(facilitator.get("workshops:console", asking.code).content.decode())
    assert "6/11 have answered" in page
    answer_by(others[0], asking)
    page = flat(facilitator.get("workshops:console", asking.code).content.decode())
    assert "7 have answered" in page
    assert "7/11 have" not in page


def test_feedback_hides_a_sentence_that_fewer_than_five_scored(asking):
    answers_in(asking, 2, ease=None)
    answers_in(asking, 4)
    feedback.end_feedback(workshop=asking)
    rows = {row["statement"]: row["mean"] for row in feedback_queries.feedback(asking)["means"]}
    assert rows["I was heard"] == 5
    assert rows["My worry eased, or my trust in our means grew"] is None


def test_feedback_words_come_in_an_order_that_tells_nothing(asking):
    answers = [answer_by(person, asking, f"Words {n}") for n, person in enumerate(many(asking, 8))]
    feedback.end_feedback(workshop=asking)
    in_order = sorted(answers, key=lambda answer: answer.pk.hex)
    assert feedback_queries.feedback(asking)["feedback_words"] == [answer.text for answer in in_order]


@pytest.mark.parametrize("role", list(Role))
def test_no_push_tells_what_was_answered_while_it_is_asked(asking, participant, frames, role):
    answers_in(asking, 5)
    with frames(asking, role) as sent:
        answer_by(participant, asking, "Words of the sixth", heard=1)
    pushed = "".join(frame.get("html", "") for frame in sent)
    assert ("6 have answered" in pushed) == (role == Role.FACILITATOR)
    assert "on a scale" not in pushed
    assert "sixth" not in pushed


def test_end_of_feedback_fetches_every_page_anew(asking, frames):
    answers_in(asking, 5)
    with frames(asking, Role.PROJECTOR) as sent:
        feedback.end_feedback(workshop=asking)
    assert [set(frame) for frame in sent] == [{"rev"}]


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
