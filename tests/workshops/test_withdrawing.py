"""What somebody took back comes back for a moment: where it stood, with its marks, the same words alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.factories import go, join, many, note_by, table_of
from tests.workshops.space import group_in, pearl_by, settle, text_by
from tests.workshops.test_heard import comment_by, line_by
from tests.workshops.test_joker import topic_by
from workshops.models import Withdrawn
from workshops.refusals import Refused
from workshops.services import agreement, contributions, course, heard, hiding, joker, private, withdrawing
from worryzones.models import Note, Ours, ThemeGroup
from worryzones.services import notes, theming

TOO_LATE = "This can no longer be brought back"


@pytest.fixture
def cafe(workshop_at, participant):
    return workshop_at("cafe-1", people=8)


def bring_back(person, workshop, thing, text=None):
    text = thing.text if text is None else text
    return person.post("workshops:bring_back", workshop.code, thing.pk, text=text)


def withdraw(person, workshop, note):
    return person.post("worryzones:withdraw_note", workshop.code, note.pk)


def test_note_comes_back_where_it_stood_with_its_marks(cafe, participant, facilitator):
    note = note_by(participant, "Mornings\nbegin together", kind="helps")
    others = many(cafe, 3)
    for person in others:
        notes.mark_ours(note=note, device=person.device, on=True)
    private.star(workshop=cafe, user=facilitator.user, thing=note.pk, on=True)
    stood = Note.objects.filter(pk=note.pk).values().get()
    answer = withdraw(participant, cafe, note)
    assert f"/w/{cafe.code}/withdrawn/{note.pk}/back/" in answer["HX-Trigger"]
    assert not Note.objects.exists()
    assert not Ours.objects.exists()
    kept = Withdrawn.objects.values().get()
    assert "Mornings" not in str(kept), "the words are on the phone alone"
    answer = bring_back(participant, cafe, note, "Mornings\r\nbegin together")
    assert (answer.status_code, f"note-{note.pk}" in answer["HX-Trigger"]) == (204, True)
    assert Note.objects.filter(pk=note.pk).values().get() == stood
    assert {mark.proof for mark in Ours.objects.all()} == {p.device.prove("ours", note.pk) for p in others}
    assert not Withdrawn.objects.exists()
    assert bring_back(participant, cafe, note).status_code == 204, "the answer was lost, and it is sent again"
    assert Note.objects.count() == 1


def test_it_comes_back_to_its_writer_with_its_own_words_alone(cafe, participant):
    note = note_by(participant)
    withdraw(participant, cafe, note)
    for person, text in ((join(cafe), None), (participant, "Other words"), (participant, "")):
        answer = bring_back(person, cafe, note, text)
        assert answer.status_code == 409
        assert TOO_LATE in answer.content.decode()
    assert not Note.objects.exists()
    assert bring_back(participant, cafe, note).status_code == 204


@pytest.mark.parametrize("how", ["a minute", "housekeeping", "the step", "the next one", "closing"])
def test_it_comes_back_for_a_minute_and_in_its_step_and_then_its_id_alone_is_kept(cafe, participant, how):
    note, other = note_by(participant), note_by(participant, "Another")
    withdraw(participant, cafe, note)
    if how == "closing":
        go(cafe, "closed")
    elif how == "the step":
        course.move(workshop=cafe, expected="cafe-1", to="cafe-2")
    else:
        Withdrawn.objects.update(until=timezone.now() - timedelta(seconds=1))
    if how == "housekeeping":
        call_command("housekeeping")
    if how == "the next one":
        withdraw(participant, cafe, other)
    assert bring_back(participant, cafe, note).status_code == 409
    for gone in Withdrawn.objects.filter(pk=note.pk).exclude(until__lt=timezone.now()):
        assert (gone.kind, gone.proof, gone.words, gone.stood) == ("", "", "", {})
    assert not Note.objects.filter(pk=note.pk).exists()


def test_note_whose_group_has_gone_with_it_stands_alone_again(workshop_at, participant):
    workshop = workshop_at("theming", people=8)
    table = table_of(participant)
    first, second, third = (note_by(participant, text, table=table) for text in ("One", "Two", "Three"))
    theming.make_theme_group(table=table, notes=[first], title="Mornings")
    theming.make_theme_group(table=table, notes=[second, third], title="Evenings")
    for note in (first, second):
        withdraw(participant, workshop, note)
        assert bring_back(participant, workshop, note).status_code == 204
        note.refresh_from_db()
    assert first.theme_group is None
    assert second.theme_group == ThemeGroup.objects.get(theme__title="Evenings")


def test_note_whose_table_has_gone_says_so(cafe, participant):
    note = note_by(participant)
    withdraw(participant, cafe, note)
    Withdrawn.objects.update(stood={**Withdrawn.objects.get().stood, "table_id": 0})
    answer = bring_back(participant, cafe, note)
    assert answer.status_code == 409
    assert "Its place has gone meanwhile. Your text is still here" in answer.content.decode()


def test_hidden_note_comes_back_hidden(cafe, participant):
    note = note_by(participant)
    hiding.hide(thing=note, hidden=True, why="hurts")
    withdraw(participant, cafe, note)
    bring_back(participant, cafe, note)
    note.refresh_from_db()
    assert (note.hidden, note.why_hidden) == (True, "hurts")


def test_each_kind_of_text_comes_back_to_its_writer(workshop, participant):
    go(workshop, "opening")
    topic = topic_by(participant)
    joker.support_topic(topic=topic, device=join(workshop).device, on=True)
    joker.choose_joker_topic(topic=topic)
    participant.post("workshops:withdraw_topic", workshop.code, topic.pk)
    assert bring_back(participant, workshop, topic).status_code == 204
    topic.refresh_from_db()
    assert (topic.chosen, topic.supports.count()) == (True, 1)
    go(workshop, "open_space")
    text = text_by(settle(participant, group_in(workshop)), kind="practice")
    participant.post("workshops:withdraw_contribution", workshop.code, text.pk)
    assert bring_back(participant, workshop, text).status_code == 204
    text.refresh_from_db()
    assert text.kind == "practice"
    go(workshop, "agreement")
    for thing, act in (
        (line_by(participant, workshop), "heard"),
        (comment_by(participant, workshop), "comment"),
    ):
        participant.post(f"workshops:withdraw_{act}", workshop.code, thing.pk)
        assert bring_back(participant, workshop, thing).status_code == 204
        thing.refresh_from_db()


def test_what_has_been_settled_meanwhile_stays_so(workshop, participant):
    """Another topic is chosen, the group has its pearls, the agreement takes no comments any more."""
    go(workshop, "opening")
    topic, other = topic_by(participant, "Rest"), topic_by(participant, "Noise")
    joker.choose_joker_topic(topic=topic)
    joker.remove_topic(topic=topic, device=participant.device)
    joker.choose_joker_topic(topic=other)
    assert bring_back(participant, workshop, topic).status_code == 204
    topic.refresh_from_db()
    assert not topic.chosen
    go(workshop, "open_space")
    settle(participant, group_in(workshop))
    workshop.pearls_each = 1
    workshop.save()
    pearl, next_one = pearl_by(participant, "First"), text_by(participant, "Second")
    contributions.withdraw_contribution(contribution=pearl, device=participant.device)
    contributions.mark_pearl(contribution=next_one, on=True)
    bring_back(participant, workshop, pearl)
    pearl.refresh_from_db()
    assert not pearl.pearl
    go(workshop, "agreement")
    comment = comment_by(participant, workshop)
    heard.remove_comment(comment=comment, device=participant.device)
    agreement.write_part(workshop=workshop, part="decision", read="", decision="enough")
    agreement.confirm_agreement(workshop=workshop)
    answer = bring_back(participant, workshop, comment)
    assert answer.status_code == 409
    assert "can no longer be commented on" in answer.content.decode()


def test_what_a_facilitator_removed_its_writer_cannot_bring_back(workshop, participant, facilitator):
    go(workshop, "agreement")
    comment = comment_by(participant, workshop)
    facilitator.post("workshops:remove_comment", workshop.code, comment.pk)
    with pytest.raises(Refused):
        withdrawing.bring_back(workshop=workshop, device=participant.device, id=comment.pk, text=comment.text)
