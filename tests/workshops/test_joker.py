"""The joker: always there, its topic proposed by participants and chosen on the spot."""

from __future__ import annotations

import uuid

import pytest

from tests.factories import join, many
from workshops.access.permissions import Role
from workshops.models import JokerSupport, JokerTopic, Theme
from workshops.queries import joker as joker_queries
from workshops.services import course, joker

IDENTITY_CODE = "131052-308T"


@pytest.fixture
def workshop(workshop_at):
    return workshop_at("opening")


def propose(person, workshop, text="The new school", id=None):
    return person.post("workshops:propose_topic", workshop.code, id=id or uuid.uuid4(), text=text)


def topic_by(person, text="The new school"):
    assert person.device
    return joker.propose_topic(
        workshop=person.participant.workshop, device=person.device, id=uuid.uuid4(), text=text
    )


def question(workshop):
    return Theme.objects.get(workshop=workshop, is_joker=True).question


def test_propose_topic_stores_one_however_often_it_is_sent(workshop, participant):
    id = uuid.uuid4()
    workshop.refresh_from_db()
    rev = workshop.rev
    for _ in range(10):
        assert propose(participant, workshop, id=id).status_code == 204
    assert JokerTopic.objects.get().text == "The new school"
    workshop.refresh_from_db()
    assert workshop.rev == rev + 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Write something first."),
        ("x" * 161, "Use at most 160 characters."),
        ("x" * 501, "Use at most 160 characters."),
        (IDENTITY_CODE, "personal identity code"),
    ],
)
def test_propose_topic_says_what_is_wrong_and_keeps_the_text(workshop, participant, text, words):
    answer = propose(participant, workshop, text)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert text in answer.content.decode()


def test_propose_topic_outside_the_opening_is_refused(workshop, participant):
    course.move(workshop=workshop, expected="opening", to="open_space")
    assert propose(participant, workshop).status_code == 409


def test_topic_reaches_every_audience(workshop, participant, frames):
    for role in Role:
        with frames(workshop, role) as sent:
            propose(participant, workshop, f"To {role}")
        assert f"To {role}" in sent[0]["html"]


def test_support_is_one_for_each_device_and_can_be_taken_back(workshop, participant):
    topic = topic_by(join(workshop))
    for on, count in (("1", 1), ("1", 1), ("0", 0), ("0", 0), ("1", 1)):
        answer = participant.post("workshops:support_topic", workshop.code, topic.pk, on=on)
        assert answer.status_code == 204
        assert JokerSupport.objects.count() == count


def test_stage_marks_ones_own_topic_and_support(workshop, participant):
    mine, theirs = topic_by(participant), topic_by(join(workshop))
    joker.support_topic(topic=theirs, device=participant.device, on=True)
    own = joker_queries.stage(participant.viewer(workshop))["own"]
    assert set(own) == {f"topic-{mine.pk}", f"support-{theirs.pk}"}


def test_own_topic_is_changed_and_withdrawn_by_its_writer_alone(workshop, participant):
    topic, other = topic_by(participant), join(workshop)
    assert other.post("workshops:edit_topic", workshop.code, topic.pk, text="x").status_code == 403
    assert participant.post("workshops:edit_topic", workshop.code, topic.pk, text="").status_code == 422
    assert participant.post("workshops:edit_topic", workshop.code, topic.pk, text="Phones").status_code == 204
    topic.refresh_from_db()
    assert topic.text == "Phones"
    assert participant.post("workshops:withdraw_topic", workshop.code, topic.pk).status_code == 204
    assert not JokerTopic.objects.exists()


def test_choosing_makes_the_topic_the_jokers_question(workshop, participant, facilitator):
    first, second = topic_by(participant, "First"), topic_by(participant, "Second")
    for topic in (first, second):
        assert facilitator.post("workshops:choose_topic", workshop.code, topic.pk).status_code == 204
        assert question(workshop) == topic.text
    assert JokerTopic.objects.get(chosen=True) == second


def test_chosen_topic_is_no_longer_changed_by_its_writer(workshop, participant):
    topic = topic_by(participant)
    joker.choose_joker_topic(topic=topic)
    answer = participant.post("workshops:edit_topic", workshop.code, topic.pk, text="Other")
    assert answer.status_code == 409


def test_withdrawn_topic_leaves_the_question_it_became(workshop, participant):
    topic = topic_by(participant)
    joker.choose_joker_topic(topic=topic)
    joker.remove_topic(topic=topic)
    assert question(workshop) == "The new school"


def test_facilitator_words_the_question_and_takes_it_back(workshop, participant, facilitator):
    joker.choose_joker_topic(topic=topic_by(participant))
    assert facilitator.post("workshops:write_question", workshop.code, question="Us").status_code == 204
    assert (question(workshop), JokerTopic.objects.filter(chosen=True).exists()) == ("Us", False)
    assert facilitator.post("workshops:write_question", workshop.code, question="").status_code == 204
    assert question(workshop) == ""
    too_long = facilitator.post("workshops:write_question", workshop.code, question="x" * 161)
    assert too_long.status_code == 422


def test_facilitator_takes_a_topic_off(workshop, participant, facilitator):
    topic = topic_by(participant)
    assert facilitator.post("workshops:remove_topic", workshop.code, topic.pk).status_code == 204
    assert not JokerTopic.objects.exists()


def test_topics_of_another_workshop_are_not_found(workshop, facilitator, participant, elsewhere, stranger):
    foreign = JokerTopic.objects.create(workshop=elsewhere, text="The new school")
    assert participant.post("workshops:support_topic", workshop.code, foreign.pk, on="1").status_code == 404
    assert facilitator.post("workshops:choose_topic", workshop.code, foreign.pk).status_code == 404
    assert question(elsewhere) == ""


def test_ranking_has_the_most_supported_first(workshop):
    crowd = many(workshop, 3)
    few, most = topic_by(crowd[0], "Few"), topic_by(crowd[0], "Most")
    for person in crowd:
        joker.support_topic(topic=most, device=person.device, on=True)
    joker.support_topic(topic=few, device=crowd[0].device, on=True)
    assert [topic.text for topic in joker_queries.topics_context(workshop)["topics"]] == ["Most", "Few"]


def test_topics_cost_as_many_queries_at_3_as_at_30(workshop, participant, queries_in):
    def look():
        return joker_queries.stage(participant.viewer(workshop)), joker_queries.topics_context(workshop)

    for number in range(3):
        joker.support_topic(
            topic=topic_by(participant, f"Topic {number}"), device=participant.device, on=True
        )
    at_three = queries_in(look)
    for number in range(27):
        topic_by(participant, f"More {number}")
    assert queries_in(look) == at_three
