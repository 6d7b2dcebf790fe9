"""The feedback form of an organisation, kept with the workshops that were asked it; results over time."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest
from django.utils import translation

from tests.factories import UserFactory, WorkshopFactory, go, join, many, signed_in
from tests.markup import flat
from workshops.models import FeedbackAnswer, FeedbackScore, Organisation, Workshop
from workshops.queries import feedback as feedback_queries
from workshops.queries import feedback_over_time
from workshops.services import course, feedback

USUAL = ("heard", "learnt", "shared", "ease", "recommend")
OWN = {"+-key": "rest", "+-fi": "Sain levätä", "+-sv": "Jag fick vila", "+-en": "I could rest"}


def page_of(organisation, part="feedback") -> str:
    return f"/admin/workshops/organisation/{organisation.pk}/{part}/"


def filled(organisation, **changed):
    """The form as it is on the page, with what is changed; ``_`` in a name stands for the hyphen."""
    entries = Organisation.objects.get(pk=organisation.pk).feedback_form or [{"key": key} for key in USUAL]
    version = Organisation.objects.get(pk=organisation.pk).feedback_version
    body = {"version": version, "+-asked": "on", "+-place": len(entries) + 1}
    for place, entry in enumerate(entries, 1):
        words = {f"{entry['key']}-{code}": entry.get(code, "") for code in ("fi", "sv", "en")}
        body |= {**words, f"{entry['key']}-place": place}
        if entry.get("asked", True):
            body[f"{entry['key']}-asked"] = "on"
    return {name: value for name, value in (body | changed).items() if value is not None}


def save(person, organisation, **changed):
    return person.client.post(page_of(organisation), filled(organisation, **changed))


def kept(organisation) -> dict[str, dict]:
    organisation.refresh_from_db()
    return {entry["key"]: entry for entry in organisation.feedback_form}


def asked(workshop, language="en") -> list[str]:
    workshop = Workshop.objects.get(pk=workshop.pk)
    with translation.override(language):
        return [statement.wording for statement in feedback_queries.statements_of(workshop)]


def test_sentences_are_reworded_added_put_in_order_and_no_longer_asked(organisation, coordinator, workshop):
    changed = {"heard-en": "They listened to me", "ease-asked": None, **OWN, "+-place": "1"}
    answer = save(coordinator, organisation, **changed)
    assert answer.url == f"{page_of(organisation)}?saved"
    assert list(kept(organisation)) == ["heard", "rest", "learnt", "shared", "ease", "recommend"]
    assert asked(workshop)[:2] == ["They listened to me", "I could rest"]
    assert len(asked(workshop)) == 5
    assert asked(workshop, "fi")[1] == "Sain levätä"
    page = flat(coordinator.client.get(answer.url).content)
    assert "✓ Saved" in page
    assert "They listened to me" in page


def test_a_language_without_words_falls_back_in_words(organisation, coordinator, workshop):
    save(coordinator, organisation, **{**OWN, "+-sv": "", "+-en": "", "heard-fi": "Tulin kuulluksi"})
    assert asked(workshop, "sv")[-1] == asked(workshop)[-1] == "Sain levätä"
    assert asked(workshop)[0] == "I was heard"  # the ready words, where no own ones are
    assert asked(workshop, "fi")[0] == "Tulin kuulluksi"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({**OWN, "+-key": "heard"}, "Another sentence has this key."),
        ({**OWN, "+-key": "Own Key!"}, "Use small letters a to z, figures and hyphens."),
        ({**OWN, "+-key": "text"}, "Dialogit uses this one itself."),
        ({**OWN, "+-en": "x" * 10_000}, "Use at most 160 characters."),
        ({**OWN, "+-key": "x" * 10_000}, "Use at most 40 characters."),
        ({"+-key": "rest"}, "Write it in at least one language."),
        ({f"{key}-asked": None for key in USUAL}, "Ask at least one sentence"),
        ({**OWN, "+-en": "010190-123M"}, "This holds a personal identity code"),
        ({"heard-place": "x"}, "Enter a whole number."),
        ({"heard-place": "9" * 5000}, "Nothing is saved yet."),
    ],
)
def test_what_is_wrong_is_told_what_was_typed_is_kept_and_nothing_is_saved(
    organisation, coordinator, changed, words
):
    answer = save(coordinator, organisation, **changed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert all(value in page for value in changed.values() if value)
    assert kept(organisation) == {}


def test_of_two_who_save_at_once_the_second_is_told_and_keeps_what_they_typed(organisation, coordinator):
    mine = filled(organisation, **{"heard-en": "Mine"})
    save(coordinator, organisation, **OWN)
    answer = coordinator.client.post(page_of(organisation), mine)
    assert answer.status_code == 422
    assert "Somebody else has saved this form since you opened it." in answer.content.decode()
    assert ">\nMine</textarea>" in answer.content.decode()
    assert kept(organisation)["heard"]["en"] == ""
    assert "rest" in kept(organisation)  # and stays, though the page that was sent did not know it
    again = coordinator.client.post(page_of(organisation), {**mine, "version": organisation.feedback_version})
    assert again.status_code == 302
    assert kept(organisation)["heard"]["en"] == "Mine"
    assert "rest" in kept(organisation)


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 50, "²"])
def test_a_version_that_is_none_is_nobodys(organisation, coordinator, version):
    assert save(coordinator, organisation, version=version).status_code == 422
    assert kept(organisation) == {}


def test_only_those_who_look_after_the_organisation_come_there(
    organisation, coordinator, foreign_coordinator, facilitator
):
    operator = signed_in(UserFactory(is_staff=True, is_superuser=True))
    for part in ("feedback", "feedback/results"):
        statuses = [
            person.client.get(page_of(organisation, part)).status_code
            for person in (coordinator, operator, foreign_coordinator, facilitator)
        ]
        assert statuses == [200, 200, 404, 302]
    assert save(foreign_coordinator, organisation, **OWN).status_code == 404
    assert kept(organisation) == {}


# --- what a workshop was asked stays ---


def test_a_workshop_keeps_what_it_was_asked_when_it_came_to_the_feedback(
    organisation, coordinator, workshop_at
):
    save(coordinator, organisation, **OWN)
    workshop = workshop_at("feedback", people=0)
    for person in many(workshop, 5):
        body = {"id": uuid.uuid4(), "rest": 4, "heard": 5}
        assert person.post("workshops:feedback", workshop.code, **body).status_code == 204
    save(coordinator, organisation, **{"rest-en": "Another question", "heard-asked": None})
    workshop.refresh_from_db()
    go(workshop, "closed")
    means = {row["statement"]: row["mean"] for row in feedback_queries.feedback(workshop)["means"]}
    assert (means["I could rest"], means["I was heard"]) == (4, 5)


def there_and_back(workshop):
    course.move(workshop=workshop, expected="feedback", to="agreement")
    course.move(workshop=workshop, expected="agreement", to="feedback")


def test_until_somebody_has_answered_going_back_takes_the_form_anew(organisation, coordinator, workshop_at):
    workshop = workshop_at("feedback")
    save(coordinator, organisation, **OWN)
    workshop.refresh_from_db()
    assert "I could rest" not in asked(workshop)
    there_and_back(workshop)
    assert "I could rest" in asked(workshop)
    feedback.give_feedback(workshop=workshop, device=join(workshop).device, id=uuid.uuid4(), rest=4)
    save(coordinator, organisation, **{"rest-en": "Another question"})
    there_and_back(workshop)
    assert "I could rest" in asked(workshop)


# --- over time ---


def closed(organisation, at, count, score=4, key="heard", **fields) -> Workshop:
    workshop = WorkshopFactory(organisation=organisation)
    Workshop.objects.filter(pk=workshop.pk).update(phase="closed", closed_at=at, **fields)
    answers = FeedbackAnswer.objects.bulk_create(FeedbackAnswer(workshop=workshop) for _n in range(count))
    FeedbackScore.objects.bulk_create(FeedbackScore(answer=one, key=key, score=score) for one in answers)
    return workshop


def month(year, number):
    return datetime(year, number, 5, 12, tzinfo=UTC)


def told(organisation):
    lines = feedback_over_time.over_time(organisation)["lines"]
    return {line.statement.key: [(p.name, p.count, p.mean) for p in line.periods] for line in lines}


def test_results_over_time_are_told_by_half_years(organisation, other_organisation, coordinator):
    closed(organisation, month(2025, 3), 6, 3)
    closed(organisation, month(2025, 5), 6, 5)
    closed(organisation, month(2025, 10), 5, 2)
    closed(other_organisation, month(2025, 3), 30, 1)
    assert told(organisation) == {"heard": [("spring 2025", 12, 4), ("autumn 2025", 5, 2)]}
    page = flat(coordinator.client.get(page_of(organisation, "feedback/results")).content)
    assert "<title>spring 2025: 4.0; autumn 2025: 2.0</title>" in page
    assert '<th scope="row">autumn 2025</th><td>2.0</td><td>5</td>' in page


def test_no_page_over_time_differs_from_the_next_by_fewer_than_five(organisation):
    """As workshops close one after the other: what has been added to a figure is never one to four."""
    before = 0
    for number, count in enumerate((6, 2, 7, 1, 1, 4, 5, 3, 3)):
        closed(organisation, month(2025, 1).replace(day=number + 1), count)
        found = told(organisation).get("heard", [])
        now = sum(figures for _name, figures, _mean in found)
        assert now == before or now - before >= 5
        before = now
    assert before == 6 + 7 + 5 + (2 + 1 + 1 + 4) + (3 + 3)


def test_few_answers_are_in_no_figure(organisation, coordinator):
    closed(organisation, month(2025, 3), 4)
    assert told(organisation) == {}
    page = flat(coordinator.client.get(page_of(organisation, "feedback/results")).content)
    assert "Nothing to show yet" in page


def test_a_rehearsal_is_in_no_figure(organisation, workshop):
    closed(organisation, month(2025, 3), 9, rehearsal_of=workshop)
    assert told(organisation) == {}


def test_a_sentence_that_only_earlier_workshops_were_asked_is_told_in_its_words(organisation):
    form = [{"key": "calm", "fi": "", "sv": "", "en": "It was calm"}]
    closed(organisation, month(2024, 3), 5, key="calm", feedback_form=form)
    (line,) = feedback_over_time.over_time(organisation)["lines"]
    assert (str(line.statement), line.statement.asked) == ("It was calm", False)


def test_results_need_as_many_queries_for_thirty_as_for_three(organisation, coordinator, queries_in):
    def look():
        return coordinator.client.get(page_of(organisation, "feedback/results"))

    for number in range(3):
        closed(organisation, month(2025, number + 1), 5)
    few = queries_in(look)
    for number in range(27):
        closed(organisation, month(1990 + number, 1), 5)
    assert queries_in(look) == few
