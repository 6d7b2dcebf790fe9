"""What participants and facilitators do with notes and tables in the café, through the real door."""

from __future__ import annotations

import re
import uuid

import pytest

from tests.factories import Person, go, join, many, many_notes, note_by, table_of
from tests.markup import flat
from workshops.access.permissions import Role
from workshops.models import Participant, Workshop
from workshops.services import hiding, people
from worryzones.models import Note, Ours, Seat, Table


@pytest.fixture
def cafe(workshop_at, participant):
    """Round 1; ``participant`` sits at a table with three more."""
    return workshop_at("cafe-1", people=3)


def post(person: Person, workshop, **changed):
    body = {"id": uuid.uuid4(), "kind": "helps", "text": "We ask first.", **changed}
    if "table" not in changed:
        body["table"] = table_of(person).pk
    return person.post("worryzones:post_note", workshop.code, **body)


def test_post_note_stores_one_note_however_often_it_is_sent(cafe, participant):
    cafe.refresh_from_db()
    rev, same = cafe.rev, {"id": uuid.uuid4(), "text": " We ask first. "}
    assert [post(participant, cafe, **same).status_code for _ in range(10)] == [204] * 10
    assert Note.objects.get().text == "We ask first."
    cafe.refresh_from_db()
    assert cafe.rev == rev + 1


def test_post_note_tells_the_page_that_it_is_its_own(cafe, participant):
    note_id = uuid.uuid4()
    answer = post(participant, cafe, id=note_id)
    assert f"note-{note_id}" in answer.headers["HX-Trigger"]


def test_post_note_works_as_a_plain_form_too(cafe, participant):
    body = {"id": uuid.uuid4(), "kind": "helps", "text": "Plain", "table": table_of(participant).pk}
    answer = participant.submit("worryzones:post_note", cafe.code, **body)
    assert (answer.status_code, answer.url) == (302, f"/w/{cafe.code}/")
    assert "Plain" in participant.get("workshops:stage", cafe.code).content.decode()


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("step", "statements"), [("cafe-1", 8), ("theming", 10)])
def test_post_note_takes_as_few_statements_whoever_listens(
    workshop_at, participant, frames, queries_in, role, step, statements
):
    workshop = workshop_at(step, people=3)
    table = table_of(participant).pk

    def post_heard() -> None:
        with frames(workshop, role):
            assert post(participant, workshop, table=table).status_code == 204

    post_heard()
    assert queries_in(post_heard) == statements


