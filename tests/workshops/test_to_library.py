"""Into the library, as far as the workshop knows of it: groups say how far, facilitators confirm."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.db import connection

from tests.factories import go, join, note_by, table_of
from tests.markup import flat
from tests.workshops.space import group_in, settle, text_by
from tests.worryzones.test_reports import theme_group
from workshops.access.permissions import Role
from workshops.extension import shareable
from workshops.models import Contribution, Workshop
from workshops.refusals import ClosingAsks, Refused
from workshops.services import contributions, course, hiding, to_library, withdrawing
from worryzones.services import notes

ADDRESS = "Write to anna.virtanen@example.org when it is loud"


@pytest.fixture
def room(workshop_at, participant):
    """At the pearls of a workshop that allows its region: two people, each in a group of their own."""
    workshop = workshop_at("open_space")
    Workshop.objects.filter(pk=workshop.pk).update(sharing="region")
    workshop.refresh_from_db()
    settle(participant, group_in(workshop))
    other = settle(join(workshop), group_in(workshop, "Evenings"))
    return go(workshop, "pearls"), participant, other


def mark(person, workshop, thing, level="area"):
    return person.post("workshops:mark_shared", workshop.code, thing.pk, level=level)


def level_of(thing):
    thing.refresh_from_db()
    return thing.sharing


def stage(person, workshop):
    return flat(person.get("workshops:stage", workshop.code).content.decode())


def console(person, workshop):
    return flat(person.get("workshops:console", workshop.code).content.decode())


def test_group_marks_its_text_and_takes_it_back(room):
    workshop, participant, _other = room
    text = text_by(participant)
    assert mark(participant, workshop, text, "region").status_code == 204
    assert level_of(text) == "region"
    assert mark(participant, workshop, text, "workshop").status_code == 204
    assert level_of(text) == "workshop"
    assert shareable.marked(workshop) == []


def test_other_groups_do_not_mark_it(room):
    workshop, participant, other = room
    text = text_by(participant)
    answer = mark(other, workshop, text)
    assert answer.status_code == 409
    assert "your own group" in answer.content.decode()
    assert level_of(text) == "workshop"


def test_last_one_who_pressed_is_shown_to_all(room, frames):
    workshop, participant, other = room
    text = text_by(participant)
    settle(other, text.group)
    mark(participant, workshop, text, "region")
    with frames(workshop) as sent, frames(workshop, Role.FACILITATOR) as told:
        mark(other, workshop, text, "area")
    assert '<option value="area" selected>our area</option>' in flat(sent[0]["html"])
    assert "We ring home" in told[0]["html"]
    assert level_of(text) == "area"


def test_same_level_again_changes_nothing(room):
    workshop, participant, _other = room
    text = text_by(participant)
    mark(participant, workshop, text)
    workshop.refresh_from_db()
    rev = workshop.rev
    mark(participant, workshop, text)
    workshop.refresh_from_db()
    assert workshop.rev == rev


@pytest.mark.parametrize(
    ("level", "words"),
    [("everyone", "not shared this far"), ("galaxy", "no such choice"), ("", "no such choice")],
)
def test_level_that_is_not_offered_is_refused_in_words(room, facilitator, level, words):
    workshop, participant, _other = room
    text = text_by(participant)
    for answer in (
        mark(participant, workshop, text, level),
        facilitator.post("workshops:lead_mark_shared", workshop.code, text.pk, level=level),
    ):
        assert answer.status_code == 409
        assert words in answer.content.decode()
    assert level_of(text) == "workshop"


def test_text_of_another_workshop_is_not_there(room, facilitator, elsewhere):
    workshop, participant, _other = room
    theirs = Contribution.objects.create(group=group_in(elsewhere), kind="works", text="Theirs")
    assert mark(participant, workshop, theirs).status_code == 404
    assert mark(participant, workshop, Contribution(pk=uuid.uuid4())).status_code == 404
    for page in ("lead_mark_shared", "confirm_shared", "reword_shared"):
        assert (
            facilitator.post(f"workshops:{page}", workshop.code, theirs.pk, level="area").status_code == 404
        )
    assert level_of(theirs) == "workshop"


@pytest.mark.parametrize("step", ["open_space", "feedback"])
def test_phones_mark_only_at_pearls_and_agreement(room, step):
    workshop, participant, _other = room
    text = text_by(participant)
    course.move(workshop=workshop, expected="pearls", to=step)
    assert mark(participant, workshop, text).status_code == 409
    assert "Share with" not in stage(participant, workshop)


def test_nothing_is_offered_where_it_may_not_leave_the_workshop(room, facilitator):
    workshop, participant, _other = room
    Workshop.objects.filter(pk=workshop.pk).update(sharing="workshop")
    text = text_by(participant)
    assert "Share with" not in stage(participant, workshop)
    assert "To the library" not in console(facilitator, workshop)
    assert mark(participant, workshop, text).status_code == 409


def test_narrower_workshop_narrows_what_is_marked(room):
    workshop, participant, _other = room
    mark(participant, workshop, text_by(participant), "region")
    workshop.sharing = "area"
    assert [one.level for one in shareable.marked(workshop)] == ["area"]


def test_agreement_lists_the_texts_of_the_own_group(room):
    workshop, participant, other = room
    text_by(participant)
    go(workshop, "agreement")
    assert "We ring home" in stage(participant, workshop)
    assert "We ring home" not in stage(other, workshop)


@pytest.fixture
def table(workshop_at):
    """At the pearls, a note that helps in the theme group of a theme that is worked on."""
    workshop = workshop_at("cafe-1", people=8)
    Workshop.objects.filter(pk=workshop.pk).update(sharing="everyone")
    writer = join(workshop)
    note = note_by(writer, "A walk before the meeting", kind="helps")
    situation = note_by(writer, "Mornings are loud")
    theme = theme_group(table_of(writer), "Calm mornings", note, situation)
    theme.selected = True
    theme.save()
    return go(workshop, "pearls"), writer, note, situation


def test_note_that_helps_is_marked_by_everyone_and_a_situation_by_nobody(table):
    workshop, _writer, note, situation = table
    anybody = join(workshop)
    page = stage(anybody, workshop)
    assert "A walk before the meeting" in page
    assert "Mornings are loud" not in page
    assert mark(anybody, workshop, note, "everyone").status_code == 204
    assert mark(anybody, workshop, situation, "everyone").status_code == 404
    assert [one.row for one in shareable.marked(workshop)] == [note]


def test_note_that_becomes_a_situation_is_not_shared(table):
    workshop, _writer, note, _situation = table
    to_library.mark_shared(thing=note, level="area")
    notes.edit_note(note=note, text="A walk", kind="situation")
    assert shareable.marked(workshop) == []
    with pytest.raises(Refused, match="no longer there"):
        to_library.mark_shared(thing=note, level="region")


def test_hidden_and_deleted_texts_are_not_shared(room):
    workshop, participant, _other = room
    hidden, gone = text_by(participant, "Hidden"), text_by(participant, "Gone")
    for text in (hidden, gone):
        mark(participant, workshop, text)
    hiding.hide(thing=hidden, hidden=True)
    contributions.withdraw_contribution(contribution=gone)
    assert shareable.marked(workshop) == []
    assert mark(participant, workshop, hidden).status_code == 404


def test_text_that_is_brought_back_is_marked_but_not_in_other_words(room):
    workshop, participant, _other = room
    text = text_by(participant)
    to_library.mark_shared(thing=text, level="area")
    text.reworded, text.share_confirmed = "In other words", True
    text.save()
    contributions.withdraw_contribution(contribution=text, device=participant.device)
    withdrawing.bring_back(workshop=workshop, device=participant.device, id=text.pk, text="We ring home")
    text.refresh_from_db()
    assert (text.sharing, text.reworded, text.share_confirmed) == ("area", "", False)


# --- the facilitator ---


def test_facilitator_confirms_one_and_all(room, facilitator):
    workshop, participant, _other = room
    texts = [text_by(participant, f"Text {n}") for n in range(3)]
    for text in texts:
        mark(participant, workshop, text)
    facilitator.post("workshops:confirm_shared", workshop.code, texts[0].pk, on="1")
    assert "1 of 3 confirmed" in console(facilitator, workshop)
    facilitator.post("workshops:confirm_all_shared", workshop.code)
    assert "3 of 3 confirmed" in console(facilitator, workshop)
    facilitator.post("workshops:confirm_shared", workshop.code, texts[1].pk, on="0")
    assert "2 of 3 confirmed" in console(facilitator, workshop)


def test_new_level_and_new_words_of_the_writer_take_a_confirmation_back(room):
    workshop, participant, _other = room
    text = text_by(participant)
    for change in (
        lambda: mark(participant, workshop, text, "region"),
        lambda: contributions.edit_contribution(contribution=text, text="We ring home on Fridays"),
    ):
        mark(participant, workshop, text, "area")
        to_library.confirm_shared(thing=text, on=True)
        change()
        text.refresh_from_db()
        assert not text.share_confirmed


def test_text_that_may_tell_of_a_person_is_confirmed_by_itself_alone(room, facilitator):
    workshop, participant, _other = room
    text = text_by(participant, ADDRESS)
    mark(participant, workshop, text)
    facilitator.post("workshops:confirm_all_shared", workshop.code)
    assert "0 of 1 confirmed" in console(facilitator, workshop)
    assert "Share anyway" in console(facilitator, workshop)
    assert facilitator.post("workshops:confirm_shared", workshop.code, text.pk, on="1").status_code == 409
    facilitator.post("workshops:confirm_shared", workshop.code, text.pk, on="1", anyway="1")
    assert "1 of 1 confirmed" in console(facilitator, workshop)


def test_facilitator_rewords_for_the_library_alone(room, facilitator, second):
    workshop, participant, _other = room
    text = text_by(participant)
    mark(participant, workshop, text)
    form = facilitator.get("workshops:reword_shared", workshop.code, text.pk).context["form"]
    words = {"read": form.version, "reworded": "We call the family"}
    assert facilitator.post("workshops:reword_shared", workshop.code, text.pk, **words).status_code == 204
    late = second.post("workshops:reword_shared", workshop.code, text.pk, **words | {"reworded": "We phone"})
    assert late.status_code == 422
    assert "We call the family" in late.content.decode()
    text.refresh_from_db()
    assert (text.text, text.told) == ("We ring home", "We call the family")
    contributions.edit_contribution(contribution=text, text="We ring every home")
    assert text.told == "We ring every home"


@pytest.mark.parametrize("words", ["", "x" * 501, "131052-308T", ADDRESS])
def test_words_for_the_library_are_looked_at_as_any_others(room, facilitator, words):
    workshop, participant, _other = room
    text = text_by(participant)
    mark(participant, workshop, text)
    form = facilitator.get("workshops:reword_shared", workshop.code, text.pk).context["form"]
    sent = {"read": form.version, "reworded": words}
    assert facilitator.post("workshops:reword_shared", workshop.code, text.pk, **sent).status_code == 422
    text.refresh_from_db()
    assert text.told == "We ring home"


def test_console_reads_as_much_for_thirty_as_for_three(room, facilitator, queries_in):
    workshop, participant, _other = room

    def fill(count):
        for n in range(count):
            to_library.mark_shared(thing=text_by(participant, f"Text {count} {n}"), level="area")
        return queries_in(lambda: console(facilitator, workshop))

    assert fill(3) == fill(27)


# --- closing ---


def close(person, workshop, **said):
    said = {"expected": workshop.step, **said}
    return person.post("workshops:close", workshop.code, **said)


def asked(person, workshop):
    return person.get("workshops:close", workshop.code)


def test_closing_without_an_answer_asks(room, facilitator):
    workshop, participant, _other = room
    text = text_by(participant)
    mark(participant, workshop, text)
    go(workshop, "feedback")
    answer = close(facilitator, workshop)
    assert answer.status_code == 422
    assert "What goes into the library?" in answer.content.decode()
    with pytest.raises(ClosingAsks):
        course.move(workshop=workshop, expected="feedback", to="closed")
    workshop.refresh_from_db()
    assert workshop.step == "feedback"


def test_closing_ticks_all_but_what_may_tell_of_a_person(room, facilitator):
    workshop, participant, _other = room
    usual, personal = text_by(participant), text_by(participant, ADDRESS)
    for text in (usual, personal):
        mark(participant, workshop, text)
    page = flat(asked(facilitator, workshop).content.decode())
    assert f'name="share" value="{usual.pk}" checked' in page
    assert f'name="share" value="{personal.pk}" aria-describedby' in page


def test_closing_asks_anew_when_something_was_said_meanwhile(room, facilitator):
    workshop, participant, _other = room
    text = text_by(participant)
    mark(participant, workshop, text)
    version = asked(facilitator, workshop).context["marked_version"]
    mark(participant, workshop, text, "region")
    answer = close(facilitator, workshop, marked=version, share=str(text.pk))
    assert answer.status_code == 422
    assert "our region" in answer.content.decode()
    again = shareable.version_of(shareable.marked(workshop))
    assert close(facilitator, workshop, marked=again, share=str(text.pk)).status_code == 204


def test_closing_without_marks_asks_nothing(room, facilitator):
    workshop, _participant, _other = room
    assert "What goes into the library?" not in asked(facilitator, workshop).content.decode()
    assert close(facilitator, workshop).status_code == 204


@pytest.mark.django_db(transaction=True)
def test_mark_put_while_it_closes_is_asked_about_or_refused(room):
    """Never shared unseen, and never lost without a word."""
    workshop, participant, _other = room
    seen, late = text_by(participant, "Seen"), text_by(participant, "Late")
    to_library.mark_shared(thing=seen, level="area")
    answers = {"marked": [shareable.version_of(shareable.marked(workshop))], "share": [str(seen.pk)]}
    start, said = threading.Barrier(2), []

    def both(act):
        start.wait()
        try:
            act()
        except Refused as refusal:
            said.append(type(refusal))
        finally:
            connection.close()

    here = Workshop.objects.get(pk=workshop.pk)
    thing = shareable.find(here, late.pk)
    acts = (
        lambda: course.move(workshop=here, expected="pearls", to="closed", answers=answers),
        lambda: to_library.mark_shared(thing=thing, level="area", by=participant.participant),
    )
    threads = [threading.Thread(target=both, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    workshop.refresh_from_db()
    assert (workshop.is_closed, level_of(late), said) in [
        (True, "workshop", [Refused]),
        (False, "area", [ClosingAsks]),
    ]
