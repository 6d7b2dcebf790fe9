"""Closed: nobody can tell any more who wrote what; the report may be shared, tasks go on."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from tests.factories import as_if_at, go, join, note_by
from tests.workshops.space import group_in, settle, text_by, theme_in
from tests.workshops.test_feedback import answer_by
from tests.workshops.test_heard import comment_by, line_by
from workshops.models import Agreement, JokerSupport, JokerTopic, Picture, Task, TaskAnswer, ThemeVote
from workshops.models.base import Provable
from workshops.services import agreement, course
from workshops.text import dates
from worryzones.services import notes

# Who took part says only afterwards how tasks look; those proofs go with the answers (test_follow_up.py).
PROVABLE = [m for m in apps.get_models() if issubclass(m, Provable) and m is not TaskAnswer]


@pytest.fixture
def full(workshop_at, participant):
    """At feedback, with something of every kind that carries a proof."""
    workshop = workshop_at("cafe-1", people=4)
    note = note_by(participant)
    notes.mark_ours(note=note, device=participant.device, on=True)
    go(workshop, "open_space")
    settle(participant, group_in(workshop))
    text_by(participant)
    prove = participant.device.prove
    ThemeVote.objects.create(theme=theme_in(workshop, "Voted"), proof=prove("vote", 1))
    topic = JokerTopic.objects.create(workshop=workshop, text="The move", proof=prove("topic"))
    JokerSupport.objects.create(topic=topic, proof=prove("support", topic.pk))
    Picture.objects.create(workshop=workshop, image="x.jpg", description="A drawing", proof=prove("picture"))
    go(workshop, "agreement")
    line_by(participant, workshop)
    comment_by(participant, workshop)
    agreement.add_task(workshop=workshop, what="Write the card", responsible="unit", due=None)
    go(workshop, "feedback")
    answer_by(participant, workshop)
    return workshop


def proofs(model, workshop):
    return list(model.objects.filter(**{model.workshop_path: workshop}).values_list("proof", flat=True))


@pytest.mark.parametrize("model", PROVABLE)
def test_closing_wipes_every_proof(full, model):
    assert any(proofs(model, full)), "the room holds nothing of this kind"
    go(full, "closed")
    found = proofs(model, full)
    assert found
    assert set(found) == {None}


def test_closing_leaves_the_proofs_of_other_workshops(full, elsewhere, stranger):
    note = note_by(stranger)
    go(full, "closed")
    note.refresh_from_db()
    assert note.proof


def test_closing_says_until_when_notes_are_kept(workshop, organisation, facilitator):
    organisation.notes_kept_days = 30
    organisation.save()
    go(workshop, "closed")
    workshop.refresh_from_db()
    assert workshop.purge_notes_on == timezone.localdate() + timedelta(days=30)
    assert f"The notes are kept until {dates.day(workshop.purge_notes_on)}." in (
        facilitator.get("workshops:console", workshop.code).content.decode()
    )


def test_closing_leaves_a_date_that_somebody_has_chosen(workshop):
    chosen = timezone.localdate() + timedelta(days=200)
    course.update_workshop(workshop=workshop, purge_notes_on=chosen)
    go(workshop, "closed")
    workshop.refresh_from_db()
    assert workshop.purge_notes_on == chosen


def test_notes_are_kept_ninety_days_unless_the_organisation_says_otherwise(workshop):
    assert workshop.organisation.notes_kept_days == 90


def test_writers_can_change_nothing_after_closing(full, participant):
    line, comment = full.heard.get(), full.comments.get()
    go(full, "closed")
    for page, thing in (("withdraw_heard", line), ("withdraw_comment", comment)):
        assert participant.post(f"workshops:{page}", full.code, thing.pk).status_code == 403
    for page in ("post_heard", "post_comment", "feedback"):
        answer = participant.post(f"workshops:{page}", full.code, id=uuid.uuid4(), text="Late", heard=5)
        assert answer.status_code == 409


def test_closed_page_thanks_and_gives_the_next_date(full, participant, facilitator):
    full.agreement.next_at = timezone.now() + timedelta(days=60)
    full.agreement.next_place = "Library"
    full.agreement.save()
    go(full, "closed")
    page = participant.get("workshops:stage", full.code).content.decode()
    assert "Thank you for thinking together" in page
    assert f"/w/{full.code}/calendar.ics" in page
    assert "Library" in facilitator.get("workshops:projector", full.code).content.decode()


def test_second_dialogue_is_no_coming_date_after_closing(full, participant):
    full.dialogue_2_at = timezone.now()
    full.save()
    assert participant.get("workshops:calendar", full.code).status_code == 200
    go(full, "closed")
    assert participant.get("workshops:calendar", full.code).status_code == 404


def test_report_is_for_participants_only_when_shared(full, participant, facilitator, outsider):
    go(full, "closed")
    link = f"/w/{full.code}/report/"
    for person in (participant, outsider):
        assert person.get("workshops:report", full.code).status_code == 404
    assert link not in participant.get("workshops:stage", full.code).content.decode()
    assert facilitator.post("workshops:share_report", full.code, shared="1").status_code == 204
    assert participant.get("workshops:report", full.code).status_code == 200
    assert link in participant.get("workshops:stage", full.code).content.decode()
    assert outsider.get("workshops:report", full.code).status_code == 200  # who has the code of a closed one
    facilitator.post("workshops:share_report", full.code, shared="0")
    for person in (participant, outsider):
        assert person.get("workshops:report", full.code).status_code == 404


def test_sharing_is_the_facilitators_alone(full, participant, outsider):
    assert participant.post("workshops:share_report", full.code, shared="1").status_code == 401
    assert outsider.post("workshops:share_report", full.code, shared="1").status_code == 404
    full.refresh_from_db()
    assert not full.report_shared


def test_tasks_go_on_after_closing(full, facilitator):
    go(full, "closed")
    task = Task.objects.get()
    assert facilitator.post("workshops:task_status", full.code, task.pk, status="done").status_code == 204
    assert Task.objects.get().status == "done"
    assert facilitator.post("workshops:remove_task", full.code, task.pk).status_code == 409
    page = facilitator.get("workshops:console", full.code).content.decode()
    assert "Write the card" in page
    assert f"/tasks/{task.pk}/remove/" not in page


def test_unconfirmed_agreement_is_pointed_out_before_closing(full, facilitator):
    assert (
        "The agreement is still a draft" in facilitator.get("workshops:console", full.code).content.decode()
    )
    course.move(workshop=full, expected="feedback", to="agreement")
    agreement.write_part(workshop=full, part="decision", read="", decision="enough")
    course.move(workshop=full, expected="agreement", to="feedback")
    assert facilitator.post("workshops:confirm_agreement", full.code).status_code == 204
    page = facilitator.get("workshops:console", full.code).content.decode()
    assert "The agreement is still a draft" not in page


@pytest.mark.parametrize("page", ["stage", "console", "projector"])
def test_page_needs_as_many_queries_for_thirty_as_for_three(full, participant, facilitator, queries_in, page):
    person = participant if page == "stage" else facilitator
    go(full, "closed")
    few = queries_in(lambda: person.get(f"workshops:{page}", full.code))
    with as_if_at(full, "feedback"):
        for number in range(30):
            Task.objects.create(workshop=full, what=f"Task {number}", responsible="unit")
            join(full)
    assert queries_in(lambda: person.get(f"workshops:{page}", full.code)) == few


def test_closing_over_a_draft_asks_for_more_than_a_yes(workshop_at, facilitator):
    workshop = workshop_at("agreement", people=2)
    words = "The agreement is still a draft"
    assert words not in facilitator.get("workshops:console", workshop.code).content.decode()
    agreement.add_need(workshop=workshop, text="Time to talk", horizon="months")
    go(workshop, "feedback")
    assert words in facilitator.get("workshops:console", workshop.code).content.decode()
    Agreement.objects.update_or_create(workshop=workshop, defaults={"confirmed_at": timezone.now()})
    assert words not in facilitator.get("workshops:console", workshop.code).content.decode()