@pytest.mark.parametrize("role", list(Role))
def test_post_note_reaches_every_audience(cafe, participant, frames, role):
    with frames(cafe, role) as sent:
        post(participant, cafe)
    assert len(sent) == 1
    assert ("We ask first." in sent[0]["html"]) == (role != Role.PROJECTOR)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"text": ""}, "Write something first."),
        ({"text": " \n\t "}, "Write something first."),
        ({"text": "x" * 501}, "This is too long. Use at most 500 characters."),
        ({"text": "She is 131052-308T"}, "personal identity code"),
        ({"kind": "rumour"}, None),
        ({"id": "not-an-id"}, None),
    ],
)
def test_post_note_says_what_is_wrong_and_keeps_the_text(cafe, participant, changed, words):
    answer = post(participant, cafe, **changed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert changed.get("text", "We ask first.").strip() in page
    assert words is None or words in page
    assert not Note.objects.exists()


def test_post_note_takes_five_hundred_characters(cafe, participant):
    assert post(participant, cafe, text="ä" * 500).status_code == 204


def test_post_note_takes_no_more_from_the_form_than_it_asks(cafe, participant):
    post(participant, cafe, hidden="1", round="4", proof="x", theme_group="1")
    note = Note.objects.get()
    assert (note.hidden, note.round, note.theme_group) == (False, 1, None)
    assert note.proof == participant.device.prove(note.pk)


def test_post_note_for_a_table_one_has_left_is_refused_in_words(cafe, participant):
    before = table_of(participant).pk
    go(cafe, "cafe-2")
    answer = post(participant, cafe, table=before)
    assert answer.status_code == 409
    assert "You have moved to another table. Your text is still here." in answer.content.decode()
    assert not Note.objects.exists()


def test_post_note_for_a_table_of_another_workshop_is_refused(cafe, participant, elsewhere):
    there = Table.objects.filter(cafe__workshop=elsewhere).first()
    for table in (there.pk, 0, "", "x"):
        assert post(participant, cafe, table=table).status_code == 409
    assert not Note.objects.exists()


@pytest.mark.parametrize("step", ["sharing", "choosing", "closed"])
def test_post_note_out_of_its_time_is_refused_in_words(cafe, participant, step):
    table = table_of(participant).pk
    go(cafe, step)
    answer = post(participant, cafe, table=table)
    assert answer.status_code == 409
    assert "Notes are not being written right now." in answer.content.decode()


def test_post_note_by_a_removed_participant_is_forbidden(cafe, participant):
    table = table_of(participant).pk
    people.remove(participant=participant.participant)
    assert post(participant, cafe, table=table).status_code == 403
    assert not Note.objects.exists()


def test_post_note_refuses_an_id_that_is_taken_elsewhere(cafe, participant, stranger):
    theirs = note_by(stranger)
    assert post(participant, cafe, id=theirs.pk).status_code == 409
    theirs.refresh_from_db()
    assert theirs.text != "We ask first."


def test_edit_note_changes_ones_own(cafe, participant):
    note = note_by(participant)
    answer = participant.post("worryzones:edit_note", cafe.code, note.pk, text="Better words")
    assert answer.status_code == 204
    note.refresh_from_db()
    assert note.text == "Better words"


@pytest.mark.parametrize("act", ["edit_note", "withdraw_note"])
def test_nobody_changes_somebody_elses_note(cafe, participant, facilitator, act):
    note = note_by(participant)
    other = join(cafe)
    assert other.post(f"worryzones:{act}", cafe.code, note.pk, text="Mine").status_code == 403
    assert facilitator.post(f"worryzones:{act}", cafe.code, note.pk, text="Mine").status_code == 404
    note.refresh_from_db()
    assert note.text != "Mine"


def test_withdraw_note_takes_ones_own_away(cafe, participant):
    note = note_by(participant)
    assert participant.post("worryzones:withdraw_note", cafe.code, note.pk).status_code == 204
    assert not Note.objects.exists()


def test_nothing_is_changed_once_the_workshop_is_closed(cafe, participant):
    note = note_by(participant)
    go(cafe, "closed")
    for act in ("edit_note", "withdraw_note", "ours"):
        answer = participant.post(f"worryzones:{act}", cafe.code, note.pk, text="Late", on="1")
        assert answer.status_code in (403, 409)
    assert Note.objects.get().text != "Late"
    assert not Ours.objects.exists()


def test_ours_is_set_and_taken_back(cafe, participant):
    note = note_by(participant)
    for on, count in (("1", 1), ("1", 1), ("0", 0), ("0", 0)):
        assert participant.post("worryzones:ours", cafe.code, note.pk, on=on).status_code == 204
        assert note.ours.count() == count


def test_ours_finds_no_hidden_note(cafe, participant):
    note = note_by(participant)
    Note.objects.update(hidden=True)
    assert participant.post("worryzones:ours", cafe.code, note.pk, on="1").status_code == 404


def test_host_is_taken_and_given_back(cafe, participant):
    assert participant.post("worryzones:host", cafe.code, on="1").status_code == 204
    assert Table.objects.get(host=participant.participant) == table_of(participant)
    assert participant.post("worryzones:host", cafe.code, on="0").status_code == 204
    assert not Table.objects.exclude(host=None).exists()


def test_only_group_is_told_that_all_walk_on_together(cafe, participant):
    stage = lambda: flat(participant.get("workshops:stage", cafe.code).content)  # noqa: E731
    assert "everyone walks on together" in stage()
    assert "I host this table" not in stage()
    participant.post("worryzones:host", cafe.code, on="1")
    assert "Yours is the only group, so you walk on with it." in stage()


def test_one_group_of_several_is_asked_for_a_host(workshop_at, participant):
    stage = flat(participant.get("workshops:stage", workshop_at("cafe-1", people=11).code).content)
    assert "I host this table" in stage
    assert "only group" not in stage


def rev_of(workshop: Workshop) -> int:
    workshop.refresh_from_db()
    return workshop.rev


def test_everybody_hears_that_a_group_empties_and_that_there_is_one_again(workshop_at, participant, frames):
    """Whether a host stays is told by whether there is another group."""
    cafe = workshop_at("cafe-1", people=11)
    own = Seat.objects.get(participant=participant.participant).group
    *leavers, last = Participant.objects.filter(seat__group__cafe__workshop=cafe).exclude(seat__group=own)
    for leaver in leavers:
        people.leave(participant=leaver)
    with frames(cafe) as sent:
        people.leave(participant=last)
    assert {"rev": rev_of(cafe)} in sent
    assert "only group" in flat(participant.get("workshops:stage", cafe.code).content)
    with frames(cafe) as sent:
        join(cafe)
    assert {"rev": rev_of(cafe)} in sent


def test_host_before_there_are_tables_is_refused_in_words(workshop, participant):
    answer = participant.post("worryzones:host", workshop.code, on="1")
    assert answer.status_code == 409
    assert "You have no table yet." in answer.content.decode()


def test_facilitator_hides_a_note_and_shows_it_again(cafe, participant, facilitator):
    note, reader = note_by(participant, "Seen by all"), join(cafe)
    for hidden, seen in (("1", False), ("0", True)):
        facilitator.post("worryzones:hide_note", cafe.code, note.pk, hidden=hidden)
        assert ("Seen by all" in reader.get("workshops:stage", cafe.code).content.decode()) == seen


def test_facilitator_frees_a_table(host, workshop, facilitator):
    answer = facilitator.post("worryzones:free_host", workshop.code, table_of(host).pk)
    assert answer.status_code == 204
    assert not Table.objects.exclude(host=None).exists()


@pytest.mark.parametrize("page", ["stage", "console", "projector"])
def test_page_needs_as_many_queries_for_thirty_as_for_three(cafe, participant, facilitator, queries_in, page):
    person = participant if page == "stage" else facilitator

    def opened() -> None:
        assert person.get(f"workshops:{page}", cafe.code).status_code == 200

    opened()
    many_notes(participant, 3)
    few = queries_in(opened)
    many(cafe, 27)
    many_notes(participant, 27)
    assert queries_in(opened) == few


def test_ours_shows_alike_for_all_and_is_marked_in_the_browser_alone(cafe, participant):
    """Two people at the same table get the same markup for a note; only the list of own tokens differs."""
    other = next(p for p in many(cafe, 12) if table_of(p) == table_of(participant))
    note_by(participant)
    pages = [p.get("workshops:stage", cafe.code).content.decode() for p in (participant, other)]
    articles = [page[page.index("<article") : page.index("</article>")] for page in pages]
    assert articles[0] == articles[1]


PERSONAL = "Ring 040 123 4567 about it"


def test_post_note_asks_before_it_saves_what_could_tell_of_a_person(cafe, participant):
    answer = post(participant, cafe, text=PERSONAL)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert PERSONAL in page
    assert 'name="anyway" value="1"' in page
    assert not Note.objects.exists()


def test_post_note_saves_it_anyway_when_its_writer_says_so(cafe, participant):
    assert post(participant, cafe, text=PERSONAL, anyway="1").status_code == 204
    assert Note.objects.get().text == PERSONAL


def test_post_note_anyway_works_as_a_plain_form_too(cafe, participant):
    body = {"id": uuid.uuid4(), "kind": "helps", "text": PERSONAL, "table": table_of(participant).pk}
    assert participant.submit("worryzones:post_note", cafe.code, **body).status_code == 422
    assert participant.submit("worryzones:post_note", cafe.code, **body, anyway="1").status_code == 302
    assert Note.objects.get().text == PERSONAL


def test_post_note_never_saves_an_identity_code(cafe, participant):
    answer = post(participant, cafe, text="She is 131052-308T", anyway="1")
    assert answer.status_code == 422
    assert "anyway" not in answer.content.decode()
    assert not Note.objects.exists()


def test_edit_note_asks_too(cafe, participant):
    note = note_by(participant, "Before")
    changed = {"text": PERSONAL}
    assert participant.post("worryzones:edit_note", cafe.code, note.pk, **changed).status_code == 422
    answer = participant.post("worryzones:edit_note", cafe.code, note.pk, **changed, anyway="1")
    assert answer.status_code == 204


def shown_lists(person: Person, workshop: Workshop) -> list[str]:
    page = person.get("workshops:stage", workshop.code).content.decode()
    return re.findall(r'<div id="notes-\d+" class="list".*?</div>', page, re.DOTALL)


def test_table_is_drawn_once_for_all_who_come_at_one_rev(cafe, participant, queries_in):
    other = join(cafe)
    note_by(participant)
    alone = queries_in(lambda: shown_lists(participant, cafe))
    assert queries_in(lambda: shown_lists(other, cafe)) < alone
    assert sorted(shown_lists(participant, cafe)) == sorted(shown_lists(other, cafe))


def test_table_is_drawn_anew_when_anything_has_changed(cafe, participant):
    shown_lists(participant, cafe)
    note = note_by(participant, "Just written")
    assert "Just written" in "".join(shown_lists(participant, cafe))
    hiding.hide(thing=note, hidden=True)
    assert "Just written" not in "".join(shown_lists(participant, cafe))


def test_list_has_the_note_that_its_head_counts_when_one_came_between_the_reads(cafe, participant):
    shown_lists(participant, cafe)
    table = table_of(participant)
    note = Note.objects.create(table=table, kind="helps", text="Just in", round=1)
    page = flat(participant.get("workshops:stage", cafe.code).content)
    assert ">1 note</span>" in page
    assert f'id="note-{note.pk}"' in page


def test_stage_has_the_notes_of_the_other_tables_of_the_cafe(cafe, participant):
    here = table_of(participant)
    there = Table.objects.filter(cafe=here.cafe).exclude(pk=here.pk).first()
    note = Note.objects.create(table=there, kind="helps", text="From over there", round=1)
    Note.objects.create(table=there, kind="helps", text="Hidden over there", round=1, hidden=True)
    page = participant.get("workshops:stage", cafe.code).content.decode()
    others = page[page.index('id="others"') :]
    assert f'id="note-{note.pk}"' in others
    assert "Hidden over there" not in page
